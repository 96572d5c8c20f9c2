"""Importing a staff file by a program: send, look over, carry out, as on the pages."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.jobs import progress
from pejl.foundation.privacy.schemas import GuardedSchema
from pejl.organisation import permissions
from pejl.organisation.endpoints.routing import router
from pejl.organisation.forms import staff_file, staff_text
from pejl.organisation.models import Import
from pejl.organisation.models.staff import ChangeKind
from pejl.organisation.names import ImportState
from pejl.organisation.operations import importing
from pejl.organisation.queries.imports import imports_of


class ImportOut(Schema):
    """An import and how far it has come: ``done`` of ``total`` things are written."""

    id: UUID
    file_name: str
    state: ImportState
    at: datetime
    ended_at: datetime | None
    done: int
    total: int
    problem: str

    @staticmethod
    def resolve_done(shown: Any) -> int:
        """While it runs, what the worker tells beside its transaction."""
        return (progress.of(shown.pk) or 0) if shown.state == ImportState.RUNNING else shown.done


class ImportChangeOut(Schema):
    """One thing the file changes; ``line`` is empty where no line asks for it."""

    kind: ChangeKind
    line: int | None
    about: str
    text: str


class ImportFaultOut(Schema):
    """What is wrong, and where: a line (none for the whole file) and a column's heading."""

    line: int | None
    column: str
    text: str


class ImportTableOut(ImportOut):
    """The table of what will change, or the faults that must be corrected first."""

    changes: list[ImportChangeOut]
    faults: list[ImportFaultOut]


class CarryOutIn(GuardedSchema):
    """Whether colleagues with a staff number whom the file does not name leave today."""

    end_missing: bool = False


class InvitedOut(Schema):
    """To how many an invitation is on its way."""

    invited: int


@router.post("/imports", response={201: ImportTableOut}, operation_id="prepare_import")
def prepare_import(request: HttpRequest, file: File[UploadedFile]) -> Status[Import]:
    """Send a staff file (multipart, CSV, at most 5 MB). Nothing changes; the answer says what would."""
    by = request.auth  # type: ignore[attr-defined]
    permissions.require_looks_after(by, clock.today())
    staff = staff_file.read(file.read(staff_text.MOST_BYTES + 1), today=clock.today())
    prepared = importing.prepare_import(
        file_name=file.name or "",
        rows=staff.rows,
        faults=staff.faults,
        unused=staff.unused,
        by=by,
        now=clock.now(),
    )
    return Status(201, prepared)


@router.get("/imports", response=list[ImportOut], operation_id="list_imports")
@paginate
def list_imports(request: HttpRequest) -> Any:
    """Your own imports, newest first."""
    permissions.require_looks_after(request.auth, clock.today())  # type: ignore[attr-defined]
    return imports_of(request.auth)  # type: ignore[attr-defined]


@router.get("/imports/{import_id}", response=ImportTableOut, operation_id="get_import")
def get_import(request: HttpRequest, import_id: UUID) -> Import:
    """One import with its table."""
    return _own(request, import_id)


@router.post("/imports/{import_id}/carry-out", response={202: ImportOut}, operation_id="carry_out_import")
def carry_out_import(request: HttpRequest, import_id: UUID, said: CarryOutIn) -> Status[Import]:
    """Ask for it to be carried out, whole or not at all; get it again to see how far it is."""
    running = importing.carry_out_import(
        prepared=_own(request, import_id),
        end_missing=said.end_missing,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return Status(202, running)


@router.post("/imports/{import_id}/halt", response=ImportOut, operation_id="halt_import")
def halt_import(request: HttpRequest, import_id: UUID) -> Import:
    """Take it back before it is carried out."""
    by = request.auth  # type: ignore[attr-defined]
    return importing.halt_import(running=_own(request, import_id), by=by, now=clock.now())


@router.post("/imports/{import_id}/drop", response=ImportOut, operation_id="drop_import")
def drop_import(request: HttpRequest, import_id: UUID) -> Import:
    """Let the file go: its lines are no longer kept."""
    by = request.auth  # type: ignore[attr-defined]
    return importing.drop_import(prepared=_own(request, import_id), by=by, now=clock.now())


@router.post("/imports/{import_id}/invitations", response={202: InvitedOut}, operation_id="invite_imported")
def invite_imported(request: HttpRequest, import_id: UUID) -> Status[dict[str, int]]:
    """Send a way in to those of the file who can be mailed and have none."""
    by = request.auth  # type: ignore[attr-defined]
    return Status(202, {"invited": importing.invite_imported(done=_own(request, import_id), by=by, now=clock.now())})


def _own(request: HttpRequest, import_id: UUID) -> Import:
    person = request.auth  # type: ignore[attr-defined]
    permissions.require_looks_after(person, clock.today())
    return get_object_or_404(Import.objects.visible_to(person), pk=import_id)
