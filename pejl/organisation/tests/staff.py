"""A staff file, on its way into a job centre of the tests."""

from __future__ import annotations

from datetime import date, datetime

from pejl.foundation.jobs import operations as jobs
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation.forms import staff_file
from pejl.organisation.models import Assignment, Import
from pejl.organisation.names import AssignmentKind, ImportState
from pejl.organisation.operations import importing
from pejl.organisation.tests.factories import employed
from tests.people import person_in

TODAY = date(2026, 3, 4)
HEAD = "Medarbejdernr.;Navn;E-mail;Afdeling;Stilling;Ansat fra;Fratrådt\n"


def a_keeper(space: Space, now: datetime) -> Person:
    """Looks after Pejl here, in a unit and a function; reads English, so that sentences are as in the code."""
    keeper = person_in(space, "Birthe Høgsvang", "birthe@nordager.example")
    keeper.account.language = "en"
    keeper.account.save()
    Assignment.objects.create(kind=AssignmentKind.ADMINISTRATOR, person=keeper, since_on=TODAY)
    employed(keeper, now)
    return keeper


def sent(text: str, keeper: Person, now: datetime, file_name: str = "personale.csv") -> Import:
    """The file, read and held against the organisation."""
    read = staff_file.read(text, today=TODAY)
    return importing.prepare_import(
        file_name=file_name, rows=read.rows, faults=read.faults, unused=read.unused, by=keeper, now=now
    )


def carried_out(text: str, keeper: Person, now: datetime, *, end_missing: bool = False) -> Import:
    """The file, all the way."""
    prepared = sent(text, keeper, now)
    assert prepared.faults == []
    importing.carry_out_import(prepared=prepared, end_missing=end_missing, by=keeper, now=now)
    work(now)
    done = prepared.again()
    assert (done.state, done.problem) == (ImportState.DONE, "")
    return done


def work(now: datetime) -> None:
    """Do all work that is due."""
    while jobs.work_one(now=now):
        pass
