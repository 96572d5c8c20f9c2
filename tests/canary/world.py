"""Two job centres with a row of every model, built from the models themselves so that no new one is forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from pejl.foundation.privacy.fields import Address, Structured
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy import operations, scopes, walls
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.foundation.tenancy.rows import SpaceRow
from tests.people import NOW

CANARY = "KANARIEFUGL"
OWN = "Egetraeet"

# What a column must hold for the row to be one that people meet (and for its constraints to hold).
SPECIAL: dict[str, Any] = {
    "themes.Theme.state": "proposed",
    "themes.Theme.merged_into": None,
    "themes.Theme.collected_at": None,
    "themes.Area.is_closed": False,
    "themes.Backing.withdrawn_at": None,
    "themes.Collection.closed_at": None,
    "themes.Decision.merged_into": None,
    "meetings.Meeting.kind": "coordination",
    "meetings.Meeting.state": "running",
    "meetings.Meeting.starts_at": NOW,
    "meetings.AgendaItem.behaviour": "plenary",
    "meetings.AgendaItem.parent": None,
    "meetings.TemplateItem.parent": None,
    "meetings.MeetingRole.role": "leader",
    "files.Piece.number": 0,
    "files.KeptFile.kind": "txt",
    "meetings.Pause.until_on": NOW.date() + dt.timedelta(days=3650),
    "meetings.Feed.revoked_at": None,
    "meetings.GuestLink.revoked_at": None,
    "room.ItemRun.ended_at": None,
    "room.ItemRun.paused_at": None,
    "room.Card.authorship": "named",
    "room.FollowCode.ended_at": None,
    "room.LeadOffer.state": "open",
    "room.Round.ended_at": None,
    "room.Round.clock_paused_at": None,
    "room.Card.removed_at": None,
    "room.MinutesApproval.completes": True,
    "guidance.Kind.retired_at": None,
    "guidance.KindApprover.person": None,
    "guidance.Version.state": "published",
    "guidance.Version.valid_from": NOW.date(),
    "guidance.Responsibility.deputy": None,
    "guidance.Block.part": "mark",
    "guidance.Block.kind": "mark",
    "guidance.Block.obligation": "must",
    "guidance.Hearing.closed_at": None,
    "guidance.ReadingList.retired_at": None,
    "guidance.ReadingEntry.meeting_id": None,
    "guidance.Confirmation.meeting_id": None,
    "agreements.Agreement.state": "open",
    "agreements.Agreement.closed_at": None,
    "agreements.Agreement.came_from": None,
    "agreements.SparringOffer.closed_at": None,
    "direction.Statement.ended_by": None,
    "direction.Statement.ended_at": None,
    "organisation.Unit.parent": None,
    "organisation.Assignment.for_person": None,
    "organisation.Import.state": "prepared",
    # Of a shape of their own (organisation/models/staff.py); the file's name says whose it is.
    "organisation.Import.rows": [],
    "organisation.Import.changes": [],
    "organisation.Import.faults": [],
    "organisation.Function.may_approve": True,
    "tenancy.Token.revoked_at": None,
    "live.Fact.ids": {},
}
# What must be true of a file, or nobody is given it.
OF_FILES: dict[str, Callable[[bytes], Any]] = {
    "files.KeptFile.size": len,
    "files.KeptFile.digest": lambda content: hashlib.sha256(content).hexdigest(),
}
# Columns that say a row has ended, left, been answered: empty where they may be, so that it is met at work.
ENDS = ("until_on", "left_on", "seen_at", "mailed_at", "answered_at", "removed_at", "replied_at")


@dataclass
class Centre:
    """One job centre: its space and, for each model, a row (of Person: one for each role)."""

    space: Space
    word: str
    rows: dict[str, SpaceRow] = field(default_factory=dict)

    def row(self, label: str) -> SpaceRow:
        """The row of a model, by its label such as themes.Theme."""
        return self.rows[label]


def build(name: str, word: str) -> Centre:
    """A job centre in which every text says ``word``."""
    space = operations.open_space(name=f"{word} {name}", now=NOW)
    centre = Centre(space, word)
    with scopes.scope(space.pk):
        centre.rows["tenancy.Person"] = colleague(centre, "leder")
        for model in _in_order():
            if model._meta.label not in centre.rows:
                centre.rows[model._meta.label] = _row(model, centre)
        _let_look_after_pejl(centre)
    return centre


def _let_look_after_pejl(centre: Centre) -> None:
    """The one whom everything belongs to is an administrator too, so that what only those do is met."""
    assignment = type(centre.row("organisation.Assignment"))
    assignment.objects.create(kind="administrator", person=centre.row("tenancy.Person"), since_on=NOW.date())


def colleague(centre: Centre, role: str, *, is_guest: bool = False) -> Person:
    """Somebody who can log in."""
    email = f"{role}-{uuid.uuid4().hex[:6]}@{centre.word.lower()}.example"
    account = Account.objects.create_user(email, None)
    return operations.seat(name=f"{centre.word} {role}", account=account, is_guest=is_guest)


def _row(model: type[SpaceRow], centre: Centre) -> SpaceRow:
    values = {}
    for column in model._meta.concrete_fields:
        if column.name not in ("id", "space"):
            values[column.name] = _value(model, column, centre)
    if model._meta.label == "guidance.Withdrawal":
        values["version"] = _withdrawn(centre)
    if model._meta.label in ("room.Poster", "guidance.Block"):
        values["file"] = _another_file(centre)
    row = model(**{name: value for name, value in values.items() if value is not DEFAULT})
    row.save(force_insert=True)
    return row


def _withdrawn(centre: Centre) -> SpaceRow:
    """A product of its own to have been withdrawn: the one that everything else hangs on is in force."""
    product = _row(type(centre.row("guidance.Product")), centre)
    version = centre.row("guidance.Version").again()
    version.pk, version._state.adding = uuid.uuid4(), True
    version.product, version.state = product, "withdrawn"
    version.save(force_insert=True)
    return version


def _another_file(centre: Centre) -> SpaceRow:
    """A file belongs to one thing only: it goes with it."""
    file = _row(type(centre.row("files.KeptFile")), centre)
    piece = centre.row("files.Piece").again()
    piece.pk, piece._state.adding, piece.file = uuid.uuid4(), True, file
    piece.save(force_insert=True)
    return file


DEFAULT = object()


def _value(model: type[SpaceRow], column: models.Field, centre: Centre) -> Any:  # noqa: C901 -- a table of kinds
    key = f"{model._meta.label}.{column.name}"
    if key in SPECIAL:
        return SPECIAL[key]
    if key in OF_FILES:
        return OF_FILES[key](f"{centre.word} files.Piece.content".encode())
    if column.name in ENDS and column.null:
        return None
    if isinstance(column, models.ForeignKey):
        target = column.related_model._meta.label
        return centre.rows.get(target)
    if isinstance(column, SearchKey | SortKey) or column.choices:
        return DEFAULT if column.has_default() or not column.choices else column.choices[0][0]
    if column.name == "parts":
        return [{"key": "mark", "kind": "mark", "name": f"{centre.word} {key}"}]
    if key == "room.MinutesVersion.text":
        kept = {"key": "decisions", "own_text": f"{centre.word} {key}", "passages": [], "stretches": []}
        return {"sections": [kept], "learning": {"is_left_out": False, "own_digest": ""}}
    if isinstance(column, Structured):
        return [f"{centre.word} {key}"] if column.default is list else {"text": f"{centre.word} {key}"}
    if isinstance(column, Address):
        return f"{column.name}@{centre.word.lower()}.example"
    if isinstance(column, models.CharField | models.TextField):
        return _text(column, key, centre)
    if isinstance(column, models.UUIDField):
        return uuid.uuid4()
    if isinstance(column, models.DateTimeField):
        return NOW
    if isinstance(column, models.DateField):
        return NOW.date()
    if isinstance(column, models.TimeField):
        return None if column.null else dt.time(9)
    if isinstance(column, models.BinaryField):
        return f"{centre.word} {key}".encode()
    return DEFAULT if column.has_default() else (None if column.null else 1)


def _text(column: models.Field, key: str, centre: Centre) -> str:
    if column.name.endswith("_kind"):
        return {"card_kind": "card", "meeting_kind": "meeting"}.get(column.name, "theme")
    text = f"{centre.word} {key}"
    return text[: column.max_length] if column.max_length else text


def _in_order() -> list[type[SpaceRow]]:
    """Models, each after those it points at."""
    waiting, placed = list(walls.space_models()), []
    while waiting:
        ready = [model for model in waiting if _targets(model) <= {*placed, model}]
        assert ready, f"a circle of foreign keys among {waiting}"
        placed += ready
        waiting = [model for model in waiting if model not in placed]
    return placed


def _targets(model: type[SpaceRow]) -> set[type[models.Model]]:
    return {
        column.related_model
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey) and issubclass(column.related_model, SpaceRow)
    }
