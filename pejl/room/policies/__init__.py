"""When something may happen in the room, whoever asks."""

from pejl.room.policies.boards import (
    kinds_for,
    require_all_there,
    require_cluster_version,
    require_free_title,
    require_kind,
    require_movable_to,
    require_on_board,
    require_picture,
    require_room_for_cluster,
    require_seen_place,
)
from pejl.room.policies.cards import (
    authorship_of,
    has_board,
    planned_authorship_of,
    require_board_open,
    require_expected_authorship,
    require_restorable,
    require_same_card,
    require_standing,
    require_version,
)
from pejl.room.policies.following import (
    may_be_followed,
    require_expected_code,
    require_not_over,
)
from pejl.room.policies.minutes import (
    require_being_written,
    require_section,
    require_section_version,
)
from pejl.room.policies.outcomes import (
    require_follow_up_day,
    require_in_the_meeting,
    require_not_begun,
    require_proceeding_version,
    require_something_said,
)
from pejl.room.policies.queue import (
    require_expected_floor,
    require_hand_kind,
    require_in_line,
    require_queue_open,
    require_same_hand,
    require_speaking,
    require_waiting,
)
from pejl.room.policies.running import (
    require_expected,
    require_open,
    require_startable,
)

__all__ = [
    "authorship_of",
    "has_board",
    "kinds_for",
    "may_be_followed",
    "planned_authorship_of",
    "require_all_there",
    "require_being_written",
    "require_board_open",
    "require_cluster_version",
    "require_expected",
    "require_expected_authorship",
    "require_expected_code",
    "require_expected_floor",
    "require_follow_up_day",
    "require_free_title",
    "require_hand_kind",
    "require_in_line",
    "require_in_the_meeting",
    "require_kind",
    "require_movable_to",
    "require_not_begun",
    "require_not_over",
    "require_on_board",
    "require_open",
    "require_picture",
    "require_proceeding_version",
    "require_queue_open",
    "require_restorable",
    "require_room_for_cluster",
    "require_same_card",
    "require_same_hand",
    "require_section",
    "require_section_version",
    "require_seen_place",
    "require_something_said",
    "require_speaking",
    "require_standing",
    "require_startable",
    "require_version",
    "require_waiting",
]
