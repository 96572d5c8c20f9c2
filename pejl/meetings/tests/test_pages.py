"""The pages of meetings, as a browser meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.formats import moments
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Meeting, Participant
from pejl.meetings.names import Behaviour, ItemRole, Reply, State
from pejl.meetings.tests.factories import (
    NEXT_WEEK,
    a_meeting,
    a_running_meeting,
    an_announced_meeting,
    an_item,
    group_work,
)
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_function, a_unit, employed
from tests.people import person_in

As = Callable[[Person], Client]

PLANNING = ("dagsorden/", "oplysninger/", "deltagere/", "invitationer/", "aflys/")

# What each page asks of the meeting's own tables; the frame (session, account, person) and slots come on top. On the
# meeting's page one slot asks them too: whether the reader leads it, and may say which direction it follows.
QUERIES = {"list": 4, "show": 7, "edit": 7}


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def asked_by(client: Client, path: str) -> int:
    """How many questions about meetings a page asks the database."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return sum('FROM "meetings_' in query["sql"] for query in asked.captured_queries)


def item_form(item: AgendaItem, **said: Any) -> dict[str, Any]:
    """What a browser sends from an item's page."""
    return {
        "behaviour": item.behaviour,
        "label": item.label,
        "minutes": item.minutes,
        "locked_start": "",
        "questions": item.questions,
        "room": item.room,
        "speaking": item.speaking,
        "authorship": item.authorship,
        "leader_notes": item.leader_notes,
        "version": item.version,
        **said,
    }


def meeting_form(meeting: Meeting, **said: Any) -> dict[str, Any]:
    """What a browser sends from the page that changes a meeting."""
    return {
        "title": meeting.title,
        "purposes": "\n".join(meeting.purposes),
        "day": "11/3-2026",
        "start": "9.00",
        "place": meeting.place,
        "leaders": [str(person.pk) for person in queries.leaders_of(meeting)],
        "chair": "",
        "version": meeting.version,
        **said,
    }


def test_the_list_says_what_it_is_for_when_it_is_empty(bo: Person, as_: As) -> None:
    answer = as_(bo).get("/moeder/")
    assert answer.status_code == 200
    assert "/temaer/" in text_of(answer)


def test_the_list_shows_what_waits_for_an_answer_first(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    an_announced_meeting(anna, now=now, title="Tidligst", starts_at=NEXT_WEEK - timedelta(days=1))
    an_announced_meeting(anna, now=now, people=(bo,), title="Venter på Bo")
    page = text_of(as_(bo).get("/moeder/"))
    assert page.index("Venter på Bo") < page.index("Tidligst")
    assert page.count("Venter på Bo") == 2
    assert "Venter på Bo" not in text_of(as_(bo).get("/moeder/?show=past"))


def test_the_list_is_found_in_by_words_and_refuses_a_cpr_number(anna: Person, now: datetime, as_: As) -> None:
    an_announced_meeting(anna, now=now, title="Økonomisk tilskud")
    an_announced_meeting(anna, now=now, title="Noget andet")
    found = text_of(as_(anna).get("/moeder/?q=ØKONOMI"))
    assert "Økonomisk tilskud" in found
    assert "Noget andet" not in found
    answer = as_(anna).get("/moeder/?q=710101-1234")
    assert answer.status_code == 422


def test_the_list_has_pages(anna: Person, now: datetime, as_: As) -> None:
    for number in range(26):
        an_announced_meeting(anna, now=now, title=f"Møde {number:02}", starts_at=NEXT_WEEK + timedelta(days=number))
    first, second = (text_of(as_(anna).get(f"/moeder/?page={page}")) for page in (1, 2))
    assert "Møde 00" in first
    assert "Møde 25" not in first
    assert "Møde 25" in second


def test_a_meeting_tells_when_where_and_what(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    starts_at = moments.local(date(2026, 3, 4), time(13))
    meeting = a_meeting(anna, now=now, starts_at=starts_at, leaders=[anna, bo], chair=bo)
    an_item(meeting, by=anna, now=now, minutes=15, label="Loven i praksis", questions="Hvad siger § 42?")
    group_work(meeting, by=anna, now=now, minutes=45)
    operations.invite(meeting=meeting, by=anna, now=now)
    page = text_of(as_(bo).get(f"/moeder/{meeting.pk}/"))
    for words in ("onsdag den 4. marts 2026", "13.00-14.00", "Mødelokale 2", "Loven i praksis", "Hvad siger § 42?"):
        assert words in page
    for words in ("Gruppe 1", "Gruppe 2", "13.15", "At vide hvornår"):
        assert words in page


def test_a_draft_is_nobody_elses_business(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    for path in (
        "",
        "dagsorden/",
        "dagsorden.pdf",
        "moede.ics",
        "oplysninger/",
        "deltagere/",
        "invitationer/",
        "aflys/",
    ):
        assert as_(bo).get(f"/moeder/{meeting.pk}/{path}").status_code == 404


def test_a_colleague_may_read_but_not_plan(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now)
    client = as_(bo)
    assert client.get(f"/moeder/{meeting.pk}/").status_code == 200
    for path in PLANNING:
        assert client.get(f"/moeder/{meeting.pk}/{path}").status_code == 403
    for path in ("dagsorden/flyt/", "dagsorden/nyt-punkt/", "deltagere/vaelg/", "invitationer/", "aflys/"):
        assert client.post(f"/moeder/{meeting.pk}/{path}", {}).status_code == 403
    assert meeting.again().state == State.ANNOUNCED


def test_leader_notes_are_shown_to_leaders_only(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, leader_notes="Husk kaffen")
    operations.invite(meeting=meeting, people=[bo], by=anna, now=now)
    path = f"/moeder/{meeting.pk}/"
    assert "Husk kaffen" in text_of(as_(anna).get(path))
    assert "Husk kaffen" not in text_of(as_(bo).get(path))
    assert "Husk kaffen" in text_of(as_(anna).get(f"{path}dagsorden/{item.pk}/"))


def test_leader_notes_are_hidden_from_a_planner_who_does_not_lead(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    meeting = a_meeting(bo, now=now, by=anna, leaders=[bo])
    item = an_item(meeting, by=bo, now=now, leader_notes="Husk kaffen")
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    assert "Husk kaffen" not in text_of(as_(anna).get(path))
    answer = as_(anna).post(path, item_form(item, label="Nyt", leader_notes="Annas"))
    assert answer.status_code == 303
    assert item.again().leader_notes == "Husk kaffen"


def test_others_see_who_comes_but_not_who_does_not(
    anna: Person, bo: Person, space: Space, now: datetime, as_: As
) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    meeting = an_announced_meeting(anna, now=now, people=(bo, cecilie))
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=cecilie, now=now)
    path = f"/moeder/{meeting.pk}/"
    with_answers, without = text_of(as_(anna).get(path)), text_of(as_(bo).get(path))
    declined = str(Reply.DECLINED.label)
    assert declined in with_answers
    assert declined not in without


def test_the_invited_answer_on_the_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    client, path = as_(bo), f"/moeder/{meeting.pk}/"
    assert f'action="{path}svar/"' in text_of(client.get(path))
    answer = client.post(f"{path}svar/", {"reply": "accepted"})
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert Participant.objects.get(meeting=meeting, person=bo).reply == Reply.ACCEPTED
    assert client.post(f"{path}svar/", {"reply": "none"}).status_code == 422


def test_the_agenda_editor_shows_the_clock_and_what_is_wrong_with_it(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, minutes=45)
    an_item(meeting, by=anna, now=now, minutes=10, label="Fast", locked_start=time(9, 30))
    an_item(meeting, by=anna, now=now, minutes=10, label="Sent", locked_start=time(10))
    page = text_of(as_(anna).get(f"/moeder/{meeting.pk}/dagsorden/"))
    assert "15 min." in page
    assert "20 min." in page


def test_adding_an_item_twice_with_one_form_adds_once(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    said = {"behaviour": "break", "label": "", "minutes": "10", "position": "", "client_id": str(uuid4())}
    client = as_(anna)
    first, second = (client.post(f"/moeder/{meeting.pk}/dagsorden/nyt-punkt/", said) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert meeting.items.get().behaviour == Behaviour.BREAK


def test_adding_an_item_before_another_and_wrong_minutes(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    last = an_item(meeting, by=anna, now=now, label="Sidst")
    path, client = f"/moeder/{meeting.pk}/dagsorden/nyt-punkt/", as_(anna)
    said = {"behaviour": "free", "label": "Først", "minutes": "5", "position": str(last.pk), "client_id": str(uuid4())}
    client.post(path, said)
    assert [timed.item.label for timed in queries.agenda_of(meeting)] == ["Først", "Sidst"]
    for minutes in ("0", "481", "mange"):
        answer = client.post(path, said | {"minutes": minutes, "client_id": str(uuid4())})
        assert answer.status_code == 422
        assert "Først" in text_of(answer)
    too_long = client.post(path, said | {"minutes": "480", "client_id": str(uuid4())})
    assert too_long.status_code == 303
    too_late = client.post(path, said | {"minutes": "480", "client_id": str(uuid4())})
    assert too_late.status_code == 422


def test_a_group_is_added_and_opened(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    work, *_groups = group_work(meeting, by=anna, now=now)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/dagsorden/{work.pk}/nyt-indeni/")
    third = AgendaItem.objects.filter(parent=work).order_by("position").last()
    assert third is not None
    assert answer["Location"] == f"/moeder/{meeting.pk}/dagsorden/{third.pk}/"
    assert third.position == 3


def test_moving_an_item_follows_it_and_says_when_the_order_is_another(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    items = [an_item(meeting, by=anna, now=now, label=letter) for letter in "ABC"]
    client, path = as_(anna), f"/moeder/{meeting.pk}/dagsorden/flyt/"
    answer = client.post(path, {"move": f"{items[2].pk} 3 2"})
    assert (answer.status_code, answer["Location"]) == (303, f"/moeder/{meeting.pk}/dagsorden/#item-{items[2].pk}")
    client.post(path, {"move": f"{items[2].pk} 3 2"})
    assert [timed.item.label for timed in queries.agenda_of(meeting)] == ["A", "C", "B"]
    assert client.post(path, {"move": "noget:andet"}).status_code == 422
    assert client.post(path, {"move": f"{uuid4()} 1 2"}).status_code == 404


def test_changing_an_item_saves_it_and_forgets_the_draft(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    place = f"meetings:item:{item.pk}"
    drafts.keep(place=place, fields={"questions": "Ikke sendt endnu"}, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    assert "Ikke sendt endnu" in text_of(as_(anna).get(path))
    answer = as_(anna).post(
        path, item_form(item, label="Nyt navn", minutes=25, locked_start="kl. 9.30", add_presenter=str(bo.pk))
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/moeder/{meeting.pk}/dagsorden/#item-{item.pk}")
    changed = item.again()
    assert (changed.label, changed.planned_minutes, changed.locked_start) == ("Nyt navn", 25, time(9, 30))
    assert [part.person for part in changed.parts.all()] == [bo]
    assert not Draft.objects.filter(place=place).exists()


def test_a_part_is_taken_away_by_unticking_it(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [anna, bo]}, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    as_(anna).post(path, item_form(item.again(), presenter=[str(bo.pk)]))
    assert [part.person for part in item.parts.all()] == [bo]


def test_the_second_editor_sees_both_texts_and_may_save_knowingly(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    item = an_item(meeting, by=anna, now=now)
    path, said = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/", item_form(item)
    as_(anna).post(path, said | {"questions": "Annas tekst"})
    answer = as_(bo).post(path, said | {"questions": "Bos tekst"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Annas tekst" in page
    assert "Bos tekst" in page
    assert 'name="version" id="id_version" value="2"' in page
    assert item.again().questions == "Annas tekst"
    assert as_(bo).post(path, said | {"questions": "Bos tekst", "version": 2}).status_code == 303
    assert item.again().questions == "Bos tekst"


def test_a_cpr_number_is_refused_and_can_be_taken_out(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    said = item_form(item, questions="Sagen om 710101-1234")
    answer = as_(anna).post(path, said)
    assert answer.status_code == 422
    assert 'name="remove_cpr" value="questions"' in text_of(answer)
    answer = as_(anna).post(path, said | {"remove_cpr": "questions"})
    assert "710101-1234" not in text_of(answer)
    assert item.again().questions == ""


def test_removing_an_item_asks_on_its_page_and_then_does_it(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/fjern/"
    assert path in text_of(as_(anna).get(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"))
    assert as_(anna).get(path).status_code == 405
    assert as_(anna).post(path, {"version": "9"}).status_code == 409
    assert as_(anna).post(path, {"version": "1"}).status_code == 303
    assert not meeting.items.exists()


def test_changing_the_meeting_reads_danish_dates(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    Notice.objects.all().delete()
    said = meeting_form(meeting, day="12/3", start="1245", place="Kantinen", purposes="- Ét\n- To")
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", said)
    assert answer.status_code == 303
    changed = meeting.again()
    assert changed.starts_at == moments.local(date(2026, 3, 12), time(12, 45))
    assert (changed.place, changed.purposes) == ("Kantinen", ["Ét", "To"])
    assert not Notice.objects.exists()
    while jobs.work_one(now=changed.tells_at + timedelta(minutes=1)):
        pass
    assert Notice.objects.filter(person=bo).count() == 1


def test_changing_the_meeting_refuses_nonsense_with_what_was_typed(anna: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now)
    for wrong in ({"day": "engang"}, {"start": "25.00"}, {"leaders": []}, {"title": ""}, {"start": "23.30"}):
        answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", meeting_form(meeting, **wrong))
        assert answer.status_code == 422
        assert "Mødelokale 2" in text_of(answer)
    assert meeting.again().version == 2


def test_two_who_change_the_meeting_see_both_texts(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    path, said = f"/moeder/{meeting.pk}/oplysninger/", meeting_form(meeting)
    as_(anna).post(path, said | {"title": "Annas titel"})
    page = text_of(as_(bo).post(path, said | {"title": "Bos titel"}))
    assert "Annas titel" in page
    assert "Bos titel" in page
    assert meeting.again().title == "Annas titel"


def test_people_are_added_by_unit_function_and_name(
    anna: Person, bo: Person, space: Space, now: datetime, as_: As
) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    guest = tenancy.seat(name="Dorte Eng", is_guest=True)
    today = now.date()
    unit = organisation.add_unit(name="Sygedagpenge", since_on=today, now=now)
    function = organisation.add_function(name="Jobkonsulent", now=now)
    other = organisation.add_unit(name="Ydelse", since_on=today, now=now)
    caseworker = organisation.add_function(name="Sagsbehandler", now=now)
    organisation.employ(person=bo, unit=unit, function=caseworker, since_on=today, now=now)
    organisation.employ(person=cecilie, unit=other, function=function, since_on=today, now=now)
    meeting = a_meeting(anna, now=now)
    path, client = f"/moeder/{meeting.pk}/deltagere/", as_(anna)
    client.post(f"{path}vaelg/", {"units": [str(unit.pk)], "functions": [str(function.pk)], "people": [str(guest.pk)]})
    chosen = set(Participant.objects.filter(meeting=meeting).values_list("person__name", flat=True))
    assert chosen == {"Bo Bæk", "Cecilie Dam", "Dorte Eng"}
    assert client.post(f"{path}vaelg/", {}).status_code == 422
    client.post(f"{path}tag-af/", {"people": [str(guest.pk)]})
    assert Participant.objects.filter(meeting=meeting).count() == 2
    page = text_of(client.get(path))
    assert "Cecilie Dam" in page


def test_whoever_has_a_part_is_not_taken_off_the_list(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/deltagere/tag-af/", {"people": [str(bo.pk)]})
    assert answer.status_code == 422
    assert Participant.objects.filter(meeting=meeting, person=bo).exists()


def test_the_invitations_say_what_will_happen_to_whom_and_then_do_it(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    guest = tenancy.seat(name="Dorte Eng", is_guest=True)
    meeting = a_meeting(anna, now=now)
    path, client = f"/moeder/{meeting.pk}/invitationer/", as_(anna)
    assert f'action="{path}"' not in text_of(client.get(path))
    an_item(meeting, by=anna, now=now)
    operations.choose(meeting=meeting, people=[bo, guest], by=anna, now=now)
    page = text_of(client.get(path))
    assert "bo@nordager.example" in page
    assert "Dorte Eng" in page
    assert not Notice.objects.exists()
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (303, f"/moeder/{meeting.pk}/")
    assert {notice.person.name for notice in Notice.objects.all()} == {"Anna Ager", "Bo Bæk", "Dorte Eng"}
    assert f'action="{path}"' not in text_of(client.get(path))


def test_a_new_end_is_offered_to_those_invited(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    item = meeting.items.get()
    path, client = f"/moeder/{meeting.pk}/invitationer/", as_(anna)
    assert f"{path}ny-tid/" not in text_of(client.get(path))
    client.post(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/", item_form(item, minutes=75))
    assert f"{path}ny-tid/" in text_of(client.get(path))
    assert client.post(f"{path}ny-tid/").status_code == 303
    assert f"{path}ny-tid/" not in text_of(client.get(path))
    assert meeting.again().sequence == 1


def test_cancelling_asks_first(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    path = f"/moeder/{meeting.pk}/aflys/"
    assert as_(anna).get(path).status_code == 200
    assert meeting.again().state == State.ANNOUNCED
    assert as_(anna).post(path, {"reason": "Sygdom"}).status_code == 303
    assert meeting.again().state == State.CANCELLED
    assert as_(bo).get(f"/moeder/{meeting.pk}/").status_code == 200
    assert as_(anna).get(path).status_code == 409


def test_a_meeting_that_has_begun_cannot_be_planned(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_running_meeting(anna, now=now)
    assert as_(anna).get(f"/moeder/{meeting.pk}/dagsorden/").status_code == 409
    assert as_(anna).get(f"/moeder/{meeting.pk}/").status_code == 200


def test_the_agenda_comes_as_pdf(anna: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now)
    answer = as_(anna).get(f"/moeder/{meeting.pk}/dagsorden.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_meeting_comes_as_a_calendar_file_for_oneself(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    answer = as_(bo).get(f"/moeder/{meeting.pk}/moede.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "bo@nordager.example" in text_of(answer)
    assert "anna@nordager.example" not in text_of(answer)


def test_a_guest_sees_the_meeting_only_when_invited(anna: Person, space: Space, now: datetime, as_: As) -> None:
    guest = person_in(space, "Dorte Eng", "dorte@aarstal.example", is_guest=True)
    meeting = an_announced_meeting(anna, now=now)
    path = f"/moeder/{meeting.pk}/"
    assert as_(guest).get(path).status_code == 404
    operations.invite(meeting=meeting, people=[guest], by=anna, now=now)
    assert as_(guest).get(path).status_code == 200


def test_another_job_centre_finds_nothing(anna: Person, carla: Person, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = meeting.items.get()
    client = as_(carla)
    for path in (
        "",
        "dagsorden/",
        f"dagsorden/{item.pk}/",
        "dagsorden.pdf",
        "moede.ics",
        "deltagere/",
        "invitationer/",
    ):
        answer = client.get(f"/moeder/{meeting.pk}/{path}")
        unknown = client.get(f"/moeder/{uuid4()}/{path}")
        assert answer.status_code == unknown.status_code == 404
    assert client.post(f"/moeder/{meeting.pk}/svar/", {"reply": "accepted"}).status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(anna: Person, now: datetime, as_: As) -> None:
    client = as_(anna)
    for _number in range(3):
        an_announced_meeting(anna, now=now)
        assert asked_by(client, "/moeder/") == QUERIES["list"]


@pytest.mark.parametrize("page", ["show", "edit"])
def test_a_page_asks_as_much_for_a_long_agenda_as_for_a_short_one(
    anna: Person, bo: Person, now: datetime, as_: As, page: str
) -> None:
    meeting = a_meeting(anna, now=now)
    client, path = as_(anna), f"/moeder/{meeting.pk}/" + ("dagsorden/" if page == "edit" else "")
    for _number in range(3):
        _work, first, _second = group_work(meeting, by=anna, now=now, minutes=10)
        operations.set_parts(item=first, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)
        assert asked_by(client, path) == QUERIES[page]


def test_two_of_the_same_name_are_told_apart_where_one_chooses(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    for person, unit in ((anna, "Sygedagpenge"), (bo, "Ungeteamet")):
        employed(person, now, a_unit(now, unit), a_function(now, f"Sagsbehandler i {unit}"))
    Person.objects.filter(pk=bo.pk).update(name=anna.name, name_search=anna.name_search, name_sort=anna.name_sort)
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    client = as_(anna)
    for page in ("oplysninger/", f"dagsorden/{item.pk}/", "deltagere/?q=anna"):
        shown = text_of(client.get(f"/moeder/{meeting.pk}/{page}"))
        assert f"{anna.name} (Ungeteamet" in shown, page
