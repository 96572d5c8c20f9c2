"""Who may be in the room, and who may change what stands there."""

from pejl.room.permissions.boards import (
    is_seated,
    may_arrange,
    may_choose,
    may_take_poster_away,
    require_may_arrange,
    require_may_choose,
    require_may_take_poster_away,
)
from pejl.room.permissions.cards import (
    may_change_card,
    require_may_change_card,
)
from pejl.room.permissions.leading import (
    may_accept_lead,
    may_ask_for_lead,
    may_decline_lead,
    may_withdraw_lead,
    require_may_accept_lead,
    require_may_ask_for_lead,
    require_may_decline_lead,
    require_may_withdraw_lead,
)
from pejl.room.permissions.outcomes import (
    may_name,
    may_say_how_it_goes_on,
    require_may_link,
    require_may_name,
    require_may_say_how_it_goes_on,
)
from pejl.room.permissions.parked import require_may_settle
from pejl.room.permissions.queue import (
    may_order_hands,
    require_may_lower,
    require_may_order_hands,
)
from pejl.room.permissions.reading import (
    may_read,
    require_may_read,
)
from pejl.room.permissions.rounds import (
    may_lead_round,
    require_may_lead_round,
    require_may_move,
    require_own,
)

__all__ = [
    "is_seated",
    "may_accept_lead",
    "may_arrange",
    "may_ask_for_lead",
    "may_change_card",
    "may_choose",
    "may_decline_lead",
    "may_lead_round",
    "may_name",
    "may_order_hands",
    "may_read",
    "may_say_how_it_goes_on",
    "may_take_poster_away",
    "may_withdraw_lead",
    "require_may_accept_lead",
    "require_may_arrange",
    "require_may_ask_for_lead",
    "require_may_change_card",
    "require_may_choose",
    "require_may_decline_lead",
    "require_may_lead_round",
    "require_may_link",
    "require_may_lower",
    "require_may_move",
    "require_may_name",
    "require_may_order_hands",
    "require_may_read",
    "require_may_say_how_it_goes_on",
    "require_may_settle",
    "require_may_take_poster_away",
    "require_may_withdraw_lead",
    "require_own",
]
