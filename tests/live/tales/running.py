"""What goes on: the meeting and its items, handing over, following, and who is here."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.room import operations, queries
from tests.live.stage import Stage
from tests.live.stories import story, told


@story("meeting.begun")
def begin(stage: Stage) -> Iterator[None]:
    yield
    operations.begin(meeting=stage.meeting, **stage.by(stage.anna))


@story("meeting.ended")
def end(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    stage.card(stage.plenary, "Ring først", stage.bo)
    yield
    operations.end(meeting=stage.meeting, **stage.press())


@story("meeting.ended")
def end_in_a_round(stage: Stage) -> Iterator[None]:
    stage.circle()
    yield
    operations.end(meeting=stage.meeting, **stage.press())


@story("meeting.closed")
def close(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    card = stage.card(stage.plenary, "Ring først", stage.bo)
    operations.end(meeting=stage.meeting, **stage.press())
    operations.remove_card(card=card, **stage.by(stage.bo))
    yield
    meetings.close(meeting=stage.meeting.again(), **stage.by(stage.anna))


@story("meeting.cancelled")
def cancel(stage: Stage) -> Iterator[None]:
    yield
    meetings.cancel(meeting=stage.meeting, reason="Sygdom", **stage.by(stage.anna))


@story("participants.taken_out")
def take_out(stage: Stage) -> Iterator[None]:
    meetings.invite(meeting=stage.meeting, people=[stage.hanne], **stage.by(stage.anna))
    yield
    meetings.take_out(meeting=stage.meeting, people=[stage.hanne], **stage.by(stage.anna))


@story("lead.replaced")
def replace_leader(stage: Stage) -> Iterator[None]:
    told = {name: getattr(stage.meeting, name) for name in ("title", "purposes", "place", "starts_at")}
    leaders = [stage.anna, stage.dorte, stage.grethe]
    meeting = meetings.change(
        meeting=stage.meeting, **told, leaders=leaders, expected_version=stage.meeting.version, **stage.by(stage.anna)
    )
    yield
    meetings.change(
        meeting=meeting, **told, leaders=leaders[:2], expected_version=meeting.version, **stage.by(stage.anna)
    )


@story("item.started")
def start(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    yield
    stage.start(stage.plenary)


@story("item.started")
def start_groups(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    stage.card(stage.plenary, "Ring først", stage.bo)
    yield
    stage.start(stage.work)


@story("item.started")
def start_gathering(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    stage.card(stage.one, "Fra os", stage.bo)
    stage.card(stage.two, "Fra dem", stage.grethe)
    yield
    stage.start(stage.gathering)


@story("item.finished")
def finish(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    operations.finish_item(item=stage.plenary, **stage.by(stage.anna))


@story("item.stepped_back")
def step_back(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    stage.start(stage.work)
    yield
    operations.step_back(meeting=stage.meeting, **stage.press())


@story("item.paused")
def pause(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    operations.pause_item(meeting=stage.meeting, **stage.press())


@story("item.resumed")
def resume(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    operations.pause_item(meeting=stage.meeting, **stage.press())
    yield
    operations.resume_item(meeting=stage.meeting, **stage.press())


@story("item.time_added")
def add_time(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    operations.add_minutes(meeting=stage.meeting, minutes=5, **stage.press())


@story("item.left_out")
def leave_out(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    yield
    operations.leave_out(item=stage.plenary, **stage.press())


@story("item.taken_in")
def take_in(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    operations.leave_out(item=stage.plenary, **stage.press())
    yield
    operations.take_in_again(item=stage.plenary, **stage.press())


@story("item.swapped")
def swap(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    yield
    seen = {"item": stage.work, "other": stage.plenary, "expected_position": stage.work.position}
    operations.swap_items(**seen, **stage.press())


@story("item.inserted")
def insert(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    yield
    pause = {"behaviour": Behaviour.BREAK, "label": "Luft", "minutes": 5, "begins": False}
    operations.insert_item(meeting=stage.meeting, **pause, **stage.press())


@story("item.inserted")
def insert_now(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    yield
    pause = {"behaviour": Behaviour.BREAK, "label": "Luft", "minutes": 5, "begins": True}
    operations.insert_item(meeting=stage.meeting, **pause, **stage.press())


@story("item.retimed")
def use_new_times(stage: Stage) -> Iterator[None]:
    stage.start(stage.check_in)
    AgendaItem.objects.filter(pk__in=[stage.plenary.pk, stage.work.pk]).update(may_shrink=True)
    suggestion = queries.new_times(queries.held_items(stage.meeting.again()), 6)
    assert suggestion is not None
    yield
    seen = {"minutes": suggestion.minutes, "digest": suggestion.digest}
    operations.use_retiming(meeting=stage.meeting, **seen, **stage.press())


@story("item.retimed")
def undo_new_times(stage: Stage) -> Iterator[None]:
    told(use_new_times, stage)
    yield
    operations.undo_retiming(meeting=stage.meeting, **stage.press())


@story("lead.offered")
def offer(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    operations.offer_lead(meeting=stage.meeting, to=stage.bo, **stage.by(stage.anna))


@story("lead.asked_for")
def ask_for(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    meetings.come(meeting=stage.meeting, person=stage.bo, **stage.by(stage.bo))
    yield
    operations.ask_for_lead(meeting=stage.meeting, **stage.by(stage.bo))


@story("lead.accepted")
def accept(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    offered = operations.offer_lead(meeting=stage.meeting, to=stage.grethe, **stage.by(stage.anna))
    yield
    operations.accept_lead(offer=offered, **stage.by(stage.grethe))


@story("lead.declined")
def decline(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    offered = operations.offer_lead(meeting=stage.meeting, to=stage.bo, **stage.by(stage.anna))
    yield
    operations.decline_lead(offer=offered, **stage.by(stage.bo))


@story("lead.withdrawn")
def withdraw(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    meetings.come(meeting=stage.meeting, person=stage.bo, **stage.by(stage.bo))
    asked = operations.ask_for_lead(meeting=stage.meeting, **stage.by(stage.bo))
    yield
    operations.withdraw_lead(offer=asked, **stage.by(stage.bo))


@story("lead.stepped_down")
def step_down(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    offered = operations.offer_lead(meeting=stage.meeting, to=stage.grethe, **stage.by(stage.anna))
    operations.accept_lead(offer=offered, **stage.by(stage.grethe))
    yield
    operations.step_down(meeting=stage.meeting, **stage.by(stage.grethe))


@story("following.opened")
def renew_code(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    code = queries.follow_code_of(stage.meeting)
    yield
    operations.renew_following(meeting=stage.meeting, expected_code=code.code, **stage.by(stage.anna))


@story("following.closed")
def close_code(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    code = queries.follow_code_of(stage.meeting)
    yield
    operations.close_following(meeting=stage.meeting, expected_code=code.code, **stage.by(stage.anna))


@story("presence.came")
def come(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    meetings.come(meeting=stage.meeting, person=stage.bo, **stage.by(stage.bo))


@story("presence.came")
def come_uninvited(stage: Stage) -> Iterator[None]:
    stage.circle()
    yield
    meetings.come(meeting=stage.meeting, person=stage.hanne, **stage.by(stage.anna))


@story("presence.gone")
def go(stage: Stage) -> Iterator[None]:
    stage.circle()
    yield
    meetings.go(meeting=stage.meeting, person=stage.bo, **stage.by(stage.anna))


@story("presence.back")
def come_back(stage: Stage) -> Iterator[None]:
    stage.circle()
    meetings.go(meeting=stage.meeting, person=stage.emil, **stage.by(stage.anna))
    yield
    meetings.come(meeting=stage.meeting, person=stage.emil, **stage.by(stage.emil))


@story("presence.seated")
def change_seats(stage: Stage) -> Iterator[None]:
    stage.circle()
    seat = stage.meeting.participants.get(person=stage.emil).seat
    yield
    meetings.move_seat(meeting=stage.meeting, person=stage.emil, places=-1, expected_seat=seat, **stage.by(stage.anna))
