"""Every write to the organisation.

Permission is asked inside; ``by=None`` stands for whoever runs the installation.
"""

from pejl.organisation.operations.access import change_email, invite, remove_factors
from pejl.organisation.operations.assignments import (
    appoint_administrator,
    appoint_deputy,
    appoint_leader,
    appoint_mentor,
    end_assignment,
    reopen_assignment,
)
from pejl.organisation.operations.building import open_job_centre
from pejl.organisation.operations.functions import add_function, change_function, retire_function, take_up_function
from pejl.organisation.operations.groups import (
    change_mandate,
    close_group,
    end_seat,
    form_group,
    rename_group,
    reopen_seat,
    seat_in_group,
)
from pejl.organisation.operations.guests import (
    CLOSE_DOOR,
    change_guest,
    close_door,
    welcome_guest,
    welcome_to_a_meeting,
)
from pejl.organisation.operations.leaving import leave, note_handovers, tell_successors
from pejl.organisation.operations.memberships import employ, end_membership, reopen_membership
from pejl.organisation.operations.municipalities import serve_municipality, stop_serving
from pejl.organisation.operations.people import come_back, rename, welcome
from pejl.organisation.operations.units import (
    add_unit,
    close_unit,
    move_unit,
    rename_unit,
    reopen_unit,
    take_side,
)

__all__ = [
    "CLOSE_DOOR",
    "add_function",
    "add_unit",
    "appoint_administrator",
    "appoint_deputy",
    "appoint_leader",
    "appoint_mentor",
    "change_email",
    "change_function",
    "change_guest",
    "change_mandate",
    "close_door",
    "close_group",
    "close_unit",
    "come_back",
    "employ",
    "end_assignment",
    "end_membership",
    "end_seat",
    "form_group",
    "invite",
    "leave",
    "move_unit",
    "note_handovers",
    "open_job_centre",
    "remove_factors",
    "rename",
    "rename_group",
    "rename_unit",
    "reopen_assignment",
    "reopen_membership",
    "reopen_seat",
    "reopen_unit",
    "retire_function",
    "seat_in_group",
    "serve_municipality",
    "stop_serving",
    "take_side",
    "take_up_function",
    "tell_successors",
    "welcome",
    "welcome_guest",
    "welcome_to_a_meeting",
]
