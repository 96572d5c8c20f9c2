"""Every write in the room: what is going on, cards, and what the meeting agrees on."""

from pejl.room.operations.cards import (
    change_card,
    forget_removed,
    mark_for_product,
    remove_card,
    restore_card,
    write_card,
)
from pejl.room.operations.leaving import hand_over
from pejl.room.operations.outcomes import (
    agree,
    decide_together,
    drop_product_duty,
    link_product,
    note_unclear_point,
    remove_unclear_point,
    settle_unclear_point,
    take_along,
    take_care_of,
    take_on_product,
)
from pejl.room.operations.queue import (
    finish_hand,
    forget_hands,
    give_floor,
    lower_hand,
    place_hand,
    raise_hand,
    sort_hands,
)
from pejl.room.operations.running import begin, finish_item, finish_with_meeting, start_item

__all__ = [
    "agree",
    "begin",
    "change_card",
    "decide_together",
    "drop_product_duty",
    "finish_hand",
    "finish_item",
    "finish_with_meeting",
    "forget_hands",
    "forget_removed",
    "give_floor",
    "hand_over",
    "link_product",
    "lower_hand",
    "mark_for_product",
    "note_unclear_point",
    "place_hand",
    "raise_hand",
    "remove_card",
    "remove_unclear_point",
    "restore_card",
    "settle_unclear_point",
    "sort_hands",
    "start_item",
    "take_along",
    "take_care_of",
    "take_on_product",
    "write_card",
]
