"""What follows by itself: who may follow, and that what is sent is what the page shows."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from pejl.foundation.live.queries import facts_after, number_of
from pejl.foundation.live.views import Audience
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import topic_of
from pejl.meetings.names import Authorship
from pejl.meetings.queries import with_people
from pejl.room import operations
from pejl.room.live import Look, RoomView, ViewName, html_of
from pejl.room.live.regions import REGIONS
from pejl.room.tests.browsing import Browser
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


def frames(evening: Evening, since: int, view: ViewName = ViewName.PARTICIPANT) -> dict[str, str]:
    """What is sent to a view since a number: html by id."""
    topic = topic_of(evening.meeting)
    audience = Audience(view, "en")
    patches = RoomView().patches(topic, list(facts_after(topic, since)), {audience})[audience]
    return {one.id: one.html for one in patches}


def asked(evening: Evening, view: str) -> str:
    return f"{reverse('live:stream')}?follow=meeting:{evening.meeting.pk}/{view}@0"


def test_who_takes_part_follows_and_leaders_lead(
    evening: Evening, anna: Person, bo: Person, emil: Person, carla: Person, as_: Browser
) -> None:
    answer = as_(bo).get(asked(evening, "participant"))
    [told] = json.loads(answer.content)["follows"]
    assert (told["view"], told["since"]) == ("participant", 0)
    assert told["key"].endswith(f"/meeting:{evening.meeting.pk}")
    assert as_(anna).get(asked(evening, "leader")).status_code == 200
    assert as_(bo).get(asked(evening, "wall")).status_code == 200
    assert as_(bo).get(asked(evening, "leader")).status_code == 404
    assert as_(emil).get(asked(evening, "participant")).status_code == 404
    assert as_(carla).get(asked(evening, "participant")).status_code == 404


@pytest.mark.parametrize("view", ["", "boss", "leader@@", "participant/../leader"])
def test_what_is_no_view_is_not_followed(evening: Evening, anna: Person, as_: Browser, view: str) -> None:
    assert as_(anna).get(asked(evening, view)).status_code == 404


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.name)
def test_region_is_one_element_with_its_id(evening: Evening, anna: Person, now: datetime, region) -> None:
    begun(evening, evening.work, by=anna, now=now)
    meeting = with_people(type(evening.meeting).objects.filter(pk=evening.meeting.pk)).get()
    for view in region.views:
        html = html_of(region.name, Look(meeting, now), view)
        assert re.match(rf'<\w+[^>]* id="{region.id}" data-region', html), html[:200]


def test_next_item_reaches_every_view(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    since = number_of(topic_of(evening.meeting))
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)
    assert "Videndeling" in frames(evening, since)["room-now"]
    assert "Videndeling" in frames(evening, since, ViewName.LEADER)["room-leading"]
    assert "Videndeling" in frames(evening, since, ViewName.WALL)["room-wall"]
    assert "room-place" in frames(evening, since)


def test_card_comes_alone_and_goes_alone(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.plenary, by=anna, now=now)
    since = number_of(topic_of(evening.meeting))
    card = a_card(evening.plenary, "Ring først", by=bo, now=now)
    told = frames(evening, since)
    assert list(told) == [f"card-{card.pk}"]
    assert "Ring først" in told[f"card-{card.pk}"]
    operations.remove_card(card=card, by=bo, now=now)
    assert frames(evening, since)[f"card-{card.pk}"] == ""


def test_what_is_sent_is_what_the_page_shows(
    evening: Evening, anna: Person, bo: Person, now: datetime, as_: Browser
) -> None:
    begun(evening, evening.plenary, by=anna, now=now)
    card = a_card(evening.plenary, "Ring først", by=bo, now=now)
    page = as_(bo).get(reverse("room:hold", args=[evening.meeting.pk])).content.decode()
    assert frames(evening, 0)[f"card-{card.pk}"] in page


@pytest.mark.parametrize("authorship", [Authorship.HIDDEN, Authorship.NONE])
def test_frames_tell_nothing_of_who_wrote(anna: Person, bo: Person, now: datetime, authorship: Authorship) -> None:
    evening = an_evening(anna, now=now, people=[bo], authorship=authorship)
    begun(evening, evening.plenary, by=anna, now=now)
    since = number_of(topic_of(evening.meeting))
    a_card(evening.plenary, "Hemmeligt", by=bo, now=now)
    for view in ViewName:
        told = " ".join(frames(evening, since, view).values())
        assert str(bo.pk) not in told
        assert bo.name not in told
    assert "Hemmeligt" in " ".join(frames(evening, since).values())


def test_whoever_listens_in_a_running_meeting_is_not_signed_out(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    """An hour without a press is the end elsewhere; in a meeting one listens."""
    with time_machine.travel(now, tick=False) as clock:
        client = as_(bo)
        operations.begin(meeting=evening.meeting, by=anna, now=now)
        for _half_hours in range(5):
            clock.shift(timedelta(minutes=30))
            answer = client.get(asked(evening, "participant"), headers={"Pejl-Automatic": "1"})
            assert answer.status_code == 200
        meetings.end(meeting=evening.meeting, by=anna, now=now)
        clock.shift(timedelta(minutes=61))
        assert client.get(asked(evening, "participant"), headers={"Pejl-Automatic": "1"}).status_code == 401
