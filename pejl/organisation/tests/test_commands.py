"""What whoever runs the installation does at the command line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pejl.foundation import clock
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space, Token
from pejl.organisation import permissions, queries
from pejl.organisation.management import passwords
from pejl.organisation.models import Assignment

SECRET = "en lang sætning om fyrtårne"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    """A file with a password that is long enough."""
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    return file


@pytest.fixture
def opened(db: None, password_file: Path) -> Space:
    """A job centre as the command opens it."""
    said = run(
        "open_job_centre",
        "Jobcenter Vestervang",
        person="Anna Ager",
        email="Anna@vestervang.example",
        unit="Sygedagpenge",
        password_file=password_file,
    )
    assert said == "Jobcenter Vestervang is open. Anna Ager can sign in as anna@vestervang.example.\n"
    return Space.objects.get(name="Jobcenter Vestervang")


def run(*args: str, **options: object) -> str:
    """Run a command; returns what it printed."""
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_opened_job_centre_has_a_person_who_decides_and_approves(opened: Space) -> None:
    with scopes.scope(opened.pk):
        anna = Person.objects.get()
        assert anna.account.check_password(SECRET)
        assert permissions.sits_in_a_group(anna, clock.today())
        assert permissions.may_approve(anna, clock.today())


def test_weak_password_opens_nothing(db: None, tmp_path: Path) -> None:
    weak = tmp_path / "weak"
    weak.write_text("kort", encoding="utf-8")
    with pytest.raises(CommandError):
        run("open_job_centre", "Et", person="A", email="a@a.example", unit="U", password_file=weak)
    assert not Account.objects.exists()
    assert not Space.objects.exists()


def test_refused_name_opens_nothing(db: None, password_file: Path) -> None:
    with pytest.raises(CommandError):
        run("open_job_centre", "Et", person=" ", email="a@a.example", unit="U", password_file=password_file)
    assert not Space.objects.exists()
    assert not Account.objects.exists()


def test_password_is_asked_for_twice(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([SECRET, "noget helt andet end før"])
    monkeypatch.setattr(passwords.getpass, "getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError):
        passwords.account_for("a@a.example", None)
    assert not Account.objects.exists()


def test_added_colleague_takes_the_places_that_are_there(opened: Space, password_file: Path) -> None:
    run(
        "add_colleague",
        "Jobcenter Vestervang",
        person="Bo Bæk",
        email="bo@vestervang.example",
        unit="Sygedagpenge",
        function="Sagsbehandler",
        group="Beskæftigelsesgruppen",
        password_file=password_file,
    )
    with scopes.scope(opened.pk):
        bo = Person.objects.get(name="Bo Bæk")
        assert queries.functions_of(bo, clock.today()) == ["Sagsbehandler"]
        assert permissions.sits_in_a_group(bo, clock.today())
        assert queries.units().count() == 1
        assert not permissions.may_approve(bo, clock.today())


def test_colleague_is_not_added_twice(opened: Space, password_file: Path) -> None:
    with pytest.raises(CommandError):
        run(
            "add_colleague",
            "Jobcenter Vestervang",
            person="Anna Ager",
            email="anna@vestervang.example",
            unit="Sygedagpenge",
            function="Sagsbehandler",
            password_file=password_file,
        )
    with scopes.scope(opened.pk):
        assert Person.objects.count() == 1


def test_colleague_is_added_to_a_job_centre_that_exists(db: None, password_file: Path) -> None:
    with pytest.raises(CommandError):
        run("add_colleague", "Ingen", person="B", email="b@b.example", unit="U", function="F")
    assert not Account.objects.exists()


def test_token_is_printed_alone_and_opens_the_door(opened: Space) -> None:
    secret = run("token", "anna@vestervang.example", label="Rapporter").strip()
    with scopes.scope(opened.pk):
        token = Token.objects.get(digest=Token.digest_of(secret))
        assert (token.person.name, token.label) == ("Anna Ager", "Rapporter")


def test_token_of_nobody_is_refused(opened: Space) -> None:
    with pytest.raises(CommandError):
        run("token", "ukendt@vestervang.example")
    with pytest.raises(CommandError):
        run("token", "anna@vestervang.example", job_centre="Et andet")


def test_token_of_somebody_in_two_job_centres_needs_to_know_which(opened: Space, password_file: Path) -> None:
    run(
        "open_job_centre",
        "Jobcenter Østervang",
        person="Anna Ager",
        email="anna@vestervang.example",
        unit="Team",
        password_file=password_file,
    )
    with pytest.raises(CommandError, match="--job-centre"):
        run("token", "anna@vestervang.example")
    assert run("token", "anna@vestervang.example", job_centre="Jobcenter Østervang").startswith("pejl_")


def test_who_opens_a_job_centre_looks_after_it(opened: Space) -> None:
    with scopes.scope(opened.pk):
        assert permissions.looks_after(Person.objects.get(), clock.today())


def test_older_job_centre_gets_somebody_who_looks_after_pejl(opened: Space) -> None:
    with scopes.scope(opened.pk):
        Assignment.objects.all().delete()
    said = run("appoint_administrator", "Anna@vestervang.example")
    assert said == "Anna Ager looks after Pejl from today.\n"
    with scopes.scope(opened.pk):
        assert permissions.looks_after(Person.objects.get(), clock.today())


def test_nobody_is_appointed_twice_or_from_nowhere(opened: Space) -> None:
    with pytest.raises(CommandError):
        run("appoint_administrator", "anna@vestervang.example")
    with pytest.raises(CommandError):
        run("appoint_administrator", "ukendt@vestervang.example")
