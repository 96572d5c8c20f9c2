"""What the API reads and writes about meetings."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import (
    LARGEST_ROOM,
    LONGEST_ITEM,
    MOST_ROLES,
    Authorship,
    Behaviour,
    EditKind,
    ItemRole,
    Kind,
    Reply,
    Speaking,
    State,
)
from pejl.meetings.queries import Involved, TimedItem

# Limits stand inside the type: beside it the type's own, wider one would win.
Title = Annotated[LineText, Field(max_length=160)]
Name = Annotated[LineText, Field(max_length=120)]
Place = Annotated[OptionalLine, Field(max_length=160)]
Room = Annotated[OptionalLine, Field(max_length=80)]
Note = Annotated[OptionalWords, Field(max_length=4000)]
Purpose = Annotated[OptionalWords, Field(max_length=1000)]
Called = Annotated[LineText, Field(max_length=60)]
Roles = Annotated[list[Called], Field(max_length=MOST_ROLES)]
EditionNote = Annotated[OptionalLine, Field(max_length=300)]
TalkedWith = Annotated[LineText, Field(max_length=200)]
Differently = Annotated[WordsText, Field(max_length=4000)]
Reason = Annotated[OptionalWords, Field(max_length=1000)]


class PersonOut(Schema):
    """Somebody in the job centre."""

    id: UUID
    name: str


class MeetingOut(Schema):
    """A meeting in a list. ``ends_at`` follows from the agenda."""

    id: UUID
    kind: Kind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    state: State

    @staticmethod
    def resolve_ends_at(meeting: Meeting) -> datetime:
        """Computed, never kept."""
        return queries.ends_at(meeting)


class PartOut(Schema):
    """Who has which part in an item."""

    person: PersonOut
    role: ItemRole
    called: str


class ItemOut(Schema):
    """An agenda item along the clock. ``leader_notes`` are null for everybody but the leaders.

    Groups run side by side in it, steps follow one another; ``too_much_minutes`` is what the steps take beyond it.
    """

    id: UUID
    behaviour: Behaviour
    label: str
    position: int
    starts_at: datetime
    ends_at: datetime
    planned_minutes: int
    adjusted_minutes: int | None
    locked_start: time | None
    slack_minutes: int
    overrun_minutes: int
    too_much_minutes: int
    purpose: str
    questions: str
    cases: str
    round_minutes: int | None
    roles: list[str]
    speakers: list[str]
    room: str
    may_shrink: bool
    speaking: Speaking
    authorship: Authorship
    leader_notes: str | None
    version: int
    parts: list[PartOut]
    groups: list["ItemOut"]
    steps: list["ItemOut"]


class InvolvedOut(Schema):
    """Somebody in the meeting. ``reply`` is null unless one plans the meeting, it is one's own, or it is a yes."""

    person: PersonOut
    roles: list[str]
    is_invited: bool
    reply: Reply | None


class MeetingFullOut(Schema):
    """A meeting with its agenda and people. ``version`` is what a change must name.

    ``ends_at`` follows from the agenda, ``ends_by`` is when it should be over; ``minutes_left`` lie between them, below
    0 where the agenda takes too long. ``capacity`` is how many the room holds. What was changed after the
    invitations goes out at ``tells_at``.
    """

    id: UUID
    kind: Kind
    title: str
    purposes: list[str]
    place: str
    starts_at: datetime
    ends_at: datetime
    ends_by: time | None
    minutes_left: int
    capacity: int | None
    announced_until: datetime | None
    tells_at: datetime | None
    state: State
    sequence: int
    version: int
    leaders: list[PersonOut]
    chair: PersonOut | None
    agenda: list[ItemOut]
    people: list[InvolvedOut]


class NewMeetingIn(GuardedSchema):
    """A meeting to plan; without a template its agenda is empty."""

    kind: Kind
    title: Title
    purposes: list[LineText] = Field([], max_length=40)
    place: Place = ""
    starts_at: AwareDatetime
    leaders: list[UUID]
    chair: UUID | None = None
    ends_by: time | None = None
    capacity: int | None = Field(None, ge=1, le=LARGEST_ROOM)
    template_id: UUID | None = None


class WarningsOut(Schema):
    """What the plan lacks, in sentences; nothing of it stands in the way."""

    warnings: list[str]


class MeetingIn(GuardedSchema):
    """What a meeting is, as a whole; ``expected_version`` is the meeting's as it was read."""

    title: Title
    purposes: list[LineText] = Field(max_length=40)
    place: Place = ""
    starts_at: AwareDatetime
    leaders: list[UUID]
    chair: UUID | None = None
    ends_by: time | None = None
    capacity: int | None = Field(None, ge=1, le=LARGEST_ROOM)
    expected_version: int


class OwnPartIn(GuardedSchema):
    """Who has a role that the item names itself."""

    called: Called
    people: list[UUID]


class PartsIn(GuardedSchema):
    """Who has which part; a role that is left out stays as it is. With ``expected_version`` nobody's change is lost."""

    expected_version: int | None = None
    presenters: list[UUID] | None = None
    chairs: list[UUID] | None = None
    helicopters: list[UUID] | None = None
    members: list[UUID] | None = None
    own: list[OwnPartIn] = Field([], max_length=MOST_ROLES)


class NewItemIn(GuardedSchema):
    """A new item. Inside group work (``parent``) it is a group, and has no minutes of its own; inside others a step."""

    behaviour: Behaviour
    label: Title
    minutes: int = Field(0, ge=0, le=LONGEST_ITEM)
    purpose: Purpose = ""
    questions: Note = ""
    cases: Note = ""
    round_minutes: int | None = Field(None, ge=1, le=LONGEST_ITEM)
    roles: Roles = []
    speakers: Roles = []
    may_shrink: bool = False
    speaking: Speaking | None = None
    authorship: Authorship = Authorship.NAMED
    locked_start: time | None = None
    room: Room = ""
    leader_notes: Note = ""
    parent: UUID | None = None
    position: int | None = Field(None, ge=1, le=500)


class ItemIn(GuardedSchema):
    """An item as a whole; ``expected_version`` is as it was read.

    Purpose, case stories, roles, speakers and ``leader_notes`` are left alone where null.
    """

    behaviour: Behaviour
    label: Title
    minutes: int = Field(0, ge=0, le=LONGEST_ITEM)
    purpose: Purpose | None = None
    questions: Note = ""
    cases: Note | None = None
    round_minutes: int | None = Field(None, ge=1, le=LONGEST_ITEM)
    roles: Roles | None = None
    speakers: Roles | None = None
    may_shrink: bool
    speaking: Speaking
    authorship: Authorship
    locked_start: time | None
    room: Room = ""
    leader_notes: Note | None = None
    expected_version: int


class MinutesIn(GuardedSchema):
    """How many minutes; ``expected_version`` is the item's as it was read."""

    minutes: int = Field(ge=0, le=LONGEST_ITEM)
    expected_version: int


class MoveIn(GuardedSchema):
    """Where to (1 is first), and where it stood when it was read."""

    to: int = Field(ge=1, le=500)
    expected_position: int


class UndoneOut(Schema):
    """What was taken back: which item, and what had been done to it."""

    label: str
    kind: EditKind


class ChoiceIn(GuardedSchema):
    """Who is to come: everybody in these units and functions today, and these people."""

    units: list[UUID] = []
    functions: list[UUID] = []
    people: list[UUID] = []


class ReplyIn(GuardedSchema):
    """Coming or not."""

    reply: Reply


class CancelIn(GuardedSchema):
    """Why; everybody invited reads it."""

    reason: Reason = ""


class TemplateItemIO(GuardedSchema):
    """An item of a template. ``groups`` are the labels of what runs side by side in group work, ``steps`` what follows
    one another in any other item.
    """

    behaviour: Behaviour
    label: Title
    minutes: int = Field(ge=0, le=LONGEST_ITEM)
    purpose: Purpose = ""
    questions: Note = ""
    roles: Roles = []
    speakers: Roles = []
    may_shrink: bool = False
    speaking: Speaking = Speaking.ALL
    authorship: Authorship = Authorship.NAMED
    groups: list[LineText] = []
    steps: list["TemplateItemIO"] = Field([], max_length=40)


class TemplateIn(GuardedSchema):
    """An agenda to start from; the whole house's where no unit is named."""

    name: Name
    kind: Kind
    about: Note = ""
    unit_id: UUID | None = None
    items: list[TemplateItemIO] = Field(max_length=100)


class TemplateChangeIn(GuardedSchema):
    """Another name, other words about what it is for, and whether new meetings start from it.

    With ``expected_name`` and ``expected_about``, as they were read, nobody else's words are written over unheard.
    """

    name: Name
    about: Note = ""
    expected_name: Name | None = None
    expected_about: Note | None = None
    is_retired: bool = False


class EditionIn(GuardedSchema):
    """The next edition: the items as they are to be, or those of a meeting one plans. ``note`` says what is new."""

    items: list[TemplateItemIO] = Field([], max_length=100)
    meeting_id: UUID | None = None
    note: EditionNote = ""
    expected_edition: int


class SaveAsTemplateIn(GuardedSchema):
    """What the meeting's agenda is called as one to start from; the whole house's where no unit is named."""

    name: Name
    about: Note = ""
    unit_id: UUID | None = None


class TakeOverIn(GuardedSchema):
    """Which unit takes it over, and the talk before: with whom, when, and what this unit does in its own way."""

    unit_id: UUID
    name: Name
    talked_with: TalkedWith
    held_on: date
    differently: Differently


class EditionOut(Schema):
    """An edition: who made it (null: it came with Pejl), when, and what was new."""

    number: int
    note: str
    by: PersonOut | None
    at: datetime


class TemplateOut(Schema):
    """An agenda to start from, in its newest edition. ``unit`` is whose it is, null for the whole house's."""

    id: UUID
    name: str
    kind: Kind
    about: str
    unit: UUID | None
    edition: int
    is_retired: bool
    taken_from: UUID | None
    items: list[TemplateItemIO]


class TemplateFullOut(TemplateOut):
    """With every edition there was, newest first."""

    editions: list[EditionOut]


def full(meeting: Meeting, person: Person) -> dict[str, Any]:
    """A meeting as MeetingFullOut reads it, with no more than this person may see."""
    agenda = queries.agenda_of(meeting)
    leads, plans = permissions.leads(person, meeting), permissions.plans(person, meeting)
    plain = ("id", "kind", "title", "purposes", "place", "starts_at", "ends_by", "capacity", "announced_until")
    also = ("tells_at", "state", "sequence", "version")
    ends_at = queries.ends_at(meeting)
    return {
        **{name: getattr(meeting, name) for name in (*plain, *also)},
        "ends_at": ends_at,
        "minutes_left": queries.left_at_the_end(meeting, ends_at),
        "leaders": queries.leaders_of(meeting),
        "chair": queries.chair_of(meeting),
        "agenda": [item_out(timed, leads=leads) for timed in agenda],
        "people": [_involved(one, person, plans=plans) for one in queries.people_of(meeting, agenda)],
    }


def item_out(timed: TimedItem, *, leads: bool) -> dict[str, Any]:
    """An item as ItemOut reads it."""
    item = timed.item
    same = ("id", "behaviour", "label", "position", "planned_minutes", "adjusted_minutes", "locked_start", "questions")
    also = ("purpose", "cases", "round_minutes", "roles", "speakers")
    more = ("room", "may_shrink", "speaking", "authorship", "version")
    return {
        **{name: getattr(item, name) for name in (*same, *also, *more)},
        "starts_at": timed.starts_at,
        "ends_at": timed.ends_at,
        "slack_minutes": timed.slack,
        "overrun_minutes": timed.overrun,
        "too_much_minutes": timed.too_much,
        "leader_notes": item.leader_notes if leads else None,
        "parts": [{"person": part.person, "role": part.role, "called": part.called} for part in timed.parts],
        "groups": [item_out(group, leads=leads) for group in timed.groups],
        "steps": [item_out(step, leads=leads) for step in timed.steps],
    }


def _involved(one: Involved, person: Person, *, plans: bool) -> dict[str, Any]:
    may_know = plans or one.person.pk == person.pk or one.reply == Reply.ACCEPTED
    return {
        "person": one.person,
        "roles": list(one.roles),
        "is_invited": one.is_invited,
        "reply": one.reply if may_know else None,
    }
