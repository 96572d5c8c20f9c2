"""When learning meetings can be planned and their product begun, and what a plan still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.formats import durations
from pejl.foundation.refusals import Invalid, Refusal
from pejl.guidance.models import Product
from pejl.learning.names import EXPECTED, LEADERS, LONGEST, SETTLED
from pejl.meetings.models import Meeting
from pejl.meetings.names import BEGUN, Behaviour
from pejl.meetings.queries import TimedItem, lacks_break, lacks_room, lacks_time_to_come, lacks_yes, people_of
from pejl.room.models import Card, ProductDuty
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState


def require_plannable_theme(theme: Theme) -> None:
    """Refuse a theme that the group has declined, that goes on as another or was withdrawn."""
    if theme.state == ThemeState.WITHDRAWN:
        raise Refusal(_("This theme gets no meeting: it is withdrawn. Somebody who needs it can take it over first."))
    if theme.state in SETTLED:
        raise Refusal(_("This theme gets no meeting: it is declined or part of another. Decide on it again first."))


def require_begun(meeting: Meeting) -> None:
    """Refuse to write down what has not been said yet."""
    if meeting.state not in BEGUN:
        raise Refusal(_("The product is begun from what is said at the meeting: when it has begun."))


def require_chosen(cards: Sequence[Card]) -> None:
    """Refuse to send nothing."""
    if not cards:
        raise Refusal(_("No card is chosen for the product yet. Let each group choose first."))


def require_product_of(product: Product, meeting: Meeting) -> None:
    """Refuse a product that came of another meeting."""
    if (product.source_kind, product.source_id) != ("meeting", meeting.pk):
        raise Invalid(_("Choose a product of this meeting."), field="product")


def require_of_meeting(cards: Iterable[Card], duty: ProductDuty | None, meeting: Meeting) -> None:
    """Refuse cards and a duty of another meeting, and a duty that has its product already."""
    if any(card.meeting_id != meeting.pk or card.removed_at is not None for card in cards):
        raise Invalid(_("Choose cards of this meeting."), field="cards")
    if duty is None:
        return
    if duty.meeting_id != meeting.pk:
        raise Invalid(_("Choose somebody who took it on at this meeting."), field="duty")
    if duty.product_id is not None:
        raise Refusal(_("This guide is begun already. Find it on the meeting's page."), field="duty")


def theme_warning(theme: Theme) -> str:
    """What to think of before planning a meeting on a theme, or nothing."""
    if theme.state in EXPECTED:
        return ""
    told = {"state": theme.get_state_display()}
    return _("The working group has not chosen this theme as one of the next: it is “%(state)s”.") % told


def warnings_of(meeting: Meeting, agenda: Sequence[TimedItem], *, leaders: int, now: datetime) -> list[str]:
    """What the plan of a learning meeting still lacks, and why it matters (system.md, B3). Warns, never blocks."""
    return [
        warning
        for warning in (
            lacks_time_to_come(meeting, now),
            _leaders(leaders),
            _too_long(agenda),
            _lacks(agenda, Behaviour.FRAMING, _("There is no framing: nobody hears why this theme, and why now.")),
            _lacks(
                agenda,
                Behaviour.PRODUCT_DUTY,
                _("Nobody is asked to make the product: agree early who writes down what you find out."),
            ),
            _lacks(
                agenda,
                Behaviour.GATHER_LEARNING,
                _("There is no round on what everybody learned: what is said aloud is what gets used on Monday."),
            ),
            lacks_break(agenda),
            lacks_yes(meeting, agenda),
            lacks_room(meeting, people_of(meeting, agenda)),
        )
        if warning
    ]


def _leaders(number: int) -> str:
    if number == LEADERS:
        return ""
    return _("Two lead a meeting best, a head or coordinator together with a caseworker. Now it is %(number)d.") % {
        "number": number
    }


def _too_long(agenda: Sequence[TimedItem]) -> str:
    if not agenda or (lasts := max(timed.ends_at for timed in agenda) - agenda[0].starts_at) <= LONGEST:
        return ""
    told = {"length": durations.minutes(lasts)}
    return _("The agenda takes %(length)s. After three hours nobody learns any more: leave something out.") % told


def _lacks(agenda: Sequence[TimedItem], behaviour: str, warning: str) -> str:
    return "" if any(timed.item.behaviour == behaviour for timed in agenda) else warning
