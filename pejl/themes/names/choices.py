"""What a theme can be and become, and how that is said."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of knowing is missing (system.md, A1)."""

    LEGISLATION = "legislation", _("Legislation")
    ASSESSMENTS = "assessments", _("Written assessments")
    COOPERATION = "cooperation", _("Cooperation")
    CONCEPT = "concept", _("Understanding a concept")
    SPARRING = "sparring", _("Sparring culture")
    STRATEGY = "strategy", _("Strategy")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """Where a theme is on its way from a need to an answer."""

    PROPOSED = "proposed", _("Proposed")
    NEXT = "next", _("Next")
    LATER = "later", _("Later")
    MERGED = "merged", _("Merged")
    DECLINED = "declined", _("Declined")
    PLANNED = "planned", _("Meeting planned")
    HELD = "held", _("Meeting held")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(models.TextChoices):
    """What a working group can decide on a theme."""

    NEXT = "next", _("Next")
    LATER = "later", _("Later")
    MERGE = "merge", _("Merge")
    DECLINE = "decline", _("Decline")
    REOPEN = "reopen", _("Back on the table")


class Origin(models.TextChoices):
    """Where a theme came from."""

    COLLEAGUE = "colleague", _("A colleague")
    MANAGEMENT = "management", _("The management")
    COLLECTED = "collected", _("A department meeting")


class BackingKind(models.TextChoices):
    """What somebody who backs a theme adds to it."""

    NEED = "need", _("I need this too")
    QUESTION = "question", _("My question")
    EXAMPLE = "example", _("My example")


class Dimension(models.TextChoices):
    """What a member of a working group weighs a theme by (system.md, A3)."""

    PRACTICE = "practice", _("Practice")
    STRATEGY = "strategy", _("Strategy")
    URGENCY = "urgency", _("Urgency")


class Sorting(models.TextChoices):
    """What a list of themes can be ordered by: never by how many back them (P2)."""

    NEWEST = "newest", _("Newest first")
    AREA = "area", _("By area")
    TITLE = "title", _("By title")


class StepKind(models.TextChoices):
    """A step on a theme's trail."""

    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    JOINED = "joined", _("Another theme joined this one")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RESUMED = "resumed", _("Proposed again")
    MEETING_PLANNED = "meeting_planned", _("Learning meeting planned")
    INVITED = "invited", _("Invitations sent")
    MEETING_HELD = "meeting_held", _("Learning meeting held")
    MEETING_CANCELLED = "meeting_cancelled", _("Learning meeting cancelled")
    PRODUCT_STARTED = "product_started", _("Guidance begun")
    PRODUCT_PUBLISHED = "product_published", _("Guidance published")


OPEN = (State.PROPOSED, State.NEXT, State.LATER)
# What a group may decide on (again): as long as no meeting has been planned.
DECIDABLE = (*OPEN, State.DECLINED)
# What another theme may be merged into, and what can be backed: whatever is still on its way to a meeting.
TAKES_IN = (*OPEN, State.PLANNED)
# What a group chose and may take back.
CHOSEN = (State.NEXT, State.LATER, State.DECLINED)

STATE_AFTER = {
    Outcome.NEXT: State.NEXT,
    Outcome.LATER: State.LATER,
    Outcome.MERGE: State.MERGED,
    Outcome.DECLINE: State.DECLINED,
    Outcome.REOPEN: State.PROPOSED,
}

# Where a theme stands, as a sentence.
STANDING: dict[str, str | Promise] = {
    State.PROPOSED: _("The working group has not decided on it yet."),
    State.NEXT: _("The working group has chosen it as one of the next."),
    State.LATER: _("The working group keeps it for later."),
    State.MERGED: _("It is part of another theme now."),
    State.DECLINED: _("The working group does not take it up. Read why below."),
    State.PLANNED: _("A learning meeting on it is planned."),
    State.HELD: _("The learning meeting has been held. What came of it is being written down."),
    State.ANSWERED: _("There is guidance on it now."),
    State.WITHDRAWN: _("Whoever proposed it has withdrawn it."),
}

# What comes next on its way, where that is known.
COMING: dict[str, str | Promise] = {
    State.PROPOSED: _("The working group decides"),
    State.NEXT: _("A learning meeting is planned"),
    State.PLANNED: _("The learning meeting is held"),
    State.HELD: _("What it led to is written down as guidance"),
}

# What a decision is called on the trail.
DECIDED: dict[str, str | Promise] = {
    Outcome.NEXT: _("Chosen as one of the next"),
    Outcome.LATER: _("Kept for later"),
    Outcome.MERGE: _("Merged into another theme"),
    Outcome.DECLINE: _("Not taken up"),
    Outcome.REOPEN: _("Back on the table"),
}
