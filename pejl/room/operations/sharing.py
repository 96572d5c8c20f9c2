"""A shared template, decided on the spot: what was decided, and who makes it, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_leads
from pejl.room import policies
from pejl.room.models import Card, JointDecision, ProductDuty
from pejl.room.operations.cards import mark_for_product
from pejl.room.operations.outcomes import decide_together, take_on_product


@dataclass(frozen=True)
class SharedTemplate:
    """What was decided, and who makes it."""

    decision: JointDecision
    duty: ProductDuty


@transaction.atomic
def decide_on_template(
    *, meeting: Meeting, title: str, person: Person, cards: Sequence[Card], by: Person, now: datetime
) -> SharedTemplate:
    """Decide that a template is made from these cards, and by whom: a leader, once the meeting has agreed aloud.

    Cards that were not chosen for the product are. Raises Refusal where nothing is chosen.
    """
    require_leads(by, meeting)
    tidy.require_words(title, field="title")
    policies.require_cards_of(cards, meeting)
    what = tidy.line(title).strip()
    for card in cards:
        mark_for_product(card=card, is_for_product=True, by=by, now=now)
    decided = _("We make a shared template: %(title)s") % {"title": what}
    return SharedTemplate(
        decision=decide_together(meeting=meeting, text=decided, by=by, now=now),
        duty=take_on_product(meeting=meeting, person=person, what=what, by=by, now=now),
    )
