"""Who speaks: rounds, hands, and what somebody wrote to a round."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.room import operations
from pejl.room.models import Hand
from pejl.room.names import HandKind
from tests.live.stage import Stage
from tests.live.stories import story, told


@story("round.begun")
def begin_round(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    operations.end_round(is_confirmed=True, **stage.seen(row))
    yield
    operations.begin_round(item=stage.check_in, writing_seconds=120, **stage.by(stage.anna))


@story("round.moved_on")
def move_on(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.next_turn(**stage.seen(row))


@story("round.moved_on")
def pass_by(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.pass_turn(**stage.seen(row))


@story("round.moved_on")
def on_from_silence(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    operations.end_round(is_confirmed=True, **stage.seen(row))
    quiet = operations.begin_round(item=stage.check_in, silence_seconds=120, **stage.by(stage.anna))
    yield
    operations.skip_phase(**stage.seen(quiet))


@story("round.joined")
def back_at_the_table(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    operations.mark_away(person=stage.emil, **stage.seen(row))
    yield
    operations.mark_back(person=stage.emil, **stage.seen(row))


@story("round.left")
def away_from_the_table(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.mark_away(person=stage.bo, **stage.seen(row))


@story("round.extended")
def extend_turn(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.extend_turn(seconds=60, **stage.seen(row))


@story("round.paused")
def pause_turn(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.pause_turn(**stage.seen(row))


@story("round.resumed")
def resume_turn(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    operations.pause_turn(**stage.seen(row))
    yield
    operations.resume_turn(**stage.seen(row))


@story("round.ended")
def end_round(stage: Stage) -> Iterator[None]:
    row = stage.circle()
    yield
    operations.end_round(is_confirmed=True, **stage.seen(row))


@story("hand.raised")
def raise_hand(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    stage.hand(stage.bo, "Hvad med lægen?")


@story("hand.changed")
def change_line(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    stage.hand(stage.bo, "Hvad med lægen?")
    yield
    stage.hand(stage.bo, "Hvad med lægens svar?")


@story("hand.lowered")
def lower_hand(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    hand = stage.hand(stage.bo)
    stage.hand(stage.emil)
    yield
    operations.lower_hand(hand=hand, **stage.by(stage.bo))


@story("hand.given_floor")
def give_floor(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    hand = stage.hand(stage.bo)
    stage.hand(stage.emil, kind=HandKind.CLARIFYING)
    yield
    operations.give_floor(hand=hand, expected_speaking=None, **stage.by(stage.anna))


@story("hand.done")
def hand_is_done(stage: Stage) -> Iterator[None]:
    told(give_floor, stage)
    speaking = Hand.objects.get(meeting=stage.meeting, person=stage.bo)
    yield
    operations.finish_hand(hand=speaking, **stage.by(stage.anna))


@story("hand.placed")
def place_hand(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    first, second = stage.hand(stage.bo), stage.hand(stage.emil)
    yield
    operations.place_hand(hand=second, before=first, expected_speaking=None, **stage.by(stage.anna))


@story("hand.sorted")
def sort_hands(stage: Stage) -> Iterator[None]:
    told(place_hand, stage)
    yield
    operations.sort_hands(meeting=stage.meeting, group=None, expected_speaking=None, **stage.by(stage.anna))


@story("contribution.shared")
def share(stage: Stage) -> Iterator[None]:
    stage.circle()
    written = {"item": stage.check_in, "text": "Mod til at ringe", "expected_version": None}
    row = operations.write_contribution(**written, **stage.by(stage.bo))
    yield
    operations.share_contribution(contribution=row, is_shared=True, **stage.by(stage.bo))


@story("contribution.unshared")
def share_no_more(stage: Stage) -> Iterator[None]:
    told(share, stage)
    row = stage.check_in.contributions.get()
    yield
    operations.share_contribution(contribution=row, is_shared=False, **stage.by(stage.bo))
