"""What programs send and are answered about themes."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Header, Schema
from pydantic import Field

from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.themes.models import Backing, Decision
from pejl.themes.names import BackingKind, Kind, Origin, Outcome, Sorting, State

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
Mark = Annotated[int | None, Field(ge=1, le=5)]


class AreaOut(Schema):
    """A field of the work; a closed one gets no new themes."""

    id: UUID
    name: str
    is_closed: bool


class AreaIn(GuardedSchema):
    """A new area."""

    name: Annotated[LineText, Field(max_length=80)]


class ThemeOut(Schema):
    """A theme in a list. ``version`` is what a decision must name, ``backers`` how many need it too."""

    id: UUID
    title: str
    state: State
    kind: Kind
    origin: Origin
    area: AreaOut | None
    proposed_at: datetime
    backers: int
    version: int


class AboutOut(Schema):
    """What a step led to; ``is_alive`` says whether it can be fetched."""

    kind: str
    id: UUID
    title: str
    is_alive: bool


class DecisionOut(Schema):
    """What a working group decided, and why."""

    id: UUID
    outcome: Outcome
    reason: str
    group_id: UUID
    group: str
    merged_into_id: UUID | None
    by: str
    at: datetime

    @staticmethod
    def resolve_group(decision: Decision) -> str:
        """The group's name."""
        return decision.group.name

    @staticmethod
    def resolve_by(decision: Decision) -> str:
        """Who pressed the button."""
        return decision.by.name


class StepOut(Schema):
    """A step on the trail; ``by`` where a person took it with the own theme."""

    kind: str
    at: datetime
    words: str
    by: str | None
    about: AboutOut | None
    decision: DecisionOut | None


class BackingOut(Schema):
    """What somebody adds who needs the theme too."""

    person_id: UUID
    person: str
    kind: BackingKind
    words: str
    at: datetime

    @staticmethod
    def resolve_person(backing: Backing) -> str:
        """The name."""
        return backing.person.name


class ThemeFullOut(ThemeOut):
    """A theme with who stands behind it and all that has become of it."""

    need: str
    why_now: str
    proposed_by_id: UUID
    proposed_by: str
    merged_into_id: UUID | None
    collected_at_id: UUID | None
    backings: list[BackingOut]
    trail: list[StepOut]


class ThemeIn(GuardedSchema):
    """A theme to propose; those who lead may do so for the management."""

    title: Annotated[LineText, Field(max_length=160)]
    need: WordsText
    why_now: OptionalWords = ""
    area_id: UUID | None = None
    kind: Kind
    is_for_management: bool = False


class AlikeIn(GuardedSchema):
    """What has been written so far."""

    title: Annotated[LineText, Field(max_length=160)]
    need: OptionalWords = ""


class BackingIn(GuardedSchema):
    """What one adds; a question and an example need words."""

    kind: BackingKind = BackingKind.NEED
    words: OptionalWords = ""


class WithdrawalIn(GuardedSchema):
    """Why, on the theme as it was read."""

    reason: WordsText
    expected_version: int


class DecisionIn(GuardedSchema):
    """A decision; ``expected_version`` is the theme's as it was read, ``merge_into`` only with the outcome merge."""

    group_id: UUID
    outcome: Outcome
    reason: WordsText
    expected_version: int
    merge_into: UUID | None = None


class Narrowed(Schema):
    """Which themes to list, and in which order."""

    q: OptionalLine = ""
    state: State | None = None
    area: UUID | None = None
    kind: Kind | None = None
    collection: UUID | None = None
    mine: bool = False
    backed: bool = False
    sort: Sorting = Sorting.NEWEST


class MarksIn(GuardedSchema):
    """How one weighs, each from 1 to 5 or not at all; nothing at all takes the own weight away."""

    group_id: UUID
    practice: Mark = None
    strategy: Mark = None
    urgency: Mark = None


class MarksOut(Schema):
    """How a member weighs a theme."""

    person_id: UUID
    person: str
    practice: int | None
    strategy: int | None
    urgency: int | None


class SpreadOut(Schema):
    """The marks of the members taken together."""

    lowest: int
    middle: float
    highest: int
    number: int


class LyingOut(Schema):
    """A theme on the group's table; ``position`` is empty where nobody has placed it."""

    theme: ThemeOut
    position: int | None
    practice: SpreadOut | None
    strategy: SpreadOut | None
    urgency: SpreadOut | None
    weights: list[MarksOut]


class TableOut(Schema):
    """A group's table in one state, for its members. ``order`` is what ordering must name."""

    group_id: UUID
    state: State
    order: str
    themes: list[LyingOut]


class MoveIn(GuardedSchema):
    """Where a theme is to lie, from 1."""

    theme_id: UUID
    position: Annotated[int, Field(ge=1)]


class OrderIn(GuardedSchema):
    """Moves on a table; ``expected_order`` is the table's as it was read."""

    moves: Annotated[list[MoveIn], Field(min_length=1, max_length=500)]
    expected_order: LineText


class CollectionOut(Schema):
    """A department meeting where themes were collected; going on until ``closed_at``."""

    id: UUID
    title: str
    held_on: date
    unit_id: UUID | None
    opened_at: datetime
    closed_at: datetime | None


class CollectionIn(GuardedSchema):
    """A collection to begin; without a unit it is of the whole house."""

    title: Annotated[LineText, Field(max_length=160)]
    held_on: date
    unit_id: UUID | None = None


class CollectedIn(GuardedSchema):
    """A theme in the name of who said it."""

    person_id: UUID
    title: Annotated[LineText, Field(max_length=160)]
    need: WordsText
    kind: Kind = Kind.OTHER


class HandIn(GuardedSchema):
    """Who raised a hand, and for which theme."""

    person_id: UUID
    theme_id: UUID
