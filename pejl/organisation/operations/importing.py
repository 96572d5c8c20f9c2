"""A staff file on its way into the organisation: shown as what it will change, then carried out whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs import progress
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Import
from pejl.organisation.models.staff import Change, ChangeKind, Fault, StaffRow
from pejl.organisation.names import ImportState
from pejl.organisation.operations import ground
from pejl.organisation.operations.access import invite
from pejl.organisation.operations.import_plan import Plan, work_out
from pejl.organisation.operations.import_writing import size_of, write
from pejl.organisation.queries.imports import uninvited
from pejl.organisation.queries.known import Known

CARRY_OUT = "organisation.carry_out_import"
FORGET = "organisation.forget_import"
INVITE = "organisation.invite_imported"
KEPT_FOR = timedelta(days=30)
MOST_FAULTS = 200

logger = logging.getLogger("pejl.organisation")


@transaction.atomic
def prepare_import(
    *,
    file_name: str,
    rows: Sequence[StaffRow],
    faults: Sequence[Fault],
    unused: Sequence[str] = (),
    by: Person,
    now: datetime,
) -> Import:
    """Work out what the rows of a file will change. Nothing changes yet, and nothing can while there are faults.

    ``unused`` are headings of columns that are not read; the table names them. Whoever sends another
    file lets go of the earlier one that was not carried out.
    """
    today = ground.begin(by, now)
    for earlier in Import.objects.filter(by=by, state=ImportState.PREPARED):
        _empty(earlier, ImportState.DROPPED, now)
    prepared = Import(file_name=file_name[:200], by=by, at=now, rows=[row.kept() for row in rows])
    prepared.changes = [Change(ChangeKind.UNUSED, None, heading).kept() for heading in unused]
    _work_out(prepared, Known(today), faults)
    prepared.save()
    audit.record("import.prepared", prepared, by=by, now=now)
    jobs.enqueue(FORGET, now=now, due_at=now + KEPT_FOR, import_id=prepared.pk)
    return prepared


def carry_out_import(*, prepared: Import, end_missing: bool, by: Person, now: datetime) -> Import:
    """Ask for it to be carried out in the background; asking twice is asking once.

    ``end_missing``: colleagues whom the file does not name, but the personnel system knew, leave today. Raises
    Refusal while there are faults or somebody else's import runs, and Stale when the organisation has changed since:
    then the table is made anew.
    """
    with transaction.atomic():
        known = Known(ground.begin(by, now))
        prepared = prepared.again()
        if prepared.state in (ImportState.RUNNING, ImportState.DONE):
            return prepared
        _require_ready(prepared)
        is_stale = prepared.basis != known.fingerprint
        if is_stale:
            _work_out(prepared, known)
        else:
            _start(prepared, end_missing, by, now)
        prepared.save()
    if is_stale:
        raise Stale(_changed_meanwhile())
    return prepared


@transaction.atomic
def halt_import(*, running: Import, by: Person, now: datetime) -> Import:
    """Take back an import that is not carried out yet: it can be started again. Raises Refusal once it is done."""
    ground.begin(by, now)
    running = running.again()
    if running.state == ImportState.DONE:
        raise Refusal(_("The import is carried out already."))
    if running.state == ImportState.RUNNING:
        running.state = ImportState.PREPARED
        running.save()
        audit.record("import.halted", running, by=by, now=now)
    return running


@transaction.atomic
def drop_import(*, prepared: Import, by: Person, now: datetime) -> Import:
    """Let a file go: nothing of it is kept but its name. Raises Refusal while it is being carried out."""
    ground.begin(by, now)
    prepared = prepared.again()
    if prepared.state == ImportState.RUNNING:
        raise Refusal(_("The import is being carried out. Stop it first."))
    if prepared.state != ImportState.DROPPED:
        _empty(prepared, ImportState.DONE if prepared.state == ImportState.DONE else ImportState.DROPPED, now)
        audit.record("import.dropped", prepared, by=by, now=now)
    return prepared


@transaction.atomic
def invite_imported(*, done: Import, by: Person, now: datetime) -> int:
    """Send a way in to those of the file who have none, in the background; returns to how many."""
    ground.begin(by, now)
    count = uninvited(done).count()
    if count:
        jobs.enqueue(INVITE, now=now, import_id=done.pk)
    return count


def perform_import(*, import_id: UUID, now: datetime) -> None:
    """Carry an import out. Runs as a job; killed in the middle it has done nothing, and is done anew."""
    running = _found(import_id)
    if running is None or running.state != ImportState.RUNNING:
        return
    with notices.in_language_of(running.by):
        try:
            with transaction.atomic():
                _carry_out(running, now)
        except OperationalError:
            raise  # the database is away or busy: the job is tried again
        except Refusal as refusal:
            _give_back(running, refusal.message, now)
        except Exception:
            logger.exception("An import could not be carried out")
            _give_back(running, _("It could not be carried out, and nothing has changed. Try again."), now)


@transaction.atomic
def forget_import(*, import_id: UUID, now: datetime) -> None:
    """Empty an import that is long over, or was left lying. Runs as a job."""
    found = _found(import_id)
    if found is None or found.state == ImportState.RUNNING or (found.ended_at or found.at) > now - KEPT_FOR:
        return
    _empty(found, ImportState.STALE if found.state == ImportState.PREPARED else found.state, found.ended_at or now)


def send_invitations(*, import_id: UUID, now: datetime) -> None:
    """Invite those of a file who have no way in. Runs as a job; done twice, nobody is left to invite."""
    done = _found(import_id)
    if done is None:
        return
    sent, refused = 0, []
    with notices.in_language_of(done.by):
        for person in uninvited(done):
            try:
                invite(person=person, by=done.by, now=now)
                sent += 1
            except Refusal as refusal:
                refused.append(f"- {person.name}: {refusal.message}")
        subject = ngettext("%(num)s invitation is sent", "%(num)s invitations are sent", sent) % {"num": sent}
        text = "\n".join([_("These people could not be invited:"), *refused]) if refused else ""
        _tell(done, subject, text, now)


def _work_out(prepared: Import, known: Known, faults: Sequence[Fault] = ()) -> Plan:
    """Fill in what the rows change, as the organisation is now."""
    plan = work_out([StaffRow.of(row) for row in prepared.rows], known)
    found = sorted([*faults, *plan.faults], key=lambda fault: fault.line or 0)
    prepared.faults = [fault.kept() for fault in found[:MOST_FAULTS]]
    unused = [change for change in prepared.changes if change["kind"] == ChangeKind.UNUSED]
    prepared.changes = [*([] if found else (change.kept() for change in plan.changes)), *unused]
    prepared.total = 0 if found else size_of(plan)
    prepared.basis, prepared.problem = known.fingerprint, ""
    return plan


def _require_ready(prepared: Import) -> None:
    if prepared.state != ImportState.PREPARED:
        raise Refusal(_("This import is let go. Send the file again."))
    if prepared.faults:
        raise Refusal(_("Correct the file first: nothing is carried out while there are faults in it."))
    other = Import.objects.filter(state=ImportState.RUNNING).select_related("by").first()
    if other is not None:
        raise Refusal(_("%(name)s’s import is being carried out. Wait until it is done.") % {"name": other.by.name})


def _start(prepared: Import, end_missing: bool, by: Person, now: datetime) -> None:
    missing = [one for one in prepared.changes if one["kind"] == ChangeKind.NOT_LISTED and one["person"] != str(by.pk)]
    if end_missing:
        for change in missing:
            change["kind"] = ChangeKind.LEAVES.value
        prepared.total += len(missing)
    prepared.state, prepared.done, prepared.problem = ImportState.RUNNING, 0, ""
    audit.record("import.started", prepared, by=by, now=now)
    jobs.enqueue(CARRY_OUT, now=now, import_id=prepared.pk)


def _carry_out(running: Import, now: datetime) -> None:
    """All of it, in the running transaction. Raises Stale when the organisation is not the one of the table."""
    known = Known(ground.begin(running.by, now))
    running = running.again()
    if running.state != ImportState.RUNNING:
        return  # taken back while it waited
    if running.basis != known.fingerprint:
        raise Stale(_changed_meanwhile())
    leaving = [UUID(one["person"]) for one in running.changes if one["kind"] == ChangeKind.LEAVES and one["person"]]
    plan = work_out([StaffRow.of(row) for row in running.rows], known, end=leaving)
    if plan.faults:
        raise Refusal(" ".join(fault.text for fault in plan.faults[:3]))
    write(plan, by=running.by, now=now, report=lambda done: progress.tell(running.pk, done))
    running.state, running.done, running.ended_at = ImportState.DONE, running.total, now
    running.save()
    audit.record("import.carried_out", running, by=running.by, now=now)
    jobs.enqueue(FORGET, now=now, due_at=now + KEPT_FOR, import_id=running.pk)
    _tell(running, _("The import of “%(file)s” is carried out") % {"file": running.file_name}, "", now)


@transaction.atomic
def _give_back(running: Import, sentence: str, now: datetime) -> None:
    """It was not carried out: the table is made anew, with why."""
    running = running.again()
    if running.state != ImportState.RUNNING:
        return
    running.state = ImportState.PREPARED
    _work_out(running, Known(day_of(now)))
    running.problem = sentence
    running.save()
    _tell(running, _("The import of “%(file)s” is not carried out") % {"file": running.file_name}, sentence, now)


def _tell(about: Import, subject: str, text: str, now: datetime) -> None:
    path = reverse("organisation:import", args=[about.pk])
    notices.tell(person=about.by, subject=subject, text=text, now=now, path=path)


def _empty(over: Import, state: str, now: datetime) -> None:
    over.state, over.ended_at = state, now
    over.rows, over.changes, over.faults = [], [], []
    over.save()


def _found(import_id: UUID) -> Import | None:
    return Import.objects.select_related("by", "by__account").filter(pk=import_id).first()


def _changed_meanwhile() -> str:
    return _("The organisation has changed since the table was made. Here it is anew: look it over.")
