"""The agenda of a coordination meeting, composed from what lies before the group."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.learning.queries.coordination import Points
from pejl.meetings.names import Behaviour, ItemDefinition, Speaking

OPENING = CLOSING = 5  # minutes
# What is short because there is nothing on it yet.
BARE = 5


def agenda_for(points: Points) -> list[ItemDefinition]:
    """The items of a coordination meeting, in the order of system.md: open agreements and joint
    decisions, the theme table, the next meetings, unclear points, products due; between an opening and a closing.

    Agreements, decisions, unclear points and products are left out where there are none: nothing is to be said about
    them. The theme table and the next meetings stay and are short instead: a group without them asks why.

    The texts tell how much there is and never its titles. An agenda is read by everybody invited, printed and kept;
    the points themselves stand on the meeting's page, each for those who may see it, as they are at that moment.
    It is written in the job centre's language, as all content is.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = (
            _opening(),
            _agreements(points),
            _decisions(points),
            _themes(points),
            _next_meetings(points),
            _unclear(points),
            _products(points),
            _closing(),
        )
    return [item for item in found if item is not None]


def _minutes(number: int, *, each: int, least: int, most: int) -> int:
    """So many minutes for each of them, within reason, in steps of five."""
    return min(max(-(-number * each // 5) * 5, least), most)


def _opening() -> ItemDefinition:
    questions = _("What have you heard from colleagues since last time?\nWhat should be settled when we part?")
    label = _("Welcome, and what we are to get through")
    return ItemDefinition(Behaviour.FRAMING, label, OPENING, questions=questions, speaking=Speaking.PRESENTER)


def _agreements(points: Points) -> ItemDefinition | None:
    number, late = len(points.agreements), points.overdue
    if not number:
        return None
    said = ngettext("%(num)d agreement is open.", "%(num)d agreements are open.", number) % {"num": number}
    if late:
        said += " " + ngettext("%(num)d is past its day.", "%(num)d are past their day.", late) % {"num": late}
    return ItemDefinition(
        Behaviour.COORDINATION,
        _("Open agreements"),
        _minutes(number, each=2, least=5, most=20),
        purpose=said,
        questions=_("What is done, and what stands in the way?\nWho needs help, or another day?"),
        speaking=Speaking.IN_TURN,
    )


def _decisions(points: Points) -> ItemDefinition | None:
    number = len(points.decisions)
    if not number:
        return None
    said = ngettext("%(num)d joint decision is still open.", "%(num)d joint decisions are still open.", number)
    return ItemDefinition(
        Behaviour.COORDINATION,
        _("Joint decisions"),
        _minutes(number, each=2, least=5, most=15),
        purpose=said % {"num": number},
        questions=_("What do we do by now, and what is in the way?\nIs there anything to decide anew?"),
    )


def _themes(points: Points) -> ItemDefinition:
    number = points.number_waiting
    said = _("No theme waits for a decision.")
    questions = _("What do colleagues need to know more about, and who asks them?")
    if number:
        said = ngettext("%(num)d theme waits for a decision.", "%(num)d themes wait for a decision.", number)
        said %= {"num": number}
        questions = _("What is next, what is for later, and what do we say to those who proposed it?")
    minutes = _minutes(number, each=4, least=10, most=30) if number else BARE
    return ItemDefinition(Behaviour.PLENARY, _("The theme table"), minutes, purpose=said, questions=questions)


def _next_meetings(points: Points) -> ItemDefinition:
    planned, chosen = len(points.coming), points.number_chosen
    said = _("No learning meeting is planned.")
    if planned:
        said = ngettext("%(num)d learning meeting is ahead.", "%(num)d learning meetings are ahead.", planned)
        said %= {"num": planned}
    if chosen:
        more = ngettext(
            "%(num)d chosen theme has no meeting yet.", "%(num)d chosen themes have no meeting yet.", chosen
        )
        said += " " + more % {"num": chosen}
    asked = _("How far is the plan, and who has not said yes yet?\nWhom have we forgotten to invite?")
    questions = asked if planned else _("Which theme is to have the next meeting, when, and who leads it?")
    minutes = _minutes(2 * planned + chosen, each=5, least=10, most=20) if planned or chosen else BARE
    return ItemDefinition(
        Behaviour.COORDINATION, _("The next learning meeting"), minutes, purpose=said, questions=questions
    )


def _unclear(points: Points) -> ItemDefinition | None:
    number, untended = len(points.unclear), points.untended
    if not number:
        return None
    said = ngettext("%(num)d point is still unclear.", "%(num)d points are still unclear.", number) % {"num": number}
    if untended:
        more = ngettext("Nobody takes care of %(num)d.", "Nobody takes care of %(num)d of them.", untended)
        said += " " + more % {"num": untended}
    return ItemDefinition(
        Behaviour.COORDINATION,
        _("Still unclear"),
        _minutes(number, each=3, least=5, most=15),
        purpose=said,
        questions=_("Who finds out, and by when?\nWhat has become clear, and who should hear it?"),
    )


def _products(points: Points) -> ItemDefinition | None:
    promised, reviews = len(points.duties), len(points.reviews)
    told = []
    if promised:
        said = ngettext("%(num)d product is promised and not begun.", "%(num)d are promised and not begun.", promised)
        told.append(said % {"num": promised})
    if reviews:
        said = ngettext("%(num)d guide is to be looked over.", "%(num)d guides are to be looked over.", reviews)
        told.append(said % {"num": reviews})
    if not told:
        return None
    return ItemDefinition(
        Behaviour.COORDINATION,
        _("Products due"),
        _minutes(promised + reviews, each=3, least=5, most=15),
        purpose=" ".join(told),
        questions=_("Who writes, who helps, and when is it ready?\nDoes what we wrote still hold?"),
    )


def _closing() -> ItemDefinition:
    label = _("Who does what until next time?")
    return ItemDefinition(Behaviour.GATHER_LEARNING, label, CLOSING, speaking=Speaking.IN_TURN)
