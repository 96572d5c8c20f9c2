"""Asking to present, and every answer to it: who is told what, and who sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from pejl.foundation.drafts import queries as drafts
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting, Participant, Preparation
from pejl.meetings.names import AskState, Behaviour, ItemRole, SharedWith
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting, an_item
from tests.people import person_in


@pytest.fixture
def cecilie(space: Space) -> Person:
    """A colleague whom something can be passed on to."""
    return person_in(space, "Cecilie Dam", "cecilie@nordager.example")


@pytest.fixture
def meeting(anna: Person, now: datetime) -> Meeting:
    """A draft that Anna leads."""
    return a_meeting(anna, now=now)


@pytest.fixture
def item(meeting: Meeting, anna: Person, now: datetime) -> AgendaItem:
    """A practice example in it."""
    return an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, label="Et eksempel", questions="Hvem?")


def asked(item: AgendaItem, person: Person, by: Person, now: datetime, words: str = "Vil du?") -> Ask:
    """Somebody is asked."""
    return operations.ask_to_present(item=item, person=person, words=words, by=by, now=now)


def answered(ask: Ask, answer: str, now: datetime, **said: Any) -> Ask:
    """Whoever is asked answers, having looked just now."""
    told: dict[str, Any] = {"words": "", "expected_version": ask.again().version, "by": ask.person}
    return operations.answer_ask(ask=ask, answer=answer, now=now, **(told | said))


def presenters(item: AgendaItem) -> list[str]:
    """Who presents it, by name."""
    parts = ItemPart.objects.filter(item=item, role=ItemRole.PRESENTER)
    return list(parts.order_by("person__name_sort").values_list("person__name", flat=True))


def told(person: Person) -> list[str]:
    """What somebody was told, oldest first; forgotten afterwards."""
    subjects = list(Notice.objects.filter(person=person).order_by("created_at", "id").values_list("subject", flat=True))
    Notice.objects.filter(person=person).delete()
    return subjects


def test_asking_in_a_draft_tells_that_person_only_and_makes_a_presenter(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    assert presenters(item) == ["Bo Bæk"]
    assert Participant.objects.filter(person=bo, invited_at=None).exists()
    notice = Notice.objects.get()
    assert notice.person == bo
    assert notice.path == f"/moeder/spoergsmaal/{ask.pk}/"
    assert "Et eksempel, 10 min." in notice.text
    assert "onsdag den 11. marts 2026 kl. 09.00-09.10" in notice.text
    assert all(wanted in notice.text for wanted in ("Mødelokale 2", "- Hvem?", "Vil du?", "Anna Ager"))
    assert not Meeting.objects.visible_to(bo).exists()


def test_only_leaders_ask(item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        asked(item, cecilie, bo, now)
    planned = a_meeting(bo, now=now, leaders=[anna])
    with pytest.raises(NotAllowed):
        asked(an_item(planned, by=bo, now=now), cecilie, bo, now)


def test_asking_twice_asks_once(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    first = asked(item, bo, anna, now)
    assert asked(item, bo, anna, now) == first
    assert len(told(bo)) == 1
    answered(first, AskState.ACCEPTED, now)
    assert asked(item, bo, anna, now) == first


@pytest.mark.parametrize("behaviour", [Behaviour.BREAK, Behaviour.GROUPS])
def test_nobody_presents_a_break_or_group_work(
    meeting: Meeting, anna: Person, bo: Person, now: datetime, behaviour: str
) -> None:
    with pytest.raises(Invalid):
        asked(an_item(meeting, by=anna, now=now, behaviour=behaviour), bo, anna, now)


def test_who_has_left_is_not_asked(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    with pytest.raises(Invalid, match="left|stoppet|forladt"):
        asked(item, bo.again(), anna, now)


def test_a_leader_who_puts_themself_needs_no_answer(item: AgendaItem, anna: Person, now: datetime) -> None:
    assert asked(item, anna, anna, now).state == AskState.ACCEPTED
    assert told(anna) == []
    assert presenters(item) == ["Anna Ager"]


def test_all_who_are_not_asked_are_asked_in_one_go(
    meeting: Meeting, item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    law = an_item(meeting, by=anna, now=now, parts={ItemRole.PRESENTER: [anna, cecilie]})
    asked(item, bo, anna, now)
    sent = operations.ask_all_presenters(meeting=meeting, words="Vil du?", by=anna, now=now)
    assert [(one.item, one.person) for one in sent] == [(law, cecilie)]
    assert operations.ask_all_presenters(meeting=meeting, words="Vil du?", by=anna, now=now) == []
    assert (len(told(bo)), len(told(cecilie)), told(anna)) == (1, 1, [])


def test_yes_is_told_to_who_asked(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    ask = answered(asked(item, bo, anna, now), AskState.ACCEPTED, now, words="Gerne")
    assert (ask.state, ask.answer) == (AskState.ACCEPTED, "Gerne")
    [subject] = told(anna)
    assert "Bo Bæk" in subject
    assert queries.awaiting_yes(item.meeting, queries.agenda_of(item.meeting.again())) == []


def test_the_same_answer_sent_twice_is_one(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    for _press in range(2):
        answered(ask, AskState.ACCEPTED, now, expected_version=1)
    assert len(told(anna)) == 1


def test_nobody_answers_for_another(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    with pytest.raises(NotAllowed):
        answered(ask, AskState.ACCEPTED, now, by=anna)
    with pytest.raises(Invalid):
        answered(ask, AskState.WITHDRAWN, now)


def test_passed_on_and_accepted(item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    Preparation.objects.create(item=item, person=bo, changed_at=now, shared_with=SharedWith.LEADERS)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie, words="Du har en god sag")
    passed = Ask.objects.get(person=cecilie)
    assert (passed.words, passed.passed_from, passed.asked_by) == ("Du har en god sag", ask, bo)
    assert presenters(item) == ["Bo Bæk"]
    assert told(anna) == []
    answered(passed, AskState.ACCEPTED, now)
    assert presenters(item) == ["Cecilie Dam"]
    assert Participant.objects.filter(person=cecilie).exists()
    assert ask.again().state == AskState.PASSED_ON
    assert (len(told(anna)), len(told(bo))) == (1, 2)
    kept = Preparation.objects.get()
    assert (kept.person, kept.shared_with) == (bo, SharedWith.NOBODY)


def test_only_the_leaders_and_the_two_see_that_it_was_passed_on(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, space: Space, now: datetime
) -> None:
    other = person_in(space, "Dorte Eg", "dorte@nordager.example")
    ask = answered(asked(item, bo, anna, now), AskState.PASSED_ON, now, colleague=cecilie)
    operations.invite(meeting=item.meeting, people=[other], by=anna, now=now)
    seen = {one.name: Ask.objects.visible_to(one).count() for one in (anna, bo, cecilie, other)}
    assert seen == {"Anna Ager": 2, "Bo Bæk": 2, "Cecilie Dam": 2, "Dorte Eg": 0}
    answered(Ask.objects.get(passed_from=ask), AskState.NOT_NOW, now)
    assert Ask.objects.visible_to(cecilie).count() == 1


def test_a_colleague_who_cannot_gives_it_back_and_nobody_else_hears(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie)
    told(bo)
    answered(Ask.objects.get(person=cecilie), AskState.NOT_NOW, now)
    assert ask.again().state == AskState.ASKED
    assert (len(told(bo)), told(anna)) == (1, [])
    assert presenters(item) == ["Bo Bæk"]


def test_who_passed_it_on_can_take_it_after_all(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie)
    told(cecilie)
    answered(ask, AskState.ACCEPTED, now)
    passed = Ask.objects.get(person=cecilie)
    assert (passed.state, len(told(cecilie))) == (AskState.WITHDRAWN, 1)
    with pytest.raises(Stale):
        answered(passed, AskState.ACCEPTED, now)
    assert presenters(item) == ["Bo Bæk"]


def test_what_was_just_passed_on_is_not_passed_on_again(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    with pytest.raises(Invalid):
        answered(ask, AskState.PASSED_ON, now)
    with pytest.raises(Invalid):
        answered(ask, AskState.PASSED_ON, now, colleague=bo)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie)
    passed = Ask.objects.get(person=cecilie)
    with pytest.raises(Refusal):
        answered(passed, AskState.PASSED_ON, now, colleague=anna)
    with pytest.raises(Refusal):
        answered(passed, AskState.FIND_ANOTHER, now)


def test_find_another_with_me_tells_the_leaders_and_the_item_waits(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    ask = answered(asked(item, bo, anna, now), AskState.FIND_ANOTHER, now, words="Jeg har ingen sag")
    assert "Jeg har ingen sag" in Notice.objects.get(person=anna).text
    assert presenters(item) == ["Bo Bæk"]
    assert queries.awaiting_yes(item.meeting, queries.agenda_of(item.meeting.again())) == ["Et eksempel"]
    again = asked(item, bo, anna, now)
    assert (again != ask, again.state, ask.again().state) == (True, AskState.ASKED, AskState.WITHDRAWN)


def test_not_this_time_frees_the_place(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    answered(ask, AskState.NOT_NOW, now)
    assert presenters(item) == []
    assert len(told(anna)) == 1
    with pytest.raises(Stale):
        answered(ask, AskState.ACCEPTED, now)
    assert asked(item, bo, anna, now) != ask


def test_taken_back_by_a_leader(item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie)
    told(bo), told(cecilie)
    with pytest.raises(NotAllowed):
        operations.take_back_ask(ask=ask, expected_version=2, by=bo, now=now)
    operations.take_back_ask(ask=ask, expected_version=2, by=anna, now=now)
    assert set(Ask.objects.values_list("state", flat=True)) == {AskState.WITHDRAWN}
    assert (presenters(item), len(told(bo)), len(told(cecilie))) == ([], 1, 1)
    with pytest.raises(Stale):
        answered(ask, AskState.ACCEPTED, now)


def test_an_answer_that_crosses_with_taking_back_is_refused(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    operations.take_back_ask(ask=ask, expected_version=1, by=anna, now=now)
    with pytest.raises(Stale):
        answered(ask, AskState.ACCEPTED, now, expected_version=1)
    with pytest.raises(Stale):
        operations.take_back_ask(ask=ask, expected_version=1, by=anna, now=now)


def test_taken_off_the_item_is_told(item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    ask = answered(asked(item, bo, anna, now), AskState.ACCEPTED, now)
    told(bo)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [cecilie]}, by=anna, now=now)
    assert (ask.again().state, len(told(bo)), told(cecilie)) == (AskState.WITHDRAWN, 1, [])


def test_an_item_that_becomes_a_break_is_presented_by_nobody(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    told(bo)
    present = item.again()
    same = ("label", "questions", "may_shrink", "speaking", "authorship", "locked_start", "room")
    said = {name: getattr(present, name) for name in same} | {"minutes": 10, "leader_notes": None}
    operations.change_item(
        item=present, behaviour=Behaviour.BREAK, **said, expected_version=present.version, by=anna, now=now
    )
    assert (ask.again().state, len(told(bo))) == (AskState.WITHDRAWN, 1)


def test_a_removed_item_is_told_and_what_was_written_comes_back_with_it(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    asked(item, bo, anna, now)
    said = [(queries.prompts_of(item, None)[0].text, "Jeg ringede")]
    operations.prepare(item=item, answers=said, shared_with="nobody", expected_version=0, by=bo, now=now)
    told(bo)
    operations.remove_item(item=item, expected_version=item.again().version, by=anna, now=now)
    assert len(told(bo)) == 1
    assert not Preparation.objects.exists()
    operations.undo(meeting=item.meeting, by=anna, now=now)
    assert presenters(item) == ["Bo Bæk"]
    kept = drafts.at(f"meetings:preparation:{item.pk}", person=bo)
    assert kept is not None
    assert kept.fields == {"answer_did": "Jeg ringede"}


def test_undoing_that_takes_a_presenter_off_tells_them(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    asked(item, bo, anna, now)
    told(bo)
    operations.undo(meeting=item.meeting, by=anna, now=now)
    assert (presenters(item), len(told(bo))) == ([], 1)
    assert not Ask.objects.live().exists()


def test_a_cancelled_meeting_asks_nothing_any_more(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    invited = an_item(item.meeting, by=anna, now=now)
    asked(invited, cecilie, anna, now)
    operations.invite(meeting=item.meeting, by=anna, now=now)
    asked(item, bo, anna, now)
    told(bo), told(cecilie)
    operations.cancel(meeting=item.meeting, reason="", by=anna, now=now)
    assert not Ask.objects.live().exists()
    # Whoever is invited hears once, of the meeting; who was only asked hears it of the ask.
    assert (len(told(bo)), len(told(cecilie))) == (1, 1)


def test_who_leaves_is_asked_no_more_and_what_was_passed_on_goes_back(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = asked(item, bo, anna, now)
    answered(ask, AskState.PASSED_ON, now, colleague=cecilie)
    told(bo)
    Person.objects.filter(pk=cecilie.pk).update(left_on=now.date())
    operations.hand_over(cecilie.again(), to=None, by=None, now=now)
    assert ask.again().state == AskState.ASKED
    assert len(told(bo)) == 1
    operations.hand_over(bo, to=None, by=None, now=now)
    assert not Ask.objects.live().exists()


def test_when_the_meeting_has_begun_nobody_answers(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    ask = asked(item, bo, anna, now)
    operations.invite(meeting=item.meeting, by=anna, now=now)
    operations.begin(meeting=item.meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        answered(ask, AskState.ACCEPTED, now)


def test_an_open_ask_is_waiting_and_is_no_preparation_yet(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    item = an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE)
    ask = asked(item, bo, anna, now)
    assert list(queries.asks_waiting_for(bo, now)) == [ask]
    assert list(queries.preparations_of(bo, now)) == []
    answered(ask, AskState.ACCEPTED, now)
    assert list(queries.asks_waiting_for(bo, now)) == []
    assert [part.item for part in queries.preparations_of(bo, now)] == [item]


def test_guest_who_cannot_sign_in_is_talked_with_and_lacks_no_yes(
    item: AgendaItem, meeting: Meeting, anna: Person, now: datetime
) -> None:
    guest = tenancy.seat(name="Grete Gæst", email="grete@universitet.example", is_guest=True)
    with pytest.raises(Invalid, match="Grete Gæst kan ikke logge ind"):
        asked(item, guest, anna, now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [guest]}, by=anna, now=now)
    agenda = queries.agenda_of(meeting.again())
    assert queries.not_asked(meeting, agenda) == []
    assert queries.lacks_yes(meeting, agenda) == ""
    assert operations.ask_all_presenters(meeting=meeting, words="", by=anna, now=now) == []
