"""What the sections of the minutes consist of, and how each composes itself from what was written in the meeting.

Nothing here asks the database, and nothing depends on who reads: what may not stand in the minutes does not come in
(``minutes.material_of``). Words are in the language that is active when they are composed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.formats import dates, durations, times
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import lay_out
from pejl.room.models import Card, Cluster, Contribution, JointDecision, Proceeding, ProductDuty, UnclearPoint
from pejl.room.names import CardKind, Section
from pejl.room.queries.looking import Board, HeldItem


@dataclass(frozen=True)
class Entry:
    """A line of a list; ``note``: who and when; ``standing``: what became of it since, which the text leaves out."""

    text: str
    note: str = ""
    standing: str = ""

    @property
    def line(self) -> str:
        """As it stands in a text: on one line."""
        text = " ".join(self.text.split())
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True)
class Passage:
    """Prose, or a list, perhaps under a heading; ``is_minor`` where it belongs under the heading before."""

    heading: str = ""
    text: str = ""
    entries: tuple[Entry, ...] = ()
    is_minor: bool = False

    @property
    def written(self) -> str:
        """The passage as plain text."""
        below = "\n".join([*([self.text] if self.text else []), *(f"- {one.line}" for one in self.entries)])
        if not self.heading:
            return below
        return f"{self.heading}:\n{below}" if below else self.heading


@dataclass(frozen=True)
class Stretch:
    """An item of the agenda as planned and as held, in words; ``is_held`` where it has begun."""

    title: str
    planned: str
    actual: str
    is_held: bool = True

    @property
    def line(self) -> str:
        """As it stands in a text."""
        planned = _("planned %(time)s") % {"time": self.planned}
        held = _("held %(time)s") % {"time": self.actual} if self.is_held else self.actual
        return f"{self.title} ({planned}; {held})"


@dataclass(frozen=True)
class Composed:
    """A section as it composes itself."""

    key: Section
    passages: tuple[Passage, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.passages or self.stretches)

    @property
    def text(self) -> str:
        """The whole of it as plain text with simple lists: what a leader goes on writing from."""
        held = "\n".join(f"- {one.line}" for one in self.stretches)
        return "\n\n".join([*(one.written for one in self.passages), *([held] if held else [])])


@dataclass(frozen=True)
class Material:
    """All that the minutes are composed of. Goals and contributions are only those that were shared."""

    meeting: Meeting
    present: tuple[Person, ...]
    expected: tuple[Person, ...]
    items: tuple[HeldItem, ...]
    boards: tuple[Board, ...]
    clusters: tuple[Cluster, ...]
    goals: tuple[LearningGoal, ...]
    contributions: tuple[Contribution, ...]
    decisions: tuple[JointDecision, ...]
    agreements: tuple[Agreement, ...]
    duties: tuple[ProductDuty, ...]
    proceeding: Proceeding | None
    points: tuple[UnclearPoint, ...]


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
    """Beside what was first planned: new times that were taken on the way are no plan any more."""
    spans = [(held.item.planned_minutes, held.item.locked_start) for held in told.items]
    for held, planned in zip(told.items, lay_out(told.meeting.starts_at, spans), strict=True):
        minutes = held.item.planned_minutes
        yield _stretch(held, _span(times.clock(planned.starts_at), times.clock(planned.ends_at), minutes))


def _stretch(held: HeldItem, planned: str) -> Stretch:
    if held.starts_at is None:
        not_held = _("left out") if held.phase == "skipped" else _("not yet")
        return Stretch(held.item.label, planned, not_held, is_held=False)
    if held.ends_at is None:
        return Stretch(held.item.label, planned, _("from %(time)s") % {"time": times.clock(held.starts_at)})
    minutes = round(held.lasted(held.ends_at).total_seconds() / 60)
    return Stretch(held.item.label, planned, _span(times.clock(held.starts_at), times.clock(held.ends_at), minutes))


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
    yield from _listed(Entry(decision.text) for decision in told.decisions)


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
