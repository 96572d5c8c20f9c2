"""Every write to the organisation."""

from pejl.organisation.operations.building import (
    add_function,
    add_unit,
    employ,
    form_group,
    leave,
    open_job_centre,
    seat_in_group,
)

__all__ = [
    "add_function",
    "add_unit",
    "employ",
    "form_group",
    "leave",
    "open_job_centre",
    "seat_in_group",
]
