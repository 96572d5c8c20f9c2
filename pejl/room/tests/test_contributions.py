"""What one writes to a round is one's own until one shares it; who asked a question is kept nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live.models import Fact
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.room import operations, queries
from pejl.room.models import Contribution, UnclearPoint
from pejl.room.names import coarse
from pejl.room.tests.rounding import Circle, a_circle


@pytest.fixture
def circle(space: Space, anna: Person, now: datetime) -> Circle:
    return a_circle(space, anna, now=now)


def written(circle: Circle, by: Person, text: str = "At turde spørge", version: int | None = None) -> Contribution:
    said = {"item": circle.check_in, "text": text, "expected_version": version}
    return operations.write_contribution(**said, by=by, now=circle.now)


def facts() -> list[str]:
    return [fact.kind for fact in Fact.objects.order_by("number") if fact.kind.startswith("contribution")]


def test_what_is_written_is_for_oneself(circle: Circle) -> None:
    carl = circle.people[1]
    row = written(circle, carl)
    assert written(circle, carl) == row, "a double press is one writing"
    row = written(circle, carl, "At turde spørge først", row.version)
    assert (row.text, row.version, row.is_shared) == ("At turde spørge først", 2, False)
    assert list(Contribution.objects.visible_to(carl)) == [row]
    for other in (circle.anna, circle.people[0]):
        assert not Contribution.objects.visible_to(other).exists()
    assert (facts(), queries.shared_contributions_of(circle.meeting)) == ([], ())


def test_sharing_shows_it_and_can_be_taken_back(circle: Circle) -> None:
    carl = circle.people[1]
    row = written(circle, carl)
    for _again in range(2):
        operations.share_contribution(contribution=row, is_shared=True, by=carl, now=circle.now)
    assert queries.shared_contributions_of(circle.meeting) == (row,)
    assert list(Contribution.objects.visible_to(circle.anna)) == [row]
    written(circle, carl, "Mere", 1)
    operations.share_contribution(contribution=row, is_shared=False, by=carl, now=circle.now)
    assert not Contribution.objects.visible_to(circle.anna).exists()
    assert facts() == ["contribution.shared", "contribution.shared", "contribution.unshared"]
    operations.delete_contribution(contribution=row, by=carl, now=circle.now)
    assert len(facts()) == 3, "nobody is told that something private is gone"
    assert not Contribution.objects.exists()


def test_deleting_what_is_shared_takes_it_from_the_screens(circle: Circle) -> None:
    carl = circle.people[1]
    row = written(circle, carl)
    operations.share_contribution(contribution=row, is_shared=True, by=carl, now=circle.now)
    operations.delete_contribution(contribution=row, by=carl, now=circle.now)
    assert facts()[-1] == "contribution.unshared"


def test_nobody_touches_anothers_words(circle: Circle) -> None:
    row = written(circle, circle.people[1])
    with pytest.raises(NotAllowed):
        operations.share_contribution(contribution=row, is_shared=True, by=circle.anna, now=circle.now)
    with pytest.raises(NotAllowed):
        operations.delete_contribution(contribution=row, by=circle.anna, now=circle.now)


def test_second_tab_does_not_overwrite_the_first(circle: Circle) -> None:
    carl = circle.people[1]
    written(circle, carl, "Fra telefonen")
    with pytest.raises(Stale, match="Fra telefonen"):
        written(circle, carl, "Fra en anden fane")


def test_text_is_guarded_and_late_words_are_refused(circle: Circle) -> None:
    carl = circle.people[1]
    with pytest.raises(CprFound):
        written(circle, carl, "Borgeren 710101-1234")
    meetings.end(meeting=circle.meeting, by=circle.anna, now=circle.now)
    row = written(circle, carl)
    meetings.close(meeting=circle.meeting, by=circle.anna, now=circle.now)
    with pytest.raises(Refusal):
        written(circle, carl, "For sent", row.version)
    with pytest.raises(Refusal):
        operations.share_contribution(contribution=row, is_shared=True, by=carl, now=circle.now)


def test_one_writes_to_rounds_and_what_one_takes_along_elsewhere(circle: Circle) -> None:
    said = {"text": "Hej", "expected_version": None, "by": circle.people[1], "now": circle.now}
    assert operations.write_contribution(item=circle.group, **said).item == circle.group
    with pytest.raises(Refusal, match="not a round"):
        operations.write_contribution(item=circle.work, **said)
    AgendaItem.objects.filter(pk=circle.check_in.pk).update(behaviour=Behaviour.GATHER_LEARNING)
    with pytest.raises(Refusal, match="not a round"):
        operations.write_contribution(item=circle.check_in.again(), **said)


def test_question_is_kept_without_who_asked(circle: Circle) -> None:
    carl, moment = circle.people[1], circle.now + timedelta(minutes=7, seconds=9)
    asking = {"item": circle.check_in, "text": "Gælder det fleksjob?", "now": moment}
    point = operations.ask_to_investigate(**asking, by=carl)
    assert operations.ask_to_investigate(**asking, by=carl) == point, "a double press is one question"
    assert queries.questions_of(circle.check_in) == [point]
    assert (point.item, point.caretaker, point.written_at) == (circle.check_in, None, coarse(moment))
    event = Event.objects.get(event="unclear_point.noted")
    assert (event.by_id, event.subject_id, event.at) == (None, None, coarse(moment))
    assert UnclearPoint.objects.get() in queries.unclear_points_of(circle.meeting)


def test_stranger_neither_writes_nor_asks(circle: Circle, bo: Person) -> None:
    with pytest.raises(NotAllowed):
        written(circle, bo)
    with pytest.raises(NotAllowed):
        operations.ask_to_investigate(item=circle.check_in, text="Hvad?", by=bo, now=circle.now)
