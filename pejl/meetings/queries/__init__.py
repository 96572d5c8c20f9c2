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
from pejl.meetings.queries.cadence import Cadence, cadence_of, cadences, pauses_of, pauses_on, rhythms_before
from pejl.meetings.queries.closing import (
    Closing,
    closed_days,
    suggestions,
    units_above,
    warning_of_day,
    warning_of_meeting,
)
from pejl.meetings.queries.grouping import Proposed, ProposedGroup, Table, propose, table_of
from pejl.meetings.queries.lacks import lacks_break, lacks_leader, lacks_time_to_come, warnings_of
from pejl.meetings.queries.leaving import presentations_left_by, roles_left_by, to_hand_over
from pejl.meetings.queries.lists import listed, with_agenda, with_items, with_people
from pejl.meetings.queries.people import Involved, chair_of, leaders_of, participant_of, people_of
from pejl.meetings.queries.proposing import DaysForPlan, ProposedDay, ProposedDays, days_for, days_for_plan
from pejl.meetings.queries.templates import TemplateLine, editions_of, lines_in, templates

__all__ = [
    "Cadence",
    "Closing",
    "DaysForPlan",
    "Involved",
    "Proposed",
    "ProposedDay",
    "ProposedDays",
    "ProposedGroup",
    "Table",
    "TemplateLine",
    "TimedItem",
    "agenda_of",
    "cadence_of",
    "cadences",
    "chair_of",
    "closed_days",
    "days_for",
    "days_for_plan",
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
    "pauses_of",
    "pauses_on",
    "people_of",
    "preparations_of",
    "presentations_left_by",
    "rhythms_before",
    "roles_left_by",
    "suggestions",
    "table_of",
    "templates",
    "to_hand_over",
    "units_above",
    "warning_of_day",
    "warning_of_meeting",
    "warnings_of",
    "with_agenda",
    "read_items",
    "with_items",
    "with_people",
]
