"""When a round may begin and move on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import BOARDS, Behaviour, Speaking
from pejl.room.models import Contribution, ItemRun, Round, Turn
from pejl.room.names import (
    LONGEST_EXTENSION,
    LONGEST_SILENCE,
    TURN_SECONDS,
    NotYetHeard,
    RoundOrder,
    RoundPhase,
    TurnState,
)
from pejl.room.policies.turns import speaking


def has_rounds(item: AgendaItem) -> bool:
    """Whether everybody may be asked in turn here: where that is how one speaks, and in any group."""
    return item.speaking == Speaking.IN_TURN or item.behaviour == Behaviour.GROUP


def is_silence(item: AgendaItem) -> bool:
    """Whether everybody thinks for themselves here, without a board to write on; a break is no task."""
    return item.speaking == Speaking.NOBODY and item.behaviour not in (*BOARDS, Behaviour.BREAK)


def is_written_to(item: AgendaItem) -> bool:
    """Whether one writes something of one's own to it; what one takes along has a page that outlives the meeting."""
    return (has_rounds(item) or is_silence(item)) and item.behaviour != Behaviour.GATHER_LEARNING


def require_round_here(item: AgendaItem) -> None:
    """Refuse a round where nobody speaks in turn, or where one goes on already, or where the item does not run."""
    if not has_rounds(item):
        raise Refusal(_("Everybody does not speak in turn here. Change who speaks in the item first."))
    above = [item.pk, item.parent_id, item.parent.parent_id if item.parent else None]
    if not ItemRun.objects.running().filter(item__in=[pk for pk in above if pk]).exists():
        raise Stale(_("A round begins while its item is going on: “%(item)s” is not.") % {"item": item.label})
    if Round.objects.going_on().filter(item=item).exists():
        raise Stale(_("A round is already going on here: somebody pressed before you."))


def require_lengths(silence_seconds: int, writing_seconds: int, turn_seconds: int | None) -> None:
    """Refuse lengths that no round has."""
    for field, seconds in (("silence_seconds", silence_seconds), ("writing_seconds", writing_seconds)):
        if not 0 <= seconds <= LONGEST_SILENCE:
            raise Invalid(_("Choose up to a quarter of an hour."), field=field)
    if turn_seconds is not None and turn_seconds not in TURN_SECONDS:
        raise Invalid(_("Choose from ten seconds to half an hour for each."), field="turn_seconds")


def require_extension(seconds: int) -> None:
    """Refuse to add nothing, and more than anybody wants to listen to."""
    if not 0 < seconds <= LONGEST_EXTENSION:
        raise Invalid(_("Add up to ten minutes at a time."), field="seconds")


def require_somebody_here(people: Sequence[object]) -> None:
    """Refuse a round of nobody."""
    if not people:
        raise Refusal(_("Nobody is noted as here yet. Note who is here, and begin then."))


def require_as_seen(row: Round, expected_version: int, turns: Sequence[Turn]) -> None:
    """Refuse a press on a round that is over, or that has moved since: two who press together move one step."""
    if row.ended_at is not None:
        raise Stale(_("The round is over: somebody pressed before you."))
    if row.version == expected_version:
        return
    now = speaking(turns)
    if now is None:
        raise Stale(_("The round has moved on: somebody pressed before you. Look, and press again if it is needed."))
    raise Stale(_("%(name)s has the turn now: somebody pressed before you. Look.") % {"name": now.person.name})


def require_in_turn(row: Round) -> None:
    """Refuse to move turns while everybody is silent or writes."""
    if row.phase != RoundPhase.SPEAKING:
        raise Refusal(_("Nobody speaks yet. End the silence first."))


def require_somebody_speaks(turns: Sequence[Turn]) -> Turn:
    """Whoever speaks; refuse where nobody does."""
    now = speaking(turns)
    if now is None:
        raise Refusal(_("Nobody has the turn now."))
    return now


def require_askable(turn: Turn | None, *, by_lead: bool) -> Turn:
    """Refuse to ask somebody again who has spoken, or who is not in the round.

    Whoever speaks chooses among those who wait; who leads may also ask who passed or was away.
    """
    turn = require_in_round(turn)
    told = {"name": turn.person.name}
    if turn.state in (TurnState.DONE, TurnState.SPEAKING):
        raise Refusal(_("%(name)s has had the turn already.") % told)
    if turn.state != TurnState.WAITING and not by_lead:
        raise Refusal(_("Choose somebody who waits for the turn: %(name)s does not.") % told)
    return turn


def require_chosen(row: Round) -> None:
    """Refuse whoever speaks to choose the next where the order is given."""
    if row.order != RoundOrder.CHOSEN:
        raise Refusal(_("The order is given in this round: say that you are done, and the next is asked."))


def require_in_round(turn: Turn | None) -> Turn:
    """The turn of somebody; refuse for whoever has none."""
    if turn is None:
        raise Refusal(_("Only those who are here have a turn. Note who is here first."))
    return turn


def require_clock(row: Round) -> None:
    """Refuse to add to a clock that nobody set."""
    if row.phase_seconds is None:
        raise Refusal(_("Nobody counts the time of a turn in this round."))


def require_all_heard(unheard: Sequence[Turn], *, is_confirmed: bool) -> None:
    """Say who has not spoken before a round is ended without them."""
    if unheard and not is_confirmed:
        names = ", ".join(turn.person.name for turn in unheard)
        sentence = ngettext(
            "%(names)s has not spoken yet. End the round all the same?",
            "%(names)s have not spoken yet. End the round all the same?",
            len(unheard),
        )
        raise NotYetHeard(sentence % {"names": names})


def require_written_to(item: AgendaItem) -> None:
    """Refuse something written to an item that is no round."""
    if not is_written_to(item):
        raise Refusal(_("This is not a round that one writes to."))


def require_contribution_as_seen(contribution: Contribution | None, expected_version: int | None) -> None:
    """Refuse to overwrite what one wrote elsewhere in between."""
    if (contribution.version if contribution else None) == expected_version:
        return
    if contribution is None:
        raise Stale(_("You have deleted this elsewhere in between. Save it if it is to stand here all the same."))
    told = {"text": contribution.text}
    raise Stale(_("You have changed this elsewhere in between. There it reads: “%(text)s”") % told)
