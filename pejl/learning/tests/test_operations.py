"""From a chosen theme to a meeting, and from the meeting to a guide."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Block, Evidence, Kind, Product
from pejl.learning import operations
from pejl.learning.models import LearningMeeting
from pejl.learning.tests.factories import a_held_meeting, a_learning_meeting
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.tests.factories import an_item
from pejl.organisation.tests.factories import a_group
from pejl.room import operations as room
from pejl.room.models import ProductDuty
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState
from pejl.themes.tests.factories import a_theme
from tests.people import person_in


@pytest.fixture
def kind(space: Space) -> Kind:
    """An action guide."""
    return guidance.add_standard_kinds()[0]


def trail(theme: Theme) -> list[str]:
    """The kinds of steps a theme has taken."""
    return [step.kind for step in theme.steps.order_by("at", "id")]


def test_plan_makes_a_draft_and_tells_the_proposer(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    planned = a_learning_meeting(anna, now, theme=theme)
    assert planned.meeting.state == State.DRAFT
    assert Theme.objects.get(pk=theme.pk).state == ThemeState.PLANNED
    assert sorted(trail(theme)) == ["meeting_planned", "proposed"]
    assert Notice.objects.filter(person=bo).count() == 1


def test_plan_is_for_members_of_that_working_group_on_that_day(anna: Person, bo: Person, now: datetime) -> None:
    theme, group, other = a_theme(bo, now), a_group(now, anna), a_group(now, bo, name="En anden")
    for person, chosen in ((bo, group), (anna, other)):
        with pytest.raises(NotAllowed):
            a_learning_meeting(person, now, theme=theme, group=chosen)
    assert not LearningMeeting.objects.exists()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("state", [ThemeState.DECLINED, ThemeState.WITHDRAWN])
def test_plan_refuses_a_theme_that_gets_no_meeting(anna: Person, now: datetime, state: ThemeState) -> None:
    theme = a_theme(anna, now)
    Theme.objects.filter(pk=theme.pk).update(state=state)
    with pytest.raises(Refusal):
        a_learning_meeting(anna, now, theme=Theme.objects.get(pk=theme.pk))


def test_the_trail_follows_the_meeting_to_its_end(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    held = a_held_meeting(anna, now, "Spørg arbejdsgiveren", theme=theme)
    assert "invited" in trail(theme)
    assert Theme.objects.get(pk=theme.pk).state == ThemeState.PLANNED
    meetings.close(meeting=held.meeting, by=anna, now=now)
    assert trail(theme).count("meeting_held") == 1
    assert Theme.objects.get(pk=theme.pk).state == ThemeState.HELD


def test_a_cancelled_meeting_gives_the_theme_back_with_the_reason(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    planned = a_learning_meeting(anna, now, theme=theme)
    meetings.cancel(meeting=planned.meeting, reason="Oplægsholderen er syg", by=anna, now=now)
    assert Theme.objects.get(pk=theme.pk).state == ThemeState.NEXT
    assert theme.steps.get(kind="meeting_cancelled").words == "Oplægsholderen er syg"
    assert Notice.objects.filter(person=bo, text__contains="Oplægsholderen er syg").exists()


def test_a_cancelled_meeting_leaves_a_theme_with_another_meeting_planned(anna: Person, now: datetime) -> None:
    theme, group = a_theme(anna, now), a_group(now, anna)
    first = a_learning_meeting(anna, now, theme=theme, group=group)
    a_learning_meeting(anna, now, theme=Theme.objects.get(pk=theme.pk), group=group, title="Det andet")
    meetings.cancel(meeting=first.meeting, reason="", by=anna, now=now)
    assert Theme.objects.get(pk=theme.pk).state == ThemeState.PLANNED


def test_a_meeting_of_no_theme_moves_nothing(anna: Person, now: datetime) -> None:
    planned = a_learning_meeting(anna, now)
    LearningMeeting.objects.all().delete()
    an_item(planned.meeting, by=anna, now=now)
    meetings.invite(meeting=planned.meeting, by=anna, now=now)
    meetings.cancel(meeting=planned.meeting, reason="", by=anna, now=now)
    assert "invited" not in trail(planned.theme)


def test_a_guide_quotes_cards_with_meeting_and_group_never_a_person(anna: Person, now: datetime, kind: Kind) -> None:
    held = a_held_meeting(anna, now, "Spørg arbejdsgiveren", "Begrund varigheden")
    product = operations.start_guide(
        learning_meeting=held.learning_meeting, kind=kind, title="Praktik", cards=held.cards, by=anna, now=now
    )
    evidence = list(Evidence.objects.order_by("block__position"))
    assert [one.quote for one in evidence] == ["Spørg arbejdsgiveren", "Begrund varigheden"]
    assert {(one.group, one.meeting.id, one.card.kind) for one in evidence} == {
        (held.group.label, held.meeting.pk, "card")
    }
    assert Block.objects.filter(version__product=product).count() == 2
    assert (product.source.id, product.theme) == (held.meeting.pk, held.learning_meeting.theme)
    assert "product_started" in trail(held.learning_meeting.theme)
    texts = " ".join(f"{one.quote} {one.group} {one.meeting.title} {one.card.title}" for one in evidence)
    assert anna.name not in texts


def test_a_guide_is_written_by_those_who_took_it_on(
    anna: Person, bo: Person, space: Space, now: datetime, kind: Kind
) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    held = a_held_meeting(anna, now, "Ét", people=(bo, cecilie))
    duties = [
        room.take_on_product(meeting=held.meeting, person=person, what=what, by=anna, now=now)
        for person, what in ((bo, "Praktik"), (cecilie, "Praktik"), (anna, "Et skema"))
    ]
    product = operations.start_guide(
        learning_meeting=held.learning_meeting, kind=kind, title="Praktik", cards=[], duty=duties[0], by=bo, now=now
    )
    assert {author.person for author in product.authors.all()} == {bo, cecilie}
    begun = set(ProductDuty.objects.filter(product=product).values_list("person_id", flat=True))
    assert begun == {bo.pk, cecilie.pk}
    with pytest.raises(Refusal):
        operations.start_guide(
            learning_meeting=held.learning_meeting,
            kind=kind,
            title="Igen",
            cards=[],
            duty=duties[0].again(),
            by=bo,
            now=now,
        )


def test_a_guide_is_begun_by_leaders_and_those_who_took_it_on(
    anna: Person, bo: Person, now: datetime, kind: Kind
) -> None:
    held = a_held_meeting(anna, now, "Ét", people=(bo,))
    with pytest.raises(NotAllowed):
        operations.start_guide(
            learning_meeting=held.learning_meeting, kind=kind, title="Praktik", cards=[], by=bo, now=now
        )


def test_a_guide_is_not_begun_before_the_meeting_is_over(anna: Person, now: datetime, kind: Kind) -> None:
    planned = a_learning_meeting(anna, now)
    with pytest.raises(Refusal):
        operations.start_guide(learning_meeting=planned, kind=kind, title="Praktik", cards=[], by=anna, now=now)


def test_a_guide_takes_cards_and_duties_of_its_own_meeting_only(anna: Person, now: datetime, kind: Kind) -> None:
    group = a_group(now, anna)
    held, other = (a_held_meeting(anna, now, "Ét", group=group) for _number in range(2))
    duty = room.take_on_product(meeting=other.meeting, person=anna, what="Et andet", by=anna, now=now)
    for told in ({"cards": other.cards}, {"cards": [], "duty": duty}):
        with pytest.raises(Invalid):
            operations.start_guide(
                learning_meeting=held.learning_meeting, kind=kind, title="Praktik", **told, by=anna, now=now
            )
    assert not Product.objects.exists()


def test_a_removed_card_is_no_evidence(anna: Person, now: datetime, kind: Kind) -> None:
    held = a_held_meeting(anna, now, "Ét")
    held.cards[0].removed_at = now
    held.cards[0].save()
    with pytest.raises(Invalid):
        operations.start_guide(
            learning_meeting=held.learning_meeting, kind=kind, title="Praktik", cards=held.cards, by=anna, now=now
        )
