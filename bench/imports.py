"""Import of 500 people: from the bytes of a file to the table, and from the press to the last row.

Run by ``bench.run`` in a process of its own, with the environment that names the database; prints one JSON object.
Beside it the raw limit: the same rows into the same tables by the bare driver, in one transaction.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import uuid
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django comes first
from django.db import connection, transaction  # noqa: E402

from pejl.foundation import clock  # noqa: E402
from pejl.foundation.audit.models import Event  # noqa: E402
from pejl.foundation.jobs import operations as jobs  # noqa: E402
from pejl.foundation.jobs import progress  # noqa: E402
from pejl.foundation.tenancy import operations, scopes  # noqa: E402
from pejl.foundation.tenancy.models import Person  # noqa: E402
from pejl.organisation.forms import staff_file  # noqa: E402
from pejl.organisation.models import Assignment, Membership, StaffNumber  # noqa: E402
from pejl.organisation.names import AssignmentKind, ImportState  # noqa: E402
from pejl.organisation.operations import importing  # noqa: E402

PEOPLE, ROUNDS = 500, 3
WRITTEN: tuple[Any, ...] = (Person, StaffNumber, Membership, Event)


def main() -> None:
    """Everything, as JSON on standard output."""
    call_command("migrate", verbosity=0, interactive=False)
    rounds = [measured() for _ in range(ROUNDS)]
    figures = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    json.dump(figures, sys.stdout)


def measured() -> dict[str, float]:
    """One import into an empty job centre of its own."""
    now = clock.now()
    space = operations.open_space(name="Jobcenter Mange", now=now)
    with scopes.scope(space.pk):
        keeper = operations.seat(name="Anne Mange")
        Assignment.objects.create(kind=AssignmentKind.ADMINISTRATOR, person=keeper, since_on=clock.today())
        begun = time.perf_counter()
        staff = staff_file.read(a_file(), today=clock.today())
        prepared = importing.prepare_import(
            file_name="alle.csv", rows=staff.rows, faults=staff.faults, unused=staff.unused, by=keeper, now=now
        )
        shown = time.perf_counter()
        importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)
    heard = carry_out(now)
    done = time.perf_counter()
    with scopes.scope(space.pk):
        if prepared.again().state != ImportState.DONE:
            raise SystemExit(f"The import was not carried out: {prepared.again().problem}")
        raw = raw_insert()
    return {
        "table seconds": shown - begun,
        "seconds": done - begun,
        "raw seconds": raw,
        "times told how far": heard,
    }


def carry_out(now: Any) -> int:
    """Work as the worker does; returns how often it said how far it was."""
    told: list[int] = []
    tell = progress.tell

    def heard(work: uuid.UUID, count: int) -> None:
        told.append(count)
        tell(work, count)

    progress.tell = heard
    try:
        while jobs.work_one(now=now):
            pass
    finally:
        progress.tell = tell
    return len(told)


def a_file() -> bytes:
    """A list as a personnel system writes it: twelve teams, five functions, a comma in each name."""
    functions = ("Sagsbehandler", "Jobkonsulent", "Mentor", "Faglig koordinator", "Virksomhedskonsulent")
    lines = ["Medarbejdernr.;Navn;E-mail;Afdeling;Stilling;Ansat fra"]
    lines += [
        f'{n:05d};"Langtid nr. {n}, Kollega";kollega{n}@mange.example;Jobcenter > Afdeling {n % 4} > Team {n % 12};'
        f"{functions[n % 5]};{n % 28 + 1:02d}-{n % 12 + 1:02d}-20{n % 20 + 5:02d}"
        for n in range(PEOPLE)
    ]
    return "\r\n".join(lines).encode("cp1252")


def raw_insert() -> float:
    """Seconds for the same rows once more, under other keys, with nothing asked; taken back afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        keys: dict[uuid.UUID, uuid.UUID] = {}
        statements = [_copies(model, keys) for model in WRITTEN]
        driver = cursor.connection.cursor() if connection.vendor == "postgresql" else connection.connection.cursor()
        begun = time.perf_counter()
        for statement, values in statements:
            driver.executemany(statement, values)
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken


def _copies(model: Any, keys: dict[uuid.UUID, uuid.UUID]) -> tuple[str, list[tuple[Any, ...]]]:
    """An INSERT, and the rows of the import under new keys, which are remembered for the rows that point at them."""
    fields = model._meta.concrete_fields
    mark = "?" if connection.vendor == "sqlite" else "%s"
    columns = ", ".join(f'"{field.column}"' for field in fields)
    found = []
    for row in model.objects.all():
        row.pk = keys.setdefault(row.pk, uuid.uuid4())
        if model in (StaffNumber, Membership):
            row.person_id = keys[row.person_id]
        if model is StaffNumber:
            row.number = f"r{row.number}"
        found.append(tuple(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({", ".join([mark] * len(fields))})', found


if __name__ == "__main__":
    main()
