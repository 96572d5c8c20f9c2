"""Importing a staff file by a program."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Import
from pejl.organisation.tests.staff import HEAD, a_keeper, work
from tests.people import NOW

IMPORTS = "/api/v1/imports"
LINE = "1;Bo Bæk;bo@nordager.example;Team Nord;Mentor;;\n"


@pytest.fixture
def keeper(space, now):
    """Looks after Pejl here."""
    return a_keeper(space, now)


@pytest.fixture
def program(keeper, api_as):
    """The keeper's."""
    return api_as(keeper)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def send(program, text):
    """As multipart."""
    return program.post(IMPORTS, {"file": SimpleUploadedFile("personale.csv", text.encode("utf-16"), "text/csv")})


def test_send_look_over_carry_out_invite(program):
    answer = send(program, HEAD + LINE)
    assert answer.status_code == 201
    said = answer.json()
    assert [(one["kind"], one["line"], one["about"]) for one in said["changes"]] == [
        ("new_unit", 2, "Team Nord"),
        ("new_function", 2, "Mentor"),
        ("new_person", 2, "Bo Bæk"),
        ("begins", 2, "Bo Bæk"),
    ]
    assert (said["state"], said["faults"], said["done"], said["total"]) == ("prepared", [], 0, 5)
    one = f"{IMPORTS}/{said['id']}"
    assert program.get(one).json() == said
    started = program.post(f"{one}/carry-out", {"end_missing": False}, content_type="application/json")
    assert (started.status_code, started.json()["state"]) == (202, "running")
    work(NOW)
    assert program.get(one).json()["state"] == "done"
    assert Person.objects.filter(name="Bo Bæk").exists()
    assert [each["id"] for each in program.get(IMPORTS).json()["items"]] == [said["id"]]
    assert program.post(f"{one}/invitations").json() == {"invited": 1}
    assert program.post(f"{one}/halt").status_code == 409


def test_faults_come_with_line_and_column(program):
    said = send(program, HEAD + "1;Bo Bæk;nix;Team Nord;Mentor;;\n").json()
    assert said["faults"] == [{"line": 2, "column": "E-mail", "text": "This is not an e-mail address."}]
    answer = program.post(f"{IMPORTS}/{said['id']}/carry-out", {}, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")


def test_cpr_numbers_and_what_is_no_list_are_problems(program):
    answer = send(program, HEAD + "1;Bo Bæk 710101-1234;;Team Nord;Mentor;;\n")  # day + 60: nobody's
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:pejl:problem:cpr")
    assert "“Navn”" in answer.json()["detail"]
    assert "710101" not in answer.content.decode()
    assert send(program, "hej").status_code == 422
    assert Import.objects.count() == 0


def test_halt_and_drop(program):
    one = f"{IMPORTS}/{send(program, HEAD + LINE).json()['id']}"
    program.post(f"{one}/carry-out", {}, content_type="application/json")
    assert program.post(f"{one}/halt").json()["state"] == "prepared"
    assert program.post(f"{one}/drop").json()["state"] == "dropped"
    assert program.get(one).json()["changes"] == []


def test_others_are_refused(program, anna, carla, api_as):
    one = f"{IMPORTS}/{send(program, HEAD + LINE).json()['id']}"
    for ask in (lambda client: client.get(one), lambda client: client.get(IMPORTS), lambda c: send(c, HEAD + LINE)):
        assert ask(api_as(anna)).status_code == 403
        assert ask(api_as(carla)).status_code == 403
