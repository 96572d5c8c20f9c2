"""The minutes on the screen and on paper: who reads them, what leaders do to them, and what never stands in them."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from uuid import uuid4

import docx
import pytest
from pypdf import PdfReader

from pejl.agreements.models import LearningGoal
from pejl.foundation.drafts.models import Draft
from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Authorship
from pejl.room import operations
from pejl.room.models import Contribution, Hand, MinutesSection, Round, Turn
from pejl.room.names import HandKind, Section
from pejl.room.tests.browsing import Browser, at
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


def text_of(content: bytes, content_type: str) -> str:
    """What one can read in an answer."""
    if content_type == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content_type.startswith("application/vnd"):
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    if content_type.startswith("application/json"):
        return json.dumps(json.loads(content), ensure_ascii=False)
    return content.decode()


def section_in(page: str, key: str) -> str:
    """What stands in a section of the page."""
    return page.partition(f'id="{key}"')[2].partition("</section>")[0]


def posted(evening: Evening, **changes: object) -> dict[str, object]:
    return {"text": "Vi ringer, før vi skriver", "version": 0, "seen": "", **changes}


def test_leader_edits_what_composed_itself(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    operations.decide_together(meeting=evening.meeting, text="Vi ringer", by=anna, now=now)
    browser, address = as_(anna), at("minutes_section", evening, "beslutninger")
    page = browser.get(address).content.decode()
    assert "- Vi ringer</textarea>" in page.replace("\n- ", "- ")
    assert f'data-draft="room:minutes_decisions:{evening.meeting.pk}"' in page
    assert "composes itself now" not in page
    assert browser.post(address, posted(evening)).url == at("summary", evening) + "#decisions"
    read = as_(bo).get(at("summary", evening)).content.decode()
    assert "Vi ringer, før vi skriver" in section_in(read, "decisions")
    for method in ("get", "post"):
        assert getattr(as_(bo), method)(address).status_code == 403
    assert browser.get(at("minutes_section", evening, "ukendt")).status_code == 404


def test_second_leader_sees_both_texts_and_saves_knowingly(
    evening: Evening, plenary: AgendaItem, anna: Person, dorte: Person, as_: Browser
) -> None:
    address = at("minutes_section", evening, "indledning")
    as_(anna).post(address, posted(evening, text="Annas ord"))
    answer = as_(dorte).post(address, posted(evening, text="Dortes ord"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Annas ord", "Dortes ord", "Look at both"):
        assert words in page
    assert 'id="id_version" value="1"' in page
    assert as_(dorte).post(address, posted(evening, text="Dortes ord", version=1)).status_code == 302
    assert MinutesSection.objects.get().text == "Dortes ord"


def test_what_came_since_is_said_and_shown_beside(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, now: datetime
) -> None:
    browser, address = as_(anna), at("minutes_section", evening, "beslutninger")
    browser.post(address, posted(evening))
    assert "More has been written" not in browser.get(at("summary", evening)).content.decode()
    operations.decide_together(meeting=evening.meeting, text="Vi mødes igen", by=anna, now=now)
    assert "More has been written" in browser.get(at("summary", evening)).content.decode()
    page = browser.get(address).content.decode()
    assert "Something was written in the meeting since" in page
    assert "Vi mødes igen" in page
    turn = at("turn_section", evening, "beslutninger")
    assert browser.post(turn, {"compose": 1, "version": 1}).url == at("summary", evening) + "#decisions"
    assert "Vi mødes igen" in section_in(browser.get(at("summary", evening)).content.decode(), "decisions")


def test_section_is_left_out_and_taken_in_again(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    operations.decide_together(meeting=evening.meeting, text="Vi ringer", by=anna, now=now)
    turn = at("turn_section", evening, "beslutninger")
    as_(anna).post(turn, {"leave_out": 1, "version": 0})
    assert "Vi ringer" not in as_(bo).get(at("summary", evening)).content.decode()
    page = as_(anna).get(at("summary", evening)).content.decode()
    assert "Left out of the minutes" in page
    assert "Vi ringer" not in page
    as_(anna).post(turn, {"take_in": 1, "version": 1})
    assert "Vi ringer" in as_(bo).get(at("summary", evening)).content.decode()
    assert as_(anna).post(turn, {"take_in": 1}).status_code == 404
    assert as_(anna).post(turn, {"version": 2}).status_code == 404
    assert as_(bo).post(turn, {"leave_out": 1, "version": 2}).status_code == 403


def test_draft_of_a_section_comes_back_and_goes_when_it_is_saved(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, now: datetime
) -> None:
    place = f"room:minutes_opening:{evening.meeting.pk}"
    Draft.objects.create(person=anna, place=place, fields={"text": "Halvt skrevet"}, saved_at=now)
    browser, address = as_(anna), at("minutes_section", evening, "indledning")
    page = browser.get(address).content.decode()
    assert "Halvt skrevet" in page
    assert "did not save" in page
    browser.post(address, posted(evening, text="Helt skrevet"))
    assert not Draft.objects.exists()


def test_section_refuses_a_cpr_number_and_is_closed_with_the_meeting(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, now: datetime
) -> None:
    address = at("minutes_section", evening, "indledning")
    assert as_(anna).post(address, posted(evening, text="Ring til 710101-1234")).status_code == 422
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert "Leave out" in as_(anna).get(at("summary", evening)).content.decode()
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert as_(anna).get(address).status_code == 409
    assert "Leave out" not in as_(anna).get(at("summary", evening)).content.decode()
    assert not MinutesSection.objects.exists()


@pytest.mark.parametrize("page", ["summary", "minutes_pdf", "minutes_word"])
def test_minutes_are_for_those_who_took_part_until_they_are_closed(
    evening: Evening, anna: Person, bo: Person, emil: Person, carla: Person, as_: Browser, now: datetime, page: str
) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    address = at(page, evening)
    assert [as_(one).get(address).status_code for one in (anna, bo, emil, carla)] == [200, 200, 403, 404]
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert [as_(one).get(address).status_code for one in (anna, bo, emil, carla)] == [200, 200, 200, 404]


def test_paper_says_whose_it_is_and_whether_it_is_finished(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, now: datetime
) -> None:
    operations.write_section(
        meeting=evening.meeting, key=Section.OPENING, text="Velkommen\n\n- et", expected_version=0, by=anna, now=now
    )
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    for page in ("minutes_pdf", "minutes_word"):
        answer = as_(anna).get(at(page, evening))
        told = text_of(answer.content, answer["Content-Type"])
        for words in (evening.meeting.title, evening.meeting.space.name, "Minutes", "Velkommen", "Rammesætning"):
            assert words in told
        assert "Not finished" in told
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    answer = as_(anna).get(at("minutes_pdf", evening))
    assert "Not finished" not in text_of(answer.content, answer["Content-Type"])


PRIVATE = {name: f"Hemmelighed{number}" for number, name in enumerate(
    ("goal", "goal_too", "contribution", "notes", "hand", "removed", "question_of_a_round")
)}  # fmt: skip


@pytest.fixture
def told(anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime) -> Evening:
    """A meeting with something private of every kind in it; Emil has written where no names are shown."""
    evening = an_evening(anna, now=now, people=[bo, emil], authorship=Authorship.HIDDEN, other_leaders=[dorte])
    meeting = evening.meeting
    begun(evening, evening.plenary, by=anna, now=now)
    a_card(evening.plenary, "Ring til arbejdsgiveren", by=emil, now=now)
    gone = a_card(evening.plenary, PRIVATE["removed"], by=emil, now=now)
    operations.remove_card(card=gone, by=emil, now=now)
    for person, text in ((bo, PRIVATE["contribution"]), (emil, "Det her må alle læse")):
        Contribution.objects.create(
            meeting=meeting, item=evening.plenary, person=person, text=text, is_shared=person == emil, written_at=now
        )
    operations.take_along(
        meeting=meeting, takes_along=PRIVATE["goal"], will_introduce=PRIVATE["goal_too"], is_shared=False,
        expected_version=None, by=bo, now=now,
    )  # fmt: skip
    round_ = Round.objects.create(meeting=meeting, item=evening.plenary, clock_started_at=now, started_at=now)
    Turn.objects.create(round=round_, person=bo, position=1, has_passed=True)
    Hand.objects.create(
        meeting=meeting, item=evening.plenary, person=bo, kind=HandKind.NEW, line=PRIVATE["hand"], raised_at=now,
        client_id=uuid4(),
    )  # fmt: skip
    return evening


@pytest.mark.parametrize("page", ["summary", "minutes_pdf", "minutes_word", "api"])
def test_nothing_private_stands_in_the_minutes(
    told: Evening,
    anna: Person,
    bo: Person,
    emil: Person,
    as_: Browser,
    api_as: Browser,
    now: datetime,
    page: str,
) -> None:
    address = f"/api/v1/meetings/{told.meeting.pk}/minutes" if page == "api" else at(page, told)
    for step in (None, meetings.end, meetings.close):
        if step:
            step(meeting=told.meeting, by=anna, now=now + timedelta(hours=1))
        for reader in (anna, bo, emil):
            answer = (api_as if page == "api" else as_)(reader).get(address)
            read = text_of(answer.content, answer["Content-Type"])
            assert "Ring til arbejdsgiveren" in read
            assert "Det her må alle læse" in read
            assert [name for name, text in PRIVATE.items() if text in read] == []


def test_nobody_is_told_who_wrote_a_card(told: Evening, anna: Person, emil: Person, as_: Browser) -> None:
    page = as_(anna).get(at("summary", told)).content.decode()
    assert "Ring til arbejdsgiveren" in section_in(page, "knowledge")
    assert emil.name not in section_in(page, "knowledge")
    assert str(emil.pk) not in page


def test_unsharing_takes_it_out_of_the_minutes_at_once(told: Evening, anna: Person, emil: Person, as_: Browser) -> None:
    Contribution.objects.filter(person=emil).update(is_shared=False)
    assert "Det her må alle læse" not in as_(anna).get(at("summary", told)).content.decode()
    assert LearningGoal.objects.filter(is_shared=True).count() == 0
    with pytest.raises(NotAllowed):
        operations.write_section(
            meeting=told.meeting,
            key="learning",
            text="Emil sagde",
            expected_version=0,
            by=emil,
            now=told.meeting.starts_at,
        )


def test_minutes_by_programs(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, api_as: Browser, now: datetime
) -> None:
    root = f"/api/v1/meetings/{evening.meeting.pk}"
    operations.decide_together(meeting=evening.meeting, text="Vi ringer", by=anna, now=now)

    def send(by: Person, method: str, path: str, body: object) -> tuple[int, dict[str, object]]:
        answer = api_as(by).generic(method, root + path, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    def decisions(told: dict[str, object]) -> dict[str, object]:
        return next(one for one in told["sections"] if one["key"] == "decisions")  # type: ignore[attr-defined]

    composed = decisions(api_as(anna).get(f"{root}/minutes").json())
    assert (composed["text"], composed["version"], composed["is_written"]) == ("- Vi ringer", 0, False)
    said = {"text": "Vi ringer først", "expected_version": 0, "seen_digest": composed["digest"]}
    assert send(bo, "PUT", "/minutes/decisions", said)[0] == 403
    status, told = send(anna, "PUT", "/minutes/decisions", said)
    assert (status, decisions(told)["text"], decisions(told)["has_news"]) == (200, "Vi ringer først", False)
    status, problem = send(anna, "PUT", "/minutes/decisions", {**said, "text": "Andet"})
    assert (status, problem["type"]) == (409, "urn:pejl:problem:stale")
    # What the leaders put their text in place of is theirs.
    read = decisions(api_as(bo).get(f"{root}/minutes").json())
    assert (read["text"], read["passages"], read["digest"]) == ("Vi ringer først", [], "")
    for version, press in enumerate(("leave-out", "take-in", "compose"), start=1):
        status, told = send(anna, "POST", f"/minutes/decisions/{press}", {"expected_version": version})
        assert (status, decisions(told)["is_left_out"]) == (200, press == "leave-out")
        assert ("decisions" in str(api_as(bo).get(f"{root}/minutes").json())) == (press != "leave-out")
    assert decisions(told)["text"] == "- Vi ringer"
    assert api_as(bo).get(f"{root}/minutes/papers/pdf")["Content-Type"] == "application/pdf"
    assert send(anna, "PUT", "/minutes/ukendt", said)[0] == 422


def test_how_it_goes_on_by_programs(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, api_as: Browser
) -> None:
    address = f"/api/v1/meetings/{evening.meeting.pk}/proceeding"
    assert api_as(bo).get(address).json()["version"] == 0
    said = {"making": "Vi mødes", "has_follow_up": True, "follow_up_on": "2026-05-04", "expected_version": 0}

    def put(by: Person, **changes: object) -> tuple[int, dict[str, object]]:
        answer = api_as(by).put(address, json.dumps({**said, **changes}), content_type="application/json")
        return answer.status_code, answer.json()

    assert put(bo)[0] == 403
    status, written = put(anna)
    assert (status, written["making"], written["follow_up_on"], written["version"]) == (
        200,
        "Vi mødes",
        "2026-05-04",
        1,
    )
    assert put(anna, making="Andet")[0] == 409
    assert put(anna, making="Ring til 710101-1234", expected_version=1)[0] == 422
