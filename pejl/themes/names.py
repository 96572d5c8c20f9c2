"""The words of themes."""

from __future__ import annotations

from django.db import models
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


class Outcome(models.TextChoices):
    """What a working group can decide on a theme."""

    NEXT = "next", _("Next")
    LATER = "later", _("Later")
    MERGE = "merge", _("Merge")
    DECLINE = "decline", _("Decline")


class StepKind(models.TextChoices):
    """A step on a theme's trail."""

    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    MEETING_PLANNED = "meeting_planned", _("Learning meeting planned")
    INVITED = "invited", _("Invitations sent")
    MEETING_HELD = "meeting_held", _("Learning meeting held")
    PRODUCT_STARTED = "product_started", _("Guidance begun")
    PRODUCT_PUBLISHED = "product_published", _("Guidance published")


OPEN = (State.PROPOSED, State.NEXT, State.LATER)
