"""How each section of the minutes composes itself from what was written in the meeting.

Nothing here asks the database, and nothing depends on who reads: what may not stand in the minutes does not come in
(``minutes.material_of``). Words are in the language that is active when they are composed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.agreements.models import Agreement, DecisionStep
from pejl.foundation.formats import dates, durations, times
from pejl.foundation.tenancy.models import Person
from pejl.meetings.names import lay_out
from pejl.room.models import Card, Proceeding, ProductDuty, UnclearPoint
from pejl.room.names import CardKind, Section
from pejl.room.queries.composing_parts import Composed, Entry, Material, Passage, Stretch
from pejl.room.queries.looking import HeldItem


def compose(key: Section, told: Material) -> Composed:
    """A section as it composes itself now, in the active language."""
    stretches = tuple(_stretches(told)) if key == Section.AGENDA else ()
    return Composed(key, tuple(_PASSAGES[key](told)), stretches)


def _opening(told: Material) -> Iterator[Passage]:
    if told.meeting.purposes:
        yield Passage(_("Purpose"), entries=tuple(map(Entry, told.meeting.purposes)))


def _agenda(told: Material) -> Iterator[Passage]:
    """Who was there, or where nobody has said so, who was to come. By name: the order tells nothing."""
    if told.present:
        yield Passage(_("Present"), _names(told.present))
    elif told.expected:
        yield Passage(_("Expected to come"), _names(told.expected))


def _stretches(told: Material) -> Iterator[Stretch]:
    """Beside what was first planned: new times taken on the way are no plan any more, nor is what was put in."""
    planned = _planned(told)
    return (_stretch(held, planned.get(held.item.pk)) for held in told.items)


def _planned(told: Material) -> dict[UUID, str]:
    """The span of each item as it was first planned, by item."""
    items = [held.item for held in told.items if held.item.inserted_at is None]
    laid = lay_out(told.meeting.starts_at, [(item.planned_minutes, item.locked_start) for item in items])
    return {
        item.pk: _span(times.clock(one.starts_at), times.clock(one.ends_at), item.planned_minutes)
        for item, one in zip(items, laid, strict=True)
    }


def _stretch(held: HeldItem, planned: str | None) -> Stretch:
    is_put_in = planned is None
    words = _("put in during the meeting") if planned is None else planned
    return Stretch(held.item.label, words, _actual(held), is_held=held.starts_at is not None, is_put_in=is_put_in)


def _actual(held: HeldItem) -> str:
    if held.starts_at is None:
        return _("left out") if held.phase == "skipped" else _("not yet")
    if held.ends_at is None:
        return _("from %(time)s") % {"time": times.clock(held.starts_at)}
    minutes = round(held.lasted(held.ends_at).total_seconds() / 60)
    return _span(times.clock(held.starts_at), times.clock(held.ends_at), minutes)


def _span(start: str, end: str, minutes: int) -> str:
    return f"{start}–{end}, {durations.minutes(minutes)}"


def _knowledge(told: Material) -> Iterator[Passage]:
    """Board by board: first what was put together under a heading, then the rest by its kind. Never who wrote it."""
    for board in told.boards:
        if not board.cards:
            continue
        yield Passage(board.item.label)
        lying = defaultdict[object, list[Card]](list)
        for card in board.cards:
            lying[card.cluster_id].append(card)
        for cluster in told.clusters:
            if cluster.item_id == board.item.pk and lying[cluster.pk]:
                yield _cards(cluster.title, lying[cluster.pk])
        for kind in CardKind:
            alike = [card for card in lying[None] if card.kind == kind]
            if alike:
                yield _cards(str(kind.label), alike)


def _cards(heading: str, cards: Sequence[Card]) -> Passage:
    entries = (Entry(card.text, standing=_("for the product") if card.is_for_product else "") for card in cards)
    return Passage(heading, entries=tuple(entries), is_minor=True)


def _learning(told: Material) -> Iterator[Passage]:
    """What was shared, and by whom: that is what sharing it means."""
    for _item_id, contributions in groupby(told.contributions, key=lambda one: one.item_id):
        written = list(contributions)
        yield Passage(written[0].item.label, entries=tuple(Entry(one.text, one.person.name) for one in written))
    for goal in told.goals:
        yield Passage(goal.person.name, goal.takes_along)
        if goal.will_introduce:
            yield Passage(_("Will introduce"), goal.will_introduce, is_minor=True)


def _decisions(told: Material) -> Iterator[Passage]:
    yield from _listed(Entry(one.text, standing=_became(told.became.get(one.pk))) for one in told.decisions)


def _became(step: DecisionStep | None) -> str:
    return str(step.get_state_display()) if step and step.state != DecisionStep.State.STANDS else ""


def _agreements(told: Material) -> Iterator[Passage]:
    yield from _listed(Entry(one.what, _by_whom(one.owner, one.due_on), _done(one)) for one in told.agreements)


def _done(agreement: Agreement) -> str:
    return "" if agreement.state == Agreement.State.OPEN else str(agreement.get_state_display())


def _by_whom(owner: Person, due_on: date | None) -> str:
    if due_on is None:
        return owner.name
    return _("%(name)s, by %(day)s") % {"name": owner.name, "day": dates.long(due_on)}


def _products(told: Material) -> Iterator[Passage]:
    """One line for each product, with all who make it."""
    making = defaultdict[str, list[ProductDuty]](list)
    for duty in told.duties:
        making[duty.what].append(duty)
    yield from _listed(
        Entry(what, ", ".join(map(_maker, duties)), _("Begun") if any(duty.product_id for duty in duties) else "")
        for what, duties in making.items()
    )


def _maker(duty: ProductDuty) -> str:
    return _holder(duty.person, duty.had_by)  # type: ignore[attr-defined]


def _holder(person: Person, had_by: str | None) -> str:
    """Who has it now, and who had it until they left."""
    return _("%(name)s, after %(other)s") % {"name": person.name, "other": had_by} if had_by else person.name


def _proceeding(told: Material) -> Iterator[Passage]:
    said = told.proceeding
    if said is None:
        return
    if said.making:
        yield Passage(_("How the products are made"), said.making)
    if said.dissemination:
        yield Passage(_("How it reaches colleagues"), said.dissemination)
    if said.has_follow_up is not None:
        yield Passage(_("Follow-up"), "\n".join(filter(None, [_follow_up(said), said.follow_up])))


def _follow_up(said: Proceeding) -> str:
    if not said.has_follow_up:
        return _("No follow-up is agreed.")
    if said.follow_up_on is None:
        return _("There is a follow-up; no day is proposed yet.")
    return _("Proposed for %(day)s.") % {"day": dates.with_weekday(said.follow_up_on)}


def _unclear(told: Material) -> Iterator[Passage]:
    yield from _listed(
        Entry(one.text, _caretaker(one), pgettext("unclear point", "Clear") if one.answered_at else "")
        for one in told.points
    )


def _caretaker(point: UnclearPoint) -> str:
    if point.caretaker is None:
        return _("nobody takes care of it yet")
    name = _holder(point.caretaker, point.had_by)  # type: ignore[attr-defined]
    return _("%(name)s takes care of it") % {"name": name}


def _listed(entries: Iterable[Entry]) -> Iterator[Passage]:
    if found := tuple(entries):
        yield Passage(entries=found)


def _names(people: Iterable[Person]) -> str:
    return ", ".join(person.name for person in people)


_PASSAGES: dict[Section, Callable[[Material], Iterator[Passage]]] = {
    Section.OPENING: _opening,
    Section.AGENDA: _agenda,
    Section.KNOWLEDGE: _knowledge,
    Section.LEARNING: _learning,
    Section.DECISIONS: _decisions,
    Section.AGREEMENTS: _agreements,
    Section.PRODUCTS: _products,
    Section.PROCEEDING: _proceeding,
    Section.UNCLEAR: _unclear,
}
