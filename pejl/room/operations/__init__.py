"""Every write in the room: what is going on, cards, and what the meeting agrees on."""

from pejl.room.operations.cards import (
    change_card,
    forget_removed,
    mark_for_product,
    remove_card,
    restore_card,
    write_card,
)
from pejl.room.operations.clusters import (
    change_kind,
    dissolve_cluster,
    make_cluster,
    place_card,
    place_cluster,
    rename_cluster,
)
from pejl.room.operations.following import close_following, open_following, renew_following
from pejl.room.operations.lead_offers import (
    accept_lead,
    ask_for_lead,
    decline_lead,
    offer_lead,
    step_down,
    withdraw_lead,
)
from pejl.room.operations.leading import add_minutes, pause_item, resume_item, step_back
from pejl.room.operations.leaving import hand_over
from pejl.room.operations.minutes import (
    compose_section_again,
    leave_out_section,
    take_in_section,
    write_section,
)
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
from pejl.room.operations.posters import (
    keep_poster,
    take_poster_away,
)
from pejl.room.operations.proceeding import Course, write_proceeding
from pejl.room.operations.queue import (
    finish_hand,
    forget_hands,
    give_floor,
    lower_hand,
    place_hand,
    raise_hand,
    sort_hands,
)
from pejl.room.operations.replanning import insert_item, leave_out, swap_items, take_in_again
from pejl.room.operations.retiming import undo_retiming, use_retiming
from pejl.room.operations.running import begin, end, finish_item, finish_with_meeting, start_item

__all__ = [
    "Course",
    "accept_lead",
    "add_minutes",
    "agree",
    "ask_for_lead",
    "begin",
    "change_card",
    "change_kind",
    "close_following",
    "compose_section_again",
    "decide_together",
    "decline_lead",
    "dissolve_cluster",
    "drop_product_duty",
    "end",
    "finish_hand",
    "finish_item",
    "finish_with_meeting",
    "forget_hands",
    "forget_removed",
    "give_floor",
    "hand_over",
    "insert_item",
    "keep_poster",
    "leave_out",
    "leave_out_section",
    "link_product",
    "lower_hand",
    "make_cluster",
    "mark_for_product",
    "note_unclear_point",
    "offer_lead",
    "open_following",
    "pause_item",
    "place_card",
    "place_cluster",
    "place_hand",
    "raise_hand",
    "remove_card",
    "remove_unclear_point",
    "rename_cluster",
    "renew_following",
    "restore_card",
    "resume_item",
    "settle_unclear_point",
    "sort_hands",
    "start_item",
    "step_back",
    "step_down",
    "swap_items",
    "take_along",
    "take_care_of",
    "take_in_again",
    "take_in_section",
    "take_on_product",
    "take_poster_away",
    "undo_retiming",
    "use_retiming",
    "withdraw_lead",
    "write_card",
    "write_proceeding",
    "write_section",
]
