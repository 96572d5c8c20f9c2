"""Meetings as planned: agenda, people and their parts. What happens in the room stands in ``pejl.room``."""

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
    "ItemPart",
    "ItemShape",
    "Meeting",
    "MeetingQuerySet",
    "MeetingRole",
    "Participant",
    "Template",
    "TemplateEdition",
    "TemplateItem",
    "TemplateQuerySet",
    "TemplateTalk",
    "topic_of",
]
