"""Reading meetings."""

from pejl.meetings.queries.agenda import (
    TimedItem,
    agenda_of,
    ends_at,
    items_of,
    last_edit_of,
    left_at_the_end,
    parts_in,
    preparations_of,
    read_items,
)
from pejl.meetings.queries.grouping import Proposed, ProposedGroup, Table, propose, table_of
from pejl.meetings.queries.lacks import lacks_break, lacks_leader, lacks_time_to_come, warnings_of
from pejl.meetings.queries.leaving import presentations_left_by, roles_left_by, to_hand_over
from pejl.meetings.queries.lists import listed, with_agenda, with_items, with_people
from pejl.meetings.queries.people import Involved, chair_of, leaders_of, participant_of, people_of
from pejl.meetings.queries.templates import TemplateLine, editions_of, lines_in, templates

__all__ = [
    "Involved",
    "Proposed",
    "ProposedGroup",
    "Table",
    "TemplateLine",
    "TimedItem",
    "agenda_of",
    "chair_of",
    "editions_of",
    "ends_at",
    "items_of",
    "lacks_break",
    "lacks_leader",
    "lacks_time_to_come",
    "last_edit_of",
    "leaders_of",
    "left_at_the_end",
    "lines_in",
    "listed",
    "participant_of",
    "parts_in",
    "people_of",
    "preparations_of",
    "presentations_left_by",
    "roles_left_by",
    "table_of",
    "templates",
    "to_hand_over",
    "warnings_of",
    "with_agenda",
    "read_items",
    "with_items",
    "with_people",
]
