"""The cards that were chosen go to guidance in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations as guidance
from pejl.guidance import queries as guidance_queries
from pejl.guidance.models import Kind as ProductKind
from pejl.guidance.models import Product
from pejl.learning import permissions, policies, queries
from pejl.learning.models import LearningMeeting
from pejl.learning.operations.meetings import quote_of, start_guide
from pejl.meetings.models import Meeting


@dataclass(frozen=True)
class Gathered:
    """The product that has the chosen cards now, and how many of them it got by this."""

    product: Product
    number: int


@transaction.atomic
def gather(
    *,
    learning_meeting: LearningMeeting,
    by: Person,
    now: datetime,
    product: Product | None = None,
    kind: ProductKind | None = None,
) -> Gathered:
    """Give everything that is chosen to the product of the meeting: the one begun from it, or one that begins here.

    Pressed again, or after more is chosen, it gives what is new and doubles nothing. A product that begins here is
    called as whoever took it on called it, else as the theme, and is of ``kind``, or one that is written from cards.
    Raises Refusal where nothing is chosen.
    """
    meeting: Meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=learning_meeting.meeting_id)
    permissions.require_may_start_guide(by, meeting)
    policies.require_begun(meeting)
    if product is not None:
        policies.require_product_of(product, meeting)
    chosen = queries.chosen_at(meeting, product)
    policies.require_chosen(chosen.cards)
    if chosen.product is None:
        return Gathered(_begun(learning_meeting, chosen, kind, by=by, now=now), len(chosen.cards))
    quotes = [quote_of(card, meeting) for card in chosen.waiting]
    return Gathered(chosen.product, guidance.bring_quotes(product=chosen.product, quotes=quotes, by=by, now=now))


def _begun(
    learning_meeting: LearningMeeting, chosen: queries.Chosen, kind: ProductKind | None, *, by: Person, now: datetime
) -> Product:
    kind = kind or guidance_queries.kind_for_cards()
    if kind is None:
        raise Refusal(_("There is no kind of product to begin. Ask whoever looks after Pejl."))
    return start_guide(
        learning_meeting=learning_meeting,
        kind=kind,
        title=chosen.duty.what if chosen.duty else learning_meeting.theme.title,
        cards=chosen.cards,
        duty=chosen.duty,
        by=by,
        now=now,
    )
