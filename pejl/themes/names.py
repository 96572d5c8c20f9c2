"""The words of themes."""

from __future__ import annotations

from dataclasses import dataclass

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
# What another theme may be merged into: whatever is still on its way to a meeting.
TAKES_IN = (*OPEN, State.PLANNED)

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


@dataclass(frozen=True)
class News:
    """How a proposer is told: the subject and the first line; ``title`` is that of the own theme."""

    subject: str | Promise
    line: str | Promise


# ``group`` is who decided.
NEWS_OF_DECISION: dict[str, News] = {
    Outcome.NEXT: News(
        _("Your theme is chosen: %(title)s"),
        _("%(group)s has chosen your theme “%(title)s” as one of the next."),
    ),
    Outcome.LATER: News(
        _("Your theme is kept for later: %(title)s"),
        _("%(group)s keeps your theme “%(title)s” for later."),
    ),
    Outcome.MERGE: News(
        _("Your theme goes on together with another: %(title)s"),
        _("%(group)s has merged your theme “%(title)s” into “%(about)s”. You hear what becomes of it there."),
    ),
    Outcome.DECLINE: News(
        _("Your theme is not taken up: %(title)s"),
        _("%(group)s does not take up your theme “%(title)s”."),
    ),
    Outcome.REOPEN: News(
        _("Your theme is back on the table: %(title)s"),
        _("%(group)s has taken back its decision on your theme “%(title)s” and decides anew."),
    ),
}

# ``about`` is what joined.
NEWS_OF_STEP: dict[str, News] = {
    StepKind.JOINED: News(
        _("Another theme has joined yours: %(title)s"),
        _("“%(about)s” is now part of your theme “%(title)s”."),
    ),
    StepKind.WITHDRAWN: News(
        _("Your theme is withdrawn: %(title)s"),
        _("Your theme “%(title)s” is withdrawn."),
    ),
    StepKind.RESUMED: News(
        _("Your theme is proposed again: %(title)s"),
        _("Your theme “%(title)s” is proposed again."),
    ),
    StepKind.MEETING_PLANNED: News(
        _("A learning meeting is planned on your theme: %(title)s"),
        _("A learning meeting is planned on your theme “%(title)s”."),
    ),
    StepKind.INVITED: News(
        _("Colleagues are invited to the meeting on your theme: %(title)s"),
        _("The invitations to the learning meeting on your theme “%(title)s” are sent."),
    ),
    StepKind.MEETING_HELD: News(
        _("The meeting on your theme has been held: %(title)s"),
        _("The learning meeting on your theme “%(title)s” has been held."),
    ),
    StepKind.MEETING_CANCELLED: News(
        _("The meeting on your theme is cancelled: %(title)s"),
        _("The learning meeting on your theme “%(title)s” is cancelled."),
    ),
    StepKind.PRODUCT_STARTED: News(
        _("Guidance on your theme is being written: %(title)s"),
        _("What came of your theme “%(title)s” is being written down."),
    ),
    StepKind.PRODUCT_PUBLISHED: News(
        _("There is guidance on your theme now: %(title)s"),
        _("Your theme “%(title)s” has led to guidance that everybody can read."),
    ),
}
