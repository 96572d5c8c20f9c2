"""What is asked of themes."""

from pejl.themes.queries.alike import alike_to, likeness, text_of
from pejl.themes.queries.backing import backings_of, behind, ids_behind, own_backing
from pejl.themes.queries.lists import (
    areas,
    at_meeting,
    collections,
    counted_by_state,
    listed,
    on_the_table,
    suggested_for,
    taking_in,
    waiting,
)
from pejl.themes.queries.table import (
    Order,
    Spread,
    Tally,
    next_to_weigh,
    order_of,
    tallied,
    weights_of,
    whole_order_of,
)
from pejl.themes.queries.trail import TrailStep, carrier_of, decisions_in, merged_trail, trail_of

__all__ = [
    "Order",
    "Spread",
    "Tally",
    "TrailStep",
    "alike_to",
    "areas",
    "at_meeting",
    "backings_of",
    "behind",
    "carrier_of",
    "collections",
    "counted_by_state",
    "decisions_in",
    "ids_behind",
    "likeness",
    "listed",
    "merged_trail",
    "next_to_weigh",
    "on_the_table",
    "order_of",
    "own_backing",
    "suggested_for",
    "taking_in",
    "tallied",
    "text_of",
    "trail_of",
    "waiting",
    "weights_of",
    "whole_order_of",
]
