"""People from outside: on the list, and in by a link that can be opened once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pejl.foundation.audit.models import Event
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Token
from pejl.meetings import operations
from pejl.meetings.models import GuestLink, Meeting, Participant
from pejl.meetings.names import ItemRole, Reply
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting, an_item
from pejl.meetings.tests.mails import link_to, mails_to, work
from pejl.organisation.models import Guest
from tests.people import NOW

As = Callable[[Person], Client]
GITTE = {"name": "Gitte Gran", "comes_from": "Værkstedet i Nordager", "email": "gitte@vaerksted.example"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting(anna: Person, bo: Person, now: datetime) -> Meeting:
    """With Gitte from outside, who presents."""
    meeting = a_meeting(anna, now=now)
    gitte = operations.bring_guest(meeting=meeting, **GITTE, by=anna, now=now)
    item = an_item(meeting, by=anna, now=now, label="Hverdagen hos os", questions="Hvad virker?")
    an_item(meeting, by=anna, now=now, label="Gruppearbejde", leader_notes="Hold øje med tiden")
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [gitte]}, by=anna, now=now)
    return operations.invite(meeting=meeting, people=[bo], by=anna, now=now)


@pytest.fixture
def gitte(meeting: Meeting) -> Person:
    return Person.objects.get(name="Gitte Gran")


@pytest.fixture
def link(gitte: Person, now: datetime) -> str:
    return link_to("/gaest/", mails_to(gitte, now)[-1].body)


def secret_in(link: str) -> str:
    return link.partition("link=")[2]


def opened(client: Client, link: str) -> str:
    """Open it, and where it leads."""
    answer = client.post("/gaest/", {"link": secret_in(link)})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_guest_is_brought_by_name_place_and_address(anna: Person, bo: Person, now: datetime):
    meeting = a_meeting(anna, now=now)
    person = operations.bring_guest(meeting=meeting, **GITTE, by=anna, now=now)
    assert (person.is_guest, person.account, person.email) == (True, None, "gitte@vaerksted.example")
    assert Guest.objects.get(person=person).comes_from == "Værkstedet i Nordager"
    assert Participant.objects.filter(meeting=meeting, person=person, invited_at=None).exists()
    assert not Notice.objects.exists()
    with pytest.raises(Invalid) as refusal:
        operations.bring_guest(meeting=meeting, **(GITTE | {"email": " "}), by=anna, now=now)
    assert refusal.value.field == "email"
    with pytest.raises(Invalid):
        operations.bring_guest(meeting=meeting, **GITTE, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.bring_guest(meeting=meeting, **(GITTE | {"email": "ny@x.example"}), by=bo, now=now)


def test_the_page_says_beside_the_field_that_an_address_is_missing(anna: Person, now: datetime, as_: As):
    meeting = a_meeting(anna, now=now)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/deltagere/gaest/", GITTE | {"email": ""})
    assert answer.status_code == 422
    assert "Værkstedet i Nordager" in answer.content.decode()
    assert as_(anna).post(f"/moeder/{meeting.pk}/deltagere/gaest/", GITTE).status_code == 303


def test_the_mail_says_the_own_part_first_and_nothing_is_kept_of_the_link(link: str, gitte: Person, now: datetime):
    (mail,) = mails_to(gitte, now)
    assert mail.body.index("Hverdagen hos os") < mail.body.index("Mødelokale 2")
    assert "/moeder/" not in mail.body
    secret = secret_in(link)
    assert not Notice.objects.filter(text__contains=secret).exists()
    assert GuestLink.objects.get().digest == Token.digest_of(secret)


def test_colleagues_and_guests_who_sign_in_get_no_such_link(meeting: Meeting, bo: Person, now: datetime):
    assert "/gaest/" not in mails_to(bo, now)[-1].body
    work(now)
    assert GuestLink.objects.count() == 1


def test_a_mail_that_is_tried_again_holds_the_same_link(gitte: Person, now: datetime):
    first = link_to("/gaest/", mails_to(gitte, now)[-1].body)
    notice = Notice.objects.get(person=gitte)
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
    operations.mail(notice_id=notice.pk, about=Participant.objects.get(person=gitte).meeting_id, now=now)
    assert link_to("/gaest/", mails_to(gitte, now)[-1].body) == first
    assert GuestLink.objects.count() == 1


def test_looking_opens_nothing_pressing_does_and_only_once(link: str):
    first, second = Client(), Client()
    for look in (first.get, first.head, first.get):
        assert look(link).status_code == 200
    assert GuestLink.objects.get().opened_at is None
    page = opened(first, link)
    assert first.get(page).status_code == 200
    assert second.get(page).status_code == 404
    assert second.post("/gaest/", {"link": secret_in(link)}).status_code == 200
    assert second.get(page).status_code == 404
    assert 'action="/gaest/nyt-link/"' in second.get(link).content.decode()
    assert first.get(link).status_code == 303
    assert Event.objects.filter(event="guest_link.opened").count() == 1


def test_the_cookie_is_the_browsers_and_of_no_use_to_scripts(link: str, settings):
    client = Client()
    page = opened(client, link)
    (cookie,) = [morsel for name, morsel in client.cookies.items() if "guest" in name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/gaest/")
    assert GuestLink.objects.get().browser not in cookie.value
    settings.SESSION_COOKIE_SECURE = True
    assert client.get(page).status_code == 404


def test_the_page_shows_what_a_guest_needs_and_nothing_else(link: str, meeting: Meeting, bo: Person):
    client = Client()
    answer = client.get(opened(client, link))
    text = answer.content.decode()
    for shown in ("Virksomhedspraktik", "Mødelokale 2", "Anna Ager", "Hverdagen hos os", "Hvad virker?", "9.10"):
        assert shown in text
    for hidden in (bo.name, bo.email, "Hold øje med tiden", "/temaer/", "/moeder/", "At vide hvornår"):
        assert hidden not in text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_guest_answers_and_takes_the_file_along(link: str, gitte: Person, meeting: Meeting):
    client = Client()
    page = opened(client, link)
    assert client.post(f"{page}svar/", {"reply": "accepted"}).status_code == 303
    assert Participant.objects.get(person=gitte).reply == Reply.ACCEPTED
    file = client.get(f"{page}moede.ics")
    assert f"UID:meeting-{meeting.pk}@pejl".encode() in file.content
    assert Client().post(f"{page}svar/", {"reply": "declined"}).status_code == 404
    assert Client().get(f"{page}moede.ics").status_code == 404
    assert Participant.objects.get(person=gitte).reply == Reply.ACCEPTED


def test_a_used_link_has_a_new_one_sent_to_the_address_on_file_and_not_for_ever(
    link: str, gitte: Person, now: datetime
):
    opened(Client(), link)
    client = Client()
    answers = [client.post("/gaest/nyt-link/", {"link": secret_in(link)}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    mails = mails_to(gitte, now)
    assert len(mails) == 4
    fresh = link_to("/gaest/", mails[-1].body)
    assert fresh != link
    other = Client()
    assert other.get(opened(other, fresh)).status_code == 200
    assert client.post("/gaest/nyt-link/", {"link": "x"}).status_code == 404


@pytest.mark.parametrize("end", ["cancel", "take_out", "leave", "day_after"])
def test_when_it_is_over_the_page_and_the_link_are_gone(
    link: str, meeting: Meeting, gitte: Person, anna: Person, now: datetime, clock, end: str
):
    client = Client()
    page = opened(client, link)
    if end == "cancel":
        operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    elif end == "take_out":
        operations.set_parts(item=meeting.items.get(position=1), parts={ItemRole.PRESENTER: []}, by=anna, now=now)
        operations.take_out(meeting=meeting, people=[gitte], by=anna, now=now)
    elif end == "leave":
        Person.objects.filter(pk=gitte.pk).update(left_on=now.date())
    else:
        clock.move_to(meeting.starts_at + timedelta(days=1, hours=10))
        assert client.get(page).status_code == 200
        clock.move_to(meeting.starts_at + timedelta(days=2))
    for answer in (client.get(page), client.get(link), client.post("/gaest/", {"link": secret_in(link)})):
        assert answer.status_code == 404


def test_links_of_one_job_centre_open_nothing_in_another(link: str, carla: Person, as_: As):
    """Also where a colleague of the neighbours is signed in in the same browser."""
    client = as_(carla)
    page = opened(client, link)
    assert client.get(page).status_code == 200
    with scopes.scope(carla.space_id):
        assert not GuestLink.objects.exists()
    wrong = secret_in(link).replace(secret_in(link)[5:37], carla.space_id.hex)
    assert client.get("/gaest/", {"link": wrong}).status_code == 404


def test_two_meetings_are_two_pages_in_one_browser(link: str, gitte: Person, anna: Person, now: datetime):
    client = Client()
    first = opened(client, link)
    an_announced_meeting(anna, now=now + timedelta(minutes=1), people=(gitte,), title="Et andet møde")
    second = opened(client, link_to("/gaest/", mails_to(gitte, now + timedelta(minutes=1))[-1].body))
    assert client.get(first).status_code == client.get(second).status_code == 200
    assert "Et andet møde" in client.get(second).content.decode()
