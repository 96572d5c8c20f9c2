"""The pages of an import, as somebody who looks after Pejl meets them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejl.foundation.jobs import progress
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Import, StaffNumber
from pejl.organisation.names import ImportState
from pejl.organisation.operations import importing
from pejl.organisation.tests.staff import HEAD, a_keeper, sent, work
from tests.people import NOW

SEND = "/organisation/import/"
LINES = "1;Bo Bæk;bo@nordager.example;Job > Team Nord;Mentor;;\n2;Ida Holm;;Job > Team Nord;Mentor;;\n"


@pytest.fixture
def keeper(space, now):
    """Looks after Pejl here."""
    return a_keeper(space, now)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(keeper, as_):
    """The keeper's."""
    return as_(keeper)


def a_file(text, name="personale.csv"):
    """As a browser sends it."""
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode("cp1252"), "text/csv")


def upload(browser, text, name="personale.csv"):
    """The table's address, after sending a file."""
    answer = browser.post(SEND, {"file": a_file(text, name)})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def text_of(answer):
    """What a reader sees."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_the_file_to_people_at_work(browser, keeper):
    table = upload(browser, HEAD + LINES)
    page = browser.get(table)
    assert "Job &gt; Team Nord" in page.content.decode()
    assert "Bo Bæk" in text_of(page)
    assert not Person.objects.filter(name="Bo Bæk").exists()
    assert browser.post(f"{table}udfoer/")["Location"] == table
    running = browser.get(table).content.decode()
    assert 'http-equiv="refresh"' in running  # without JavaScript
    assert f'hx-get="{table}fremdrift/"' in running
    progress.tell(Import.objects.get().pk, 3)
    waiting = browser.get(f"{table}fremdrift/")
    assert re.search(r"\b3\b.*\b9\b", text_of(waiting))  # two units, a function; two people, numbers, places
    assert "HX-Refresh" not in waiting
    work(NOW)
    assert browser.get(f"{table}fremdrift/")["HX-Refresh"] == "true"
    assert Person.objects.filter(name="Bo Bæk").exists()
    done = browser.get(table)
    assert f'action="{table}inviter/"' in done.content.decode()
    assert browser.post(f"{table}inviter/")["Location"] == table
    work(NOW)
    assert Person.objects.get(name="Bo Bæk").account is not None
    assert f'action="{table}inviter/"' not in browser.get(table).content.decode()


def test_pasted_lines_do_too(browser):
    answer = browser.post(SEND, {"text": (HEAD + LINES).replace(";", "\t")})
    assert answer.status_code == 302
    assert "Ida Holm" in text_of(browser.get(answer["Location"]))


def test_pressing_twice_prepares_one_import(browser):
    page = browser.get(SEND).content.decode()
    client_id = re.search(r'name="client_id"[^>]*value="([^"]+)"', page)[1]
    sent_once = [browser.post(SEND, {"file": a_file(HEAD + LINES), "client_id": client_id})["Location"] for _ in "ab"]
    assert sent_once[0] == sent_once[1]
    assert Import.objects.count() == 1


def test_faults_are_shown_and_nothing_can_be_carried_out(browser):
    table = upload(browser, HEAD + "1;Bo Bæk;nix;Team;Mentor;;\n2;;;Team;Mentor;32/1-2020;\n")
    page = browser.get(table)
    assert "udfoer" not in page.content.decode()
    shown = text_of(page)
    for part in ("E-mail", "Navn", "Ansat fra"):
        assert part in shown
    assert browser.post(f"{table}udfoer/").status_code == 409
    assert not Person.objects.filter(name="Bo Bæk").exists()


@pytest.mark.parametrize("by", ["file", "text"])
def test_a_column_of_cpr_numbers_leaves_no_trace(browser, by):
    number = "710101-1234"  # day + 60: no person can have it
    text = HEAD.replace("E-mail", "Oplysning") + f"1;Bo Bæk;{number};Team;Mentor;;\n"
    answer = browser.post(SEND, {by: a_file(text) if by == "file" else text})
    assert answer.status_code == 422
    assert "“Oplysning”" in text_of(answer)
    assert 'name="remove_cpr"' not in answer.content.decode()
    if by == "file":
        assert number not in answer.content.decode()
    assert Import.objects.count() == 0


def test_a_file_name_with_a_cpr_number_is_refused(browser):
    answer = browser.post(SEND, {"file": a_file(HEAD + LINES, "710101-1234.csv")})
    assert answer.status_code == 422
    assert "710101" not in answer.content.decode()


@pytest.mark.parametrize("sending", [{}, {"file": a_file("")}, {"file": a_file(b"PK\x03\x04")}, {"text": "hej"}])
def test_what_is_no_list_is_said_at_its_field(browser, sending):
    answer = browser.post(SEND, sending)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_above_five_megabytes_the_limit_is_said(browser):
    answer = browser.post(SEND, {"file": a_file(b"Navn;Afdeling;Stilling\n" + b"Bo;Team;Mentor\n" * 400_000)})
    assert answer.status_code == 422
    assert "5 MB" in text_of(answer)


def test_more_text_than_a_form_takes_is_a_page_too(browser):
    answer = browser.post(SEND, {"text": "Bo;Team;Mentor\n" * 400_000})
    assert answer.status_code == 413
    assert "<h1" in answer.content.decode()


def test_file_to_fill_in_is_fetched_and_read_again(browser):
    answer = browser.get("/organisation/import/skabelon.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="medarbejdere.csv"'
    table = upload(browser, answer.content)
    assert "Amina Lindeskov" in text_of(browser.get(table))


def test_who_is_not_in_the_file_leaves_only_when_ticked(browser, keeper):
    importing.carry_out_import(prepared=sent(HEAD + LINES, keeper, NOW), end_missing=False, by=keeper, now=NOW)
    work(NOW)
    only_bo = HEAD + LINES.splitlines()[0] + "\n"
    table = upload(browser, only_bo)
    page = browser.get(table).content.decode()
    assert 'name="end_missing"' in page
    assert "checked" not in page
    browser.post(f"{table}udfoer/", {"end_missing": "on"})
    work(NOW)
    assert Person.objects.get(name="Ida Holm").left_on is not None


def test_the_one_who_imports_is_not_among_those_to_leave(browser, keeper):
    StaffNumber.objects.create(person=keeper, number="99")
    page = browser.get(upload(browser, HEAD + LINES))
    assert "Birthe Høgsvang" in text_of(page).split("Job &gt; Team Nord")[-1]
    assert 'name="end_missing"' not in page.content.decode()


def test_a_file_that_changes_nothing_says_so(browser, keeper):
    importing.carry_out_import(prepared=sent(HEAD + LINES, keeper, NOW), end_missing=False, by=keeper, now=NOW)
    work(NOW)
    page = browser.get(upload(browser, HEAD + LINES)).content.decode()
    assert "empty-state" in page
    assert "udfoer" not in page


def test_when_the_organisation_changed_the_new_table_is_shown(browser, keeper):
    table = upload(browser, HEAD + LINES)
    importing.ground.begin(keeper, NOW)
    Person.objects.filter(pk=keeper.pk).update(name="Birthe Ny")
    answer = browser.post(f"{table}udfoer/")
    assert answer.status_code == 409
    assert "Bo Bæk" in text_of(answer)
    assert browser.post(f"{table}udfoer/").status_code == 302


def test_stopping_and_letting_go(browser):
    table = upload(browser, HEAD + LINES)
    browser.post(f"{table}udfoer/")
    assert browser.post(f"{table}slip/").status_code == 409
    assert browser.post(f"{table}stop/")["Location"] == table
    assert Import.objects.get().state == ImportState.PREPARED
    assert browser.post(f"{table}slip/")["Location"] == SEND
    assert Import.objects.get().rows == []
    assert browser.get(table).status_code == 200
    assert browser.post(f"{table}stop/").status_code == 302
    assert browser.post(f"{table}udfoer/").status_code == 409


def test_done_import_cannot_be_stopped_and_its_lines_can_go_early(browser):
    table = upload(browser, HEAD + LINES)
    browser.post(f"{table}udfoer/")
    work(NOW)
    assert browser.post(f"{table}stop/").status_code == 409
    browser.post(f"{table}slip/")
    assert (Import.objects.get().rows, Import.objects.get().state) == ([], ImportState.DONE)
    assert "Bo Bæk" not in text_of(browser.get(table))
    assert "personale.csv" in text_of(browser.get(SEND))


def test_nobody_else_sees_it(browser, anna, bo, carla, as_, now):
    table = upload(browser, HEAD + LINES)
    for address in (SEND, table, f"{table}fremdrift/", "/organisation/import/skabelon.csv"):
        assert as_(anna).get(address).status_code == 403
    for deed in ("udfoer", "stop", "slip", "inviter"):
        assert as_(anna).post(f"{table}{deed}/").status_code == 403
    with scopes.scope(carla.space_id):
        importing.ground.permissions.Assignment.objects.create(
            kind="administrator", person=carla, since_on=now.date() - timedelta(days=1)
        )
    assert as_(carla).get(table).status_code == 404
    importing.ground.permissions.Assignment.objects.create(kind="administrator", person=bo, since_on=now.date())
    assert as_(bo).get(table).status_code == 404  # somebody else's


def test_table_of_many_people_asks_no_more(browser, keeper):
    counts = []
    for many in (1, 40):
        lines = "".join(f"{n};Kollega {n};k{n}@n.example;Team;Mentor;;\n" for n in range(many))
        prepared = sent(HEAD + lines, keeper, NOW)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse("organisation:import", args=[prepared.pk])).status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0]
    assert counts[1] <= 12
