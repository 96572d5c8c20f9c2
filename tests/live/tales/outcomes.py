"""What the meeting agrees on, what is still unclear, how it goes on, and its minutes."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.guidance.tests.factories import a_product
from pejl.room import operations
from pejl.room.models import MinutesSection, ProductDuty, UnclearPoint
from pejl.room.names import Section
from tests.live.stage import Stage
from tests.live.stories import story, told


@story("product_duty.taken")
def take_on(stage: Stage) -> Iterator[None]:
    stage.start(stage.coordination)
    yield
    operations.take_on_product(meeting=stage.meeting, person=stage.bo, what="Tjekliste", **stage.by(stage.anna))


@story("product_duty.dropped")
def drop(stage: Stage) -> Iterator[None]:
    told(take_on, stage)
    yield
    operations.drop_product_duty(duty=ProductDuty.objects.get(), **stage.by(stage.anna))


@story("product_duty.begun")
def begin_product(stage: Stage) -> Iterator[None]:
    told(take_on, stage)
    product = a_product(stage.bo, stage.now)
    yield
    operations.link_product(duty=ProductDuty.objects.get(), product=product, **stage.by(stage.bo))


@story("unclear_point.noted")
def note_unclear(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    point = {"text": "Hvem betaler?", "caretaker": None, "item": stage.plenary}
    operations.note_unclear_point(meeting=stage.meeting, **point, **stage.by(stage.anna))


@story("unclear_point.noted")
def ask_in_a_round(stage: Stage) -> Iterator[None]:
    stage.circle()
    yield
    operations.ask_to_investigate(item=stage.check_in, text="Må vi det?", **stage.by(stage.bo))


@story("unclear_point.taken")
def take_care(stage: Stage) -> Iterator[None]:
    told(note_unclear, stage)
    yield
    operations.take_care_of(point=UnclearPoint.objects.get(), caretaker=stage.bo, **stage.by(stage.anna))


@story("unclear_point.settled")
def settle(stage: Stage) -> Iterator[None]:
    told(note_unclear, stage)
    yield
    operations.settle_unclear_point(point=UnclearPoint.objects.get(), **stage.by(stage.anna))


@story("unclear_point.removed")
def remove_unclear(stage: Stage) -> Iterator[None]:
    told(note_unclear, stage)
    yield
    operations.remove_unclear_point(point=UnclearPoint.objects.get(), **stage.by(stage.anna))


@story("joint_decision.made")
def decide(stage: Stage) -> Iterator[None]:
    stage.start(stage.coordination)
    yield
    operations.decide_together(meeting=stage.meeting, text="Vi ringer først", **stage.by(stage.anna))


@story("agreement.made")
def agree(stage: Stage) -> Iterator[None]:
    stage.start(stage.coordination)
    yield
    agreed = {"what": "Skriver til lægen", "owner": stage.bo, "due_on": None}
    operations.agree(meeting=stage.meeting, **agreed, **stage.by(stage.anna))


@story("proceeding.written")
def say_how_it_goes_on(stage: Stage) -> Iterator[None]:
    stage.start(stage.coordination)
    yield
    course = operations.Course(making="Bo samler", has_follow_up=True)
    operations.write_proceeding(meeting=stage.meeting, course=course, expected_version=0, **stage.by(stage.anna))


@story("minutes.written")
def write_minutes(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    operations.end(meeting=stage.meeting, **stage.press())
    yield
    section = {"key": Section.OPENING, "text": "Tak for i dag", "expected_version": 0}
    operations.write_section(meeting=stage.meeting, **section, **stage.by(stage.anna))


@story("minutes.composed_again")
def compose_again(stage: Stage) -> Iterator[None]:
    told(write_minutes, stage)
    yield
    section = {"key": Section.OPENING, "expected_version": MinutesSection.objects.get().version}
    operations.compose_section_again(meeting=stage.meeting, **section, **stage.by(stage.anna))


@story("minutes.left_out")
def leave_section_out(stage: Stage) -> Iterator[None]:
    told(write_minutes, stage)
    yield
    section = {"key": Section.OPENING, "expected_version": MinutesSection.objects.get().version}
    operations.leave_out_section(meeting=stage.meeting, **section, **stage.by(stage.anna))


@story("minutes.taken_in")
def take_section_in(stage: Stage) -> Iterator[None]:
    told(leave_section_out, stage)
    yield
    section = {"key": Section.OPENING, "expected_version": MinutesSection.objects.get().version}
    operations.take_in_section(meeting=stage.meeting, **section, **stage.by(stage.anna))
