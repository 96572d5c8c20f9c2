"""The words of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.formats import moments


class Kind(models.TextChoices):
    """What sort of meeting it is; the module of that kind adds what makes it so."""

    LEARNING = "learning", _("Learning meeting")
    COORDINATION = "coordination", _("Working-group coordination")
    DEPARTMENT = "department", _("Department meeting")
    NETWORK = "network", _("Network meeting")
    STRATEGY = "strategy", _("Strategy day")
    SPARRING = "sparring", _("Short sparring")


class State(models.TextChoices):
    """From the first line of a plan to the closed book."""

    DRAFT = "draft", _("Being planned")
    ANNOUNCED = "announced", _("Invitations sent")
    RUNNING = "running", _("Under way")
    WRITING_UP = "writing_up", _("Being written up")
    CLOSED = "closed", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", _("Cancelled")


class Behaviour(models.TextChoices):
    """What an agenda item does in the room: a closed set; what it is called there is its label (system.md, B3)."""

    FRAMING = "framing", _("Framing")
    ROUND = "round", _("Round")
    PRODUCT_DUTY = "product_duty", _("Who makes the product")
    MANAGEMENT = "management", _("Management presentation")
    LAW = "law", _("Legal and professional presentation")
    PRACTICE = "practice", _("Practice examples")
    BREAK = "break", _("Break")
    PLENARY = "plenary", _("Sharing in plenary")
    GROUPS = "groups", _("Group work")
    GROUP = "group", _("One group")
    GATHER_KNOWLEDGE = "gather_knowledge", _("Gathering knowledge")
    GATHER_LEARNING = "gather_learning", _("Gathering learning")
    COORDINATION = "coordination", _("Coordination and follow-up")
    FREE = "free", _("Something else")


class Speaking(models.TextChoices):
    """Who may speak during an item."""

    ALL = "all", _("Everybody")
    IN_TURN = "in_turn", _("Everybody in turn")
    PRESENTER = "presenter", _("The presenter")
    NAMED = "named", _("Those in certain roles")
    NOBODY = "nobody", _("Silence")


class Authorship(models.TextChoices):
    """What is kept of who wrote a card."""

    NAMED = "named", _("With name")
    HIDDEN = "hidden", _("Shown without name")
    NONE = "none", _("No author stored")


class Role(models.TextChoices):
    """What somebody is in a meeting as a whole."""

    LEADER = "leader", _("Meeting leader")
    CHAIR = "chair", _("Chair")


class ItemRole(models.TextChoices):
    """What somebody is in one agenda item."""

    PRESENTER = "presenter", _("Presenter")
    CHAIR = "chair", _("Chair")
    HELICOPTER = "helicopter", _("Helicopter")
    MEMBER = "member", _("Member")
    OWN = "own", _("A role of its own")


class Reply(models.TextChoices):
    """What an invited person has answered."""

    NONE = "none", _("No answer yet")
    ACCEPTED = "accepted", _("Coming")
    DECLINED = "declined", _("Not coming")


class AskState(models.TextChoices):
    """What became of asking somebody to present."""

    ASKED = "asked", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("presenter", "Has said yes")
    PASSED_ON = "passed_on", _("A colleague is asked instead")
    FIND_ANOTHER = "find_another", _("Would like to find another with you")
    NOT_NOW = "not_now", pgettext_lazy("presenter", "Not this time")
    WITHDRAWN = "withdrawn", _("Taken back")


class SharedWith(models.TextChoices):
    """Who may see a preparation before the meeting."""

    NOBODY = "nobody", _("Only me")
    LEADERS = "leaders", _("The meeting leaders")
    PARTICIPANTS = "participants", _("Everybody invited")


class Turn(models.TextChoices):
    """What colleagues take turns at (system.md, B5)."""

    PRESENTING = "presenting", _("Presenting an example")
    LEADING = "leading", _("Leading the meeting")
    CHAIRING = "chairing", _("Chairing a group")
    OBSERVING = "observing", _("Listening from above")


# What knowledge is written down in: boards and cards.
BOARDS = (Behaviour.PLENARY, Behaviour.GROUPS, Behaviour.GROUP, Behaviour.GATHER_KNOWLEDGE, Behaviour.PRACTICE)

# While a meeting is one of these its agenda, time and people can still be planned.
PLANNABLE = (State.DRAFT, State.ANNOUNCED)

# Meetings of these kinds any colleague plans; the others' own modules say who does.
FREELY_PLANNED = (Kind.DEPARTMENT, Kind.NETWORK, Kind.STRATEGY, Kind.SPARRING)

# What such a meeting is for, where somebody chooses among them.
ABOUT_KINDS: Mapping[Kind, str | Promise] = {
    Kind.DEPARTMENT: _("The unit's own meeting: news, rules, and what you need to know more about."),
    Kind.NETWORK: _("With colleagues from elsewhere, about what all of you work on."),
    Kind.STRATEGY: _("A day about the direction: where you stand, what you do and what you leave."),
    Kind.SPARRING: _("A short while about one question, without anybody being recognised."),
}

# While a meeting is one of these there is something to do for its leaders.
UNFINISHED = (*PLANNABLE, State.RUNNING, State.WRITING_UP)

# From when the meeting has begun.
BEGUN = (State.RUNNING, State.WRITING_UP, State.CLOSED)

# What the leaders think through for an item before anybody is asked to prepare it (system.md, B4-B6, C6).
PROMPTS: Mapping[str, str | Promise] = {
    Behaviour.FRAMING: _("Why this theme, and why now?"),
    Behaviour.ROUND: _("What should everybody say once, aloud?"),
    Behaviour.MANAGEMENT: _("What should management tell, so that the strategy and the substance behind it are clear?"),
    Behaviour.LAW: _("What should we know about the rules, and which professional parameters count?"),
    Behaviour.PRACTICE: _("What did I do, why did I do it, and what is the professional reason?"),
    Behaviour.PLENARY: _("Which knowledge should be shared, and which questions make people talk about it?"),
    Behaviour.GROUPS: _("Which knowledge should be shared, and which questions make people talk about it?"),
    Behaviour.GROUP: _("Questions or case stories for this group alone."),
    Behaviour.GATHER_KNOWLEDGE: _("Which parameters and examples should the product build on?"),
    Behaviour.GATHER_LEARNING: _("What do I take with me, and what will I introduce in my practice?"),
    Behaviour.COORDINATION: _("How is the product made, and is there a follow-up?"),
}

# Who speaks, where nobody says otherwise.
SPEAKING: Mapping[str, str] = {
    Behaviour.FRAMING: Speaking.PRESENTER,
    Behaviour.ROUND: Speaking.IN_TURN,
    Behaviour.MANAGEMENT: Speaking.PRESENTER,
    Behaviour.LAW: Speaking.PRESENTER,
    Behaviour.PRACTICE: Speaking.PRESENTER,
    Behaviour.GATHER_LEARNING: Speaking.IN_TURN,
}

# Which parts somebody can have in an item, by what it does; where nothing stands, somebody can present it.
PARTS: Mapping[str, tuple[str, ...]] = {
    Behaviour.BREAK: (),
    Behaviour.GROUPS: (ItemRole.HELICOPTER,),
    Behaviour.GROUP: (ItemRole.CHAIR, ItemRole.MEMBER, ItemRole.HELICOPTER),
    Behaviour.PLENARY: (ItemRole.PRESENTER, ItemRole.CHAIR, ItemRole.HELICOPTER),
}

LONGEST_ITEM = 480  # minutes
LONGEST_WITHOUT_BREAK = timedelta(hours=2)
DEEPEST = 3  # an item, a group or step in it, and a step in that
MOST_ROLES = 12
LARGEST_ROOM = 2000  # people
MOST_WEEKS = 52  # between two meetings of a rhythm
WORKDAYS = range(5)  # Monday to Friday
SHORTEST_MEETING = 15  # minutes
DAY_BEGINS, DAY_ENDS = time(6), time(22)  # a rhythm's meetings lie between, clear of the hours when clocks are turned
LONGEST_PAUSE = timedelta(days=2 * 366)
LONGEST_CLOSING = timedelta(days=366)
FEW = 5  # people: smaller numbers of them are never told (system.md, P1)
LONGEST_SINCE_TALK = timedelta(days=366)
MOST_PROPOSED = 3  # names for a turn: enough to choose from, and no list of people
DOORS_OPEN = timedelta(hours=1)  # how long before the start it can be noted that somebody is here
REST = timedelta(days=90)  # how long nobody is proposed after saying "not this time"
MOST_BROUGHT = 10  # files to one presentation

# What can be answered to being asked, and while an ask is which of these its answer can be given or changed.
ANSWERS = (AskState.ACCEPTED, AskState.PASSED_ON, AskState.FIND_ANOTHER, AskState.NOT_NOW)
ANSWERABLE = (AskState.ASKED, AskState.ACCEPTED, AskState.FIND_ANOTHER)

# While a meeting is one of these a presenter can still prepare.
PREPARABLE = (*PLANNABLE, State.RUNNING)

# In which items somebody takes which turn; leading is a turn of the meeting as a whole.
TURNS: Mapping[str, tuple[str, ...]] = {
    Turn.PRESENTING: (Behaviour.PRACTICE,),
    Turn.LEADING: (),
    Turn.CHAIRING: (Behaviour.GROUP,),
    Turn.OBSERVING: (Behaviour.PLENARY, Behaviour.GROUPS, Behaviour.GROUP),
}

# What a presenter thinks through, beside the item's own questions; each has a key that stays (system.md, B4 and B5).
PREPARING: Mapping[str, Mapping[str, str | Promise]] = {
    Behaviour.PRACTICE: {
        "did": _("What did I do?"),
        "why": _("Why did I do it?"),
        "reason": _("What is the professional reason?"),
    },
    Behaviour.MANAGEMENT: {
        "strategy": _("What is the strategy, and what does it mean professionally?"),
        "here": _("How does it look here with us, and where is it going?"),
        "coming": _("Which new rules are on their way?"),
    },
    Behaviour.LAW: {
        "rules": _("What do the rules say?"),
        "parameters": _("Which professional parameters count?"),
        "difficult": _("Where do we doubt?"),
    },
    Behaviour.FRAMING: {"framing": _("Why this theme, and why now?")},
}
PREPARING_ANYTHING: Mapping[str, str | Promise] = {"say": _("What do I want to say?")}


class EditKind(models.TextChoices):
    """What was done to the agenda: what undoing turns back."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("moved")
    REMOVED = "removed", _("taken out")


@dataclass(frozen=True)
class Stretch:
    """When something is to happen (aware, UTC), and what its fixed start leaves before it, in minutes."""

    starts_at: datetime
    ends_at: datetime
    slack: int = 0
    overrun: int = 0


def lay_out(starts_at: datetime, spans: Iterable[tuple[int, time | None]]) -> list[Stretch]:
    """One stretch after the other from ``starts_at``; each span is minutes and, where fixed, a start on the clock.

    Fixed means fixed: what comes before it leaves time over (``slack``) or takes too much (``overrun``). Minutes are
    counted as they pass, so a night when the clock is changed has one hour more or less on the wall.
    """
    day = moments.day_of(starts_at)
    clock = starts_at.astimezone(UTC)
    stretches = []
    for minutes, locked in spans:
        begins = clock if locked is None else moments.local(day, locked).astimezone(UTC)
        apart = int((begins - clock).total_seconds() // 60)
        clock = begins + timedelta(minutes=minutes)
        stretches.append(Stretch(begins, clock, slack=max(apart, 0), overrun=max(-apart, 0)))
    return stretches


@dataclass(frozen=True)
class ItemDefinition:
    """One item of a template, as data. ``groups`` are the labels of what runs side by side inside it, ``steps`` what
    follows one another inside it; ``roles`` are names of parts that only this item has, ``speakers`` those of them
    who speak.
    """

    behaviour: str
    label: str
    minutes: int
    purpose: str = ""
    questions: str = ""
    may_shrink: bool = False
    speaking: str = Speaking.ALL
    authorship: str = Authorship.NAMED
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    steps: tuple[ItemDefinition, ...] = ()


@dataclass(frozen=True)
class TemplateDefinition:
    """An agenda to start from, as data."""

    name: str
    kind: str
    about: str
    items: tuple[ItemDefinition, ...]


def roles_in(behaviour: str) -> tuple[str, ...]:
    """The parts that somebody can have in an item of this behaviour, beside the roles that it names itself."""
    return PARTS.get(behaviour, (ItemRole.PRESENTER,))


def own(called: str) -> str:
    """The name of a part that only one item knows, where parts are named in one word."""
    return f"{ItemRole.OWN}:{called}"


def role_of(part: str) -> tuple[str, str]:
    """The role of a part, and what it is called where only one item knows it."""
    role, _colon, called = part.partition(":")
    return role, called


def lines_of(text: str) -> list[str]:
    """What a person wrote as a list: one entry a line, without the dashes that some put before it."""
    stripped = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    return [line for line in stripped if line]


def answer_field(key: str) -> str:
    """What the field for a presenter's answer is called, on the page and in unsent words."""
    return f"answer_{key}"


def preparation_place(item_id: UUID) -> str:
    """Where a presenter's unsent words to an item lie."""
    return f"meetings:preparation:{item_id}"
