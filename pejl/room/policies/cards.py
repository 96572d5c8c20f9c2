"""When a card may be put up, changed and brought back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import BOARDS, Authorship, Behaviour, State
from pejl.room.models import Card, ItemRun
from pejl.room.names import SentBefore
from pejl.room.policies.running import require_open


def has_board(item: AgendaItem) -> bool:
    """Whether cards are put up in an item; group work with groups in it has its boards there."""
    return item.behaviour in BOARDS and not (item.behaviour == Behaviour.GROUPS and item.children.exists())


def authorship_of(item: AgendaItem) -> str:
    """What is kept of who wrote a card here: as planned until the first card, which fixes it."""
    fixed = Card.objects.filter(item=item).values_list("authorship", flat=True).first()
    return str(fixed or planned_authorship_of(item))


def planned_authorship_of(item: AgendaItem) -> str:
    """The mode before the first card; a group follows its group work."""
    return item.parent.authorship if item.parent else item.authorship


def require_board_open(item: AgendaItem) -> None:
    """Refuse a card where there is no board, or none yet.

    A board stays open after its item is finished: what somebody was still writing then is not lost.
    """
    require_open(item.meeting)
    if not has_board(item):
        raise Refusal(_("No cards are put up here."))
    has_begun = ItemRun.objects.filter(item__in=[item.pk, item.parent_id]).exists()
    if item.meeting.state == State.RUNNING and not has_begun:
        raise Refusal(_("This board opens when “%(item)s” begins.") % {"item": (item.parent or item).label})


def require_expected_authorship(item: AgendaItem, actual: str, expected: str | None) -> None:
    """Refuse a card whose writer was told something else about what is kept of the author."""
    if expected is None or expected == actual:
        return
    told = {"mode": Authorship(actual).label}
    raise Stale(_("What is kept of who writes here has been changed: now it is “%(mode)s”. Send again if so.") % told)


def require_same_card(sent: Card, digest: str, by: Person) -> None:
    """Refuse another card under a key that is taken; the same one sent again is recognised."""
    is_other_person = sent.author_id is not None and sent.author_id != by.pk
    if sent.sent_digest != digest or is_other_person:
        raise SentBefore(_("Another card was already sent from here. Send once more, and this becomes a new card."))


def require_version(card: Card, expected: int) -> None:
    """Refuse to overwrite what somebody else wrote in between."""
    if card.version != expected:
        sentence = _("The card has been changed in between. This is how it reads now: “%(text)s”")
        raise Stale(sentence % {"text": card.text})


def require_standing(card: Card) -> None:
    """Refuse to work on a card that is no longer there."""
    if card.removed_at is not None:
        raise Stale(_("The card has been taken away in between."))


def require_restorable(card: Card, now: datetime) -> None:
    """Refuse to bring back what was taken away long ago."""
    if card.removed_at is not None and not card.is_restorable(now):
        raise Refusal(_("The card was taken away too long ago to be brought back. Write it again."))
