"""Meetings as planned: agenda, people and their parts. What happens in the room stands in ``pejl.room``."""

from pejl.meetings.models.asks import Ask, AskQuerySet
from pejl.meetings.models.cadence import ClosedDays, ClosedDaysQuerySet, Pause, Rhythm, RhythmQuerySet
from pejl.meetings.models.links import Feed, FeedQuerySet, GuestLink, GuestLinkQuerySet
from pejl.meetings.models.meetings import (
    AgendaEdit,
    AgendaEditQuerySet,
    AgendaItem,
    AgendaItemQuerySet,
    ItemPart,
    Meeting,
    MeetingQuerySet,
    MeetingRole,
    Participant,
    topic_of,
)
from pejl.meetings.models.preparing import (
    Preparation,
    PreparationAnswer,
    PreparationFile,
    PreparationFileQuerySet,
    PreparationQuerySet,
)
from pejl.meetings.models.shape import ItemShape
from pejl.meetings.models.templates import (
    Template,
    TemplateEdition,
    TemplateItem,
    TemplateQuerySet,
    TemplateTalk,
)

__all__ = [
    "AgendaEdit",
    "AgendaEditQuerySet",
    "AgendaItem",
    "AgendaItemQuerySet",
    "Ask",
    "AskQuerySet",
    "ClosedDays",
    "ClosedDaysQuerySet",
    "Feed",
    "FeedQuerySet",
    "GuestLink",
    "GuestLinkQuerySet",
    "ItemPart",
    "ItemShape",
    "Meeting",
    "MeetingQuerySet",
    "MeetingRole",
    "Participant",
    "Pause",
    "Preparation",
    "PreparationAnswer",
    "PreparationFile",
    "PreparationFileQuerySet",
    "PreparationQuerySet",
    "Rhythm",
    "RhythmQuerySet",
    "Template",
    "TemplateEdition",
    "TemplateItem",
    "TemplateQuerySet",
    "TemplateTalk",
    "topic_of",
]
