"""What people do in a meeting, in no order: each deed is one press by somebody, of what there is to press.

Nobody whose page is open writes a card of their own: of that the answer tells them alone (test_own_card).
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from django.db import transaction

from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.names import Behaviour
from pejl.room import operations
from pejl.room.models import Card, Cluster, Hand, ProductDuty, Round, UnclearPoint
from pejl.room.names import CardKind, HandKind
from tests.live.stage import Stage

Deed = Callable[[Stage, Random], object]

DEEDS: list[Deed] = []


class NothingToPress(Exception):
    """Nobody could do this now: what it is done to is not there."""


def deed(done: Deed) -> Deed:
    """Let a function be something that people do."""
    DEEDS.append(done)
    return done


def prepare(stage: Stage) -> None:
    """Boards that several have written on, and everybody there."""
    for person in (stage.bo, stage.emil, stage.grethe):
        meetings.come(meeting=stage.meeting, person=person, **stage.by(person))
    stage.start(stage.plenary)
    for person in (stage.bo, stage.emil, stage.grethe, stage.anna):
        stage.card(stage.plenary, f"Fra {person.name}", person)
    stage.start(stage.work)
    for person in (stage.bo, stage.emil):
        stage.card(stage.one, f"I gruppen, {person.name}", person)


def do(stage: Stage, chance: Random) -> str:
    """One deed that somebody may do now; returns what it is called. What is refused leaves nothing behind."""
    while True:
        chosen = chance.choice(DEEDS)
        try:
            with transaction.atomic():
                chosen(stage, chance)
        except (Refusal, NothingToPress):
            continue
        return chosen.__name__


def one_of(chance: Random, rows: Any) -> Any:
    """Some row. Raises NothingToPress where there is none."""
    found = list(rows)
    if not found:
        raise NothingToPress
    return chance.choice(found)


def somebody(stage: Stage, chance: Random) -> Person:
    """Somebody who takes part or leads."""
    person: Person = chance.choice([stage.anna, stage.dorte, stage.bo, stage.emil, stage.grethe])
    return person


def a_card(stage: Stage, chance: Random, **where: object) -> Card:
    """Some card that stands on a board."""
    card: Card = one_of(chance, Card.objects.filter(meeting=stage.meeting, removed_at=None, **where).order_by("pk"))
    return card


def some_words(chance: Random) -> str:
    """Words that sort differently each time."""
    return f"{chance.choice(['Ring', 'Ændr', 'åbn', 'Skriv', 'Bed'])} {chance.randrange(1000)}"


@deed
def write(stage: Stage, chance: Random) -> object:
    item = chance.choice([stage.plenary, stage.two])
    return stage.card(item, some_words(chance), stage.grethe, chance.choice(list(CardKind)))


@deed
def change(stage: Stage, chance: Random) -> object:
    card = a_card(stage, chance)
    told = {"kind": card.kind, "text": some_words(chance), "expected_version": card.version}
    return operations.change_card(card=card, **told, **stage.by(somebody(stage, chance)))


@deed
def change_kind(stage: Stage, chance: Random) -> object:
    card, kind = a_card(stage, chance), chance.choice(list(CardKind))
    by = stage.by(somebody(stage, chance))
    return operations.change_kind(card=card, kind=kind, expected_version=card.version, **by)


@deed
def remove(stage: Stage, chance: Random) -> object:
    return operations.remove_card(card=a_card(stage, chance), **stage.by(stage.anna))


@deed
def restore(stage: Stage, chance: Random) -> object:
    gone = Card.objects.filter(meeting=stage.meeting, removed_at__isnull=False).order_by("pk")
    return operations.restore_card(card=one_of(chance, gone), **stage.by(stage.anna))


@deed
def choose(stage: Stage, chance: Random) -> object:
    is_chosen = chance.random() < 0.7
    card = a_card(stage, chance)
    return operations.mark_for_product(card=card, is_for_product=is_chosen, **stage.by(somebody(stage, chance)))


@deed
def lay(stage: Stage, chance: Random) -> object:
    card, item = a_card(stage, chance), chance.choice([stage.plenary, stage.one, stage.two])
    clusters: list[Cluster | None] = [None, *Cluster.objects.filter(item=item).order_by("pk")]
    where = {"item": item, "cluster": chance.choice(clusters), "expected_version": card.version}
    return operations.place_card(card=card, **where, **stage.by(stage.anna))


@deed
def make_cluster(stage: Stage, chance: Random) -> object:
    item = chance.choice([stage.plenary, stage.one, stage.two])
    cards = [a_card(stage, chance, item=item)]
    return operations.make_cluster(item=item, title=some_words(chance), cards=cards, **stage.by(stage.anna))


@deed
def dissolve(stage: Stage, chance: Random) -> object:
    cluster = one_of(chance, Cluster.objects.filter(item__meeting=stage.meeting).order_by("pk"))
    return operations.dissolve_cluster(cluster=cluster, expected_version=cluster.version, **stage.by(stage.anna))


@deed
def raise_hand(stage: Stage, chance: Random) -> object:
    return stage.hand(somebody(stage, chance), some_words(chance), chance.choice([HandKind.NEW, HandKind.CLARIFYING]))


@deed
def lower_hand(stage: Stage, chance: Random) -> object:
    hand = one_of(chance, Hand.objects.filter(meeting=stage.meeting).order_by("pk"))
    return operations.lower_hand(hand=hand, **stage.by(stage.anna))


@deed
def give_floor(stage: Stage, chance: Random) -> object:
    hand = one_of(chance, Hand.objects.filter(meeting=stage.meeting).order_by("pk"))
    return operations.give_floor(hand=hand, expected_speaking=None, **stage.by(stage.dorte))


@deed
def go_on(stage: Stage, chance: Random) -> object:
    item = chance.choice([stage.check_in, stage.plenary, stage.work, stage.gathering, stage.coordination])
    return operations.start_item(item=item, **stage.press(stage.dorte))


@deed
def add_minutes(stage: Stage, chance: Random) -> object:
    return operations.add_minutes(meeting=stage.meeting, minutes=chance.choice([1, 5]), **stage.press())


@deed
def pause(stage: Stage, chance: Random) -> object:
    press = chance.choice([operations.pause_item, operations.resume_item])
    return press(meeting=stage.meeting, **stage.press())


@deed
def insert(stage: Stage, chance: Random) -> object:
    pause = {"behaviour": Behaviour.BREAK, "label": some_words(chance), "minutes": 5}
    return operations.insert_item(meeting=stage.meeting, **pause, begins=chance.random() < 0.5, **stage.press())


@deed
def come_and_go(stage: Stage, chance: Random) -> object:
    person = chance.choice([stage.bo, stage.emil, stage.grethe])
    press = chance.choice([meetings.come, meetings.go])
    return press(meeting=stage.meeting, person=person, **stage.by(stage.anna))


@deed
def begin_round(stage: Stage, chance: Random) -> object:
    return operations.begin_round(item=stage.check_in, turn_seconds=60, **stage.by(stage.anna))


@deed
def move_on(stage: Stage, chance: Random) -> object:
    row = one_of(chance, Round.objects.filter(item__meeting=stage.meeting, ended_at=None).order_by("pk"))
    press = chance.choice([operations.next_turn, operations.pass_turn])
    return press(**stage.seen(row))


@deed
def park(stage: Stage, chance: Random) -> object:
    point = {"text": some_words(chance), "caretaker": None, "item": stage.plenary}
    return operations.note_unclear_point(meeting=stage.meeting, **point, **stage.by(stage.anna))


@deed
def settle(stage: Stage, chance: Random) -> object:
    point = one_of(chance, UnclearPoint.objects.filter(meeting=stage.meeting).order_by("pk"))
    return operations.settle_unclear_point(point=point, **stage.by(stage.anna))


@deed
def take_on(stage: Stage, chance: Random) -> object:
    duty = {"person": somebody(stage, chance), "what": some_words(chance)}
    return operations.take_on_product(meeting=stage.meeting, **duty, **stage.by(stage.anna))


@deed
def drop(stage: Stage, chance: Random) -> object:
    duty = one_of(chance, ProductDuty.objects.filter(meeting=stage.meeting).order_by("pk"))
    return operations.drop_product_duty(duty=duty, **stage.by(stage.anna))


@deed
def decide(stage: Stage, chance: Random) -> object:
    return operations.decide_together(meeting=stage.meeting, text=some_words(chance), **stage.by(stage.anna))
