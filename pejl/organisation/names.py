"""The words of the organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The two halves of a job centre (system.md, A3)."""

    AUTHORITY = "authority", _("Authority side")
    PROVIDER = "provider", _("Provider side")


class AssignmentKind(models.TextChoices):
    """What somebody can be for a unit, for a colleague, or for the job centre."""

    LEADER = "leader", _("Leads the unit")
    DEPUTY = "deputy", _("Stands in for")
    MENTOR = "mentor", _("Mentor of")
    ADMINISTRATOR = "administrator", _("Looks after Pejl")


class ImportState(models.TextChoices):
    """Where an import is between the file and the organisation."""

    PREPARED = "prepared", _("Ready to be carried out")
    RUNNING = "running", _("Being carried out")
    DONE = "done", _("Carried out")
    STALE = "stale", _("Out of date")
    DROPPED = "dropped", _("Let go")
