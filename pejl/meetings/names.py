"""The words of meetings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What sort of meeting it is; the module of that kind adds what makes it so."""

    LEARNING = "learning", _("Learning meeting")


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


class Reply(models.TextChoices):
    """What an invited person has answered."""

    NONE = "none", _("No answer yet")
    ACCEPTED = "accepted", _("Coming")
    DECLINED = "declined", _("Not coming")


# What knowledge is written down in: boards and cards.
BOARDS = (Behaviour.PLENARY, Behaviour.GROUPS, Behaviour.GROUP, Behaviour.GATHER_KNOWLEDGE, Behaviour.PRACTICE)
