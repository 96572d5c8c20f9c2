"""The words of the organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer


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


class Who(models.TextChoices):
    """Whom a list of people shows."""

    COLLEAGUES = "colleagues", _("Colleagues")
    GUESTS = "guests", _("Guests")
    LEFT = "left", _("Those who have left")


class Duty(models.TextChoices):
    """What can lie open when somebody leaves, and then goes to somebody else."""

    AGREEMENT = "agreement", _("Agreement")
    PRODUCT = "product", _("Makes the product")
    UNCLEAR_POINT = "unclear_point", _("Finds out")
    RESPONSIBILITY = "responsibility", _("Answers for")
    APPROVAL = "approval", _("Is asked to approve")
    APPROVER_WANTED = "approver_wanted", _("Finds somebody else to approve")
    MEETING = "meeting", _("Leads the meeting")
    PRESENTATION = "presentation", _("Presents")


@dataclass(frozen=True)
class Handing:
    """An open duty of somebody who leaves: what it is about, and who has it afterwards."""

    duty: Duty
    thing: Pointer
    to: Person


class ImportState(models.TextChoices):
    """Where an import is between the file and the organisation."""

    PREPARED = "prepared", _("Ready to be carried out")
    RUNNING = "running", _("Being carried out")
    DONE = "done", _("Carried out")
    STALE = "stale", _("Out of date")
    DROPPED = "dropped", _("Let go")
