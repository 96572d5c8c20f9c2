"""Posters of paper: photographed, typed in by one for many, and telling no more than was promised."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.foundation.audit.models import Event
from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, topic_of
from pejl.meetings.names import Authorship
from pejl.room import operations
from pejl.room.models import Card, Poster
from pejl.room.tests.browsing import Browser, at
from pejl.room.tests.factories import Evening, an_evening, begun
from tests.access.boarding import a_point

PICTURE = Examined("plakat.png", Kind.PNG, a_point(200))


def test_photograph_is_kept_once_and_taken_away_with_its_file(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    poster = operations.keep_poster(item=plenary, file=PICTURE, by=bo, now=now)
    assert operations.keep_poster(item=plenary, file=PICTURE, by=bo, now=now) == poster
    assert (poster.kept_by, poster.kept_at, KeptFile.objects.count()) == (bo, now, 1)
    with pytest.raises(NotAllowed):
        operations.take_poster_away(poster=poster, by=_other(evening, now), now=now)
    operations.take_poster_away(poster=poster, by=anna, now=now)
    assert (Poster.objects.count(), KeptFile.objects.count()) == (0, 0)
    kinds = [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]
    assert kinds[-2:] == ["poster.kept", "poster.taken_away"]


def _other(evening: Evening, now: datetime) -> Person:
    return next(person for person in Person.objects.all() if person.name == "Emil Eg")


@pytest.fixture(autouse=True)
def somebody_else(emil: Person) -> Person:
    """Emil is there, and not in the meeting."""
    return emil


def test_only_pictures_are_kept_on_an_open_board(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(Invalid, match="photograph"):
        operations.keep_poster(item=plenary, file=Examined("a.txt", Kind.TEXT, b"x"), by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.keep_poster(item=plenary, file=PICTURE, by=emil, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    meetings.close(meeting=evening.meeting.again(), by=anna, now=now)
    with pytest.raises(Refusal):
        operations.keep_poster(item=plenary, file=PICTURE, by=bo, now=now)
    assert not KeptFile.objects.exists()


def test_where_no_author_is_stored_the_photograph_tells_neither_minute_nor_place_in_the_row(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    """Who photographs often types as well: two exact moments beside each other would tell who typed."""
    evening = an_evening(anna, now=now, people=[bo, dorte], authorship=Authorship.NONE)
    begun(evening, evening.plenary, by=anna, now=now)
    late = now.replace(minute=7, second=42)
    poster = operations.keep_poster(item=evening.plenary, file=PICTURE, by=bo, now=late)
    card = operations.write_card(
        item=evening.plenary, kind="wish", text="Fra plakaten", client_id=uuid4(), is_from_paper=True, by=bo, now=late
    )
    assert (card.author, card.written_at.second) == (None, 0)
    event = Event.objects.get(event="poster.kept")
    fact = live.facts_after(topic_of(evening.meeting), 0).filter(kind="poster.kept").get()
    for moment in (poster.kept_at, poster.file.uploaded_at, event.at, fact.at):
        assert (moment.minute, moment.second) == (5, 0)
    assert fact.ids == {"item": str(evening.plenary.pk)}


def test_page_says_who_is_kept_takes_the_photograph_and_types_in_beside_it(
    anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    evening = an_evening(anna, now=now, people=[bo, dorte], authorship=Authorship.NONE)
    begun(evening, evening.plenary, by=anna, now=now)
    browser, address = as_(bo), at("paper", evening, evening.plenary.pk)
    page = browser.get(address).content.decode()
    assert "Who sends the photograph is kept with it, and handwriting can be recognised" in page
    assert 'capture="environment"' in page
    assert "capture=" not in browser.get(address, {"album": 1}).content.decode()
    assert browser.post(address, {"file": SimpleUploadedFile("plakat.png", a_point(200))}).status_code == 302
    poster = Poster.objects.get()
    picture = browser.get(at("poster", evening, poster.pk))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    said = {"kind": "wish", "text": "Fra plakaten", "client_id": uuid4(), "authorship": "none", "is_from_paper": "True"}
    answer = browser.post(at("write", evening, evening.plenary.pk), said)
    assert answer.url.startswith(address)
    assert Card.objects.get().is_from_paper
    wrong = browser.post(address, {"file": SimpleUploadedFile("plakat.txt", b"Tre ting")})
    assert wrong.status_code == 422


def test_no_name_stands_on_what_is_typed_from_paper(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    said = {"item": plenary, "kind": "wish", "text": "Fra plakaten", "client_id": uuid4(), "is_from_paper": True}
    assert not operations.write_card(**said, by=bo, now=now).names_author
    page = as_(anna).get(at("hold", evening)).content.decode()
    assert "From the poster" in page
    assert '<p class="card__origin">Bo Bæk' not in page
