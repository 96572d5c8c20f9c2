"""The pages of learning, and what it shows on the pages of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Evidence, Product
from pejl.learning.models import LearningMeeting
from pejl.learning.tests.factories import a_held_meeting, a_learning_meeting
from pejl.meetings import operations as meetings
from pejl.meetings.tests.factories import an_item
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.room import operations as room
from pejl.themes.models import Theme
from pejl.themes.tests.factories import a_theme, decided

As = Callable[[Person], Client]

# All that a page asks the database, frame and slots included: session, account, person, meeting, roles, participants,
# items, parts, learning meeting; on the meeting's own page also what it follows, and who may say so.
WHOLE = {"": 12, "dagsorden/": 11, "invitationer/": 10}


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(anna: Person, now: datetime) -> WorkingGroup:
    """Anna's working group."""
    return a_group(now, anna)


@pytest.fixture
def theme(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> Theme:
    """Bo's theme, chosen as one of the next."""
    proposed = a_theme(bo, now)
    decided(proposed, group, anna, now)
    return Theme.objects.get(pk=proposed.pk)


def plan_form(theme: Theme, group: WorkingGroup, *leaders: Person, **said: Any) -> dict[str, Any]:
    """What a browser sends from the planning page."""
    return {
        "title": theme.title,
        "purposes": "At vide hvornår\nAt vide hvordan",
        "day": "onsdag den 11. marts",
        "start": "kl. 9",
        "place": "",
        "group": str(group.pk),
        "leaders": [str(person.pk) for person in leaders],
        "template": "",
        "client_id": str(uuid4()),
        **said,
    }


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def test_planning_suggests_the_themes_title_and_the_model(anna: Person, theme: Theme, now: datetime, as_: As) -> None:
    meetings.add_standard_templates(by=None, now=now)
    page = text_of(as_(anna).get(f"/moeder/planlaeg/{theme.pk}/"))
    assert f'value="{theme.title}"' in page
    assert "Læringsmøde, hele modellen" in page


def test_planning_leads_to_the_agenda(anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As) -> None:
    template, *_others = meetings.add_standard_templates(by=None, now=now)
    said = plan_form(theme, group, anna, template=str(template.pk))
    client, path = as_(anna), f"/moeder/planlaeg/{theme.pk}/"
    first, second = client.post(path, said), client.post(path, said)
    planned = LearningMeeting.objects.select_related("meeting").get()
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"] == f"/moeder/{planned.meeting_id}/dagsorden/"
    assert planned.meeting.starts_at == moments.local(date(2026, 3, 11), time(9))
    assert planned.meeting.purposes == ["At vide hvornår", "At vide hvordan"]
    assert client.get(first["Location"]).status_code == 200


def test_planning_is_for_the_working_group(bo: Person, theme: Theme, group: WorkingGroup, as_: As) -> None:
    path = f"/moeder/planlaeg/{theme.pk}/"
    assert as_(bo).get(path).status_code == 403
    assert as_(bo).post(path, plan_form(theme, group, bo)).status_code == 403
    assert not LearningMeeting.objects.exists()


def test_planning_refuses_nonsense_with_what_was_typed(
    anna: Person, bo: Person, theme: Theme, group: WorkingGroup, as_: As
) -> None:
    path = f"/moeder/planlaeg/{theme.pk}/"
    for wrong in ({"day": "32/1"}, {"start": ""}, {"title": ""}, {"leaders": [str(bo.pk)]}, {"place": "710101-1234"}):
        answer = as_(anna).post(path, plan_form(theme, group, anna, **wrong))
        assert answer.status_code == 422
        assert "At vide hvordan" in text_of(answer)
    assert not LearningMeeting.objects.exists()


def test_planning_warns_of_a_theme_that_is_not_next(
    anna: Person, bo: Person, theme: Theme, now: datetime, as_: As
) -> None:
    other = a_theme(bo, now, title="Et andet tema")
    expected, unexpected = (text_of(as_(anna).get(f"/moeder/planlaeg/{one.pk}/")) for one in (theme, other))
    assert "alert--warning" not in expected
    assert "alert--warning" in unexpected


def test_the_editor_shows_what_the_plan_lacks_and_blocks_nothing(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    template, *_others = meetings.add_standard_templates(by=None, now=now)
    lacking = a_learning_meeting(anna, now, group=group)
    whole = a_learning_meeting(anna, now, group=group, template=template, leaders=[anna, bo])
    client = as_(anna)
    pages = [text_of(client.get(f"/moeder/{one.meeting_id}/dagsorden/")) for one in (lacking, whole)]
    assert ["alert--warning" in page for page in pages] == [True, False]
    an_item(lacking.meeting, by=anna, now=now)
    assert client.post(f"/moeder/{lacking.meeting_id}/invitationer/").status_code == 303


def test_the_theme_shows_its_meetings_and_lets_the_group_plan(
    anna: Person, bo: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As
) -> None:
    path, planning = f"/temaer/{theme.pk}/", f"/moeder/planlaeg/{theme.pk}/"
    assert planning in text_of(as_(anna).get(path))
    assert planning not in text_of(as_(bo).get(path))
    planned = a_learning_meeting(anna, now, theme=theme, group=group)
    link = f'href="/moeder/{planned.meeting_id}/"'
    assert link in text_of(as_(anna).get(path))
    assert link not in text_of(as_(bo).get(path))
    an_item(planned.meeting, by=anna, now=now)
    meetings.invite(meeting=planned.meeting, by=anna, now=now)
    assert link in text_of(as_(bo).get(path))


@pytest.mark.parametrize("page", WHOLE)
def test_a_whole_page_with_its_slots_stays_within_the_budget_of_questions(
    anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As, page: str
) -> None:
    planned = a_learning_meeting(anna, now, theme=theme, group=group)
    client, path = as_(anna), f"/moeder/{planned.meeting_id}/{page}"
    client.get(path)
    for _number in range(2):
        an_item(planned.meeting, by=anna, now=now)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        reads = [query["sql"] for query in asked.captured_queries if ' FROM "' in query["sql"]]
        assert len(reads) == WHOLE[page]


def test_the_meeting_names_its_theme(anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As) -> None:
    planned = a_learning_meeting(anna, now, theme=theme, group=group)
    assert f'href="/temaer/{theme.pk}/"' in text_of(as_(anna).get(f"/moeder/{planned.meeting_id}/"))


def test_a_guide_is_begun_from_the_chosen_cards(anna: Person, group: WorkingGroup, now: datetime, as_: As) -> None:
    kind = guidance.add_standard_kinds()[0]
    held = a_held_meeting(anna, now, "Spørg arbejdsgiveren", "Begrund varigheden", group=group)
    duty = room.take_on_product(meeting=held.meeting, person=anna, what="Praktik", by=anna, now=now)
    client, path = as_(anna), f"/moeder/{held.meeting.pk}/vejledning/"
    page = text_of(client.get(path))
    assert "Spørg arbejdsgiveren" in page
    said = {
        "title": "Praktik",
        "kind": str(kind.pk),
        "duty": str(duty.pk),
        "cards": [str(held.cards[0].pk)],
        "client_id": str(uuid4()),
    }
    first, second = client.post(path, said), client.post(path, said)
    product = Product.objects.get()
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"] == resolve_url("guidance:edit", product.pk)
    assert [evidence.quote for evidence in Evidence.objects.all()] == ["Spørg arbejdsgiveren"]
    assert product.title in text_of(client.get(f"/moeder/{held.meeting.pk}/"))


def test_a_guide_is_for_leaders_and_those_who_took_it_on(
    anna: Person, bo: Person, space: Space, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held = a_held_meeting(anna, now, "Ét", group=group, people=(bo,))
    path, summary = f"/moeder/{held.meeting.pk}/vejledning/", f"/moeder/{held.meeting.pk}/opsamling/"
    assert as_(bo).get(path).status_code == 403
    assert path not in text_of(as_(bo).get(summary))
    room.take_on_product(meeting=held.meeting, person=bo, what="Praktik", by=anna, now=now)
    assert as_(bo).get(path).status_code == 200
    assert path in text_of(as_(bo).get(summary))


def test_a_guide_waits_until_the_meeting_is_over(anna: Person, group: WorkingGroup, now: datetime, as_: As) -> None:
    planned = a_learning_meeting(anna, now, group=group)
    assert as_(anna).get(f"/moeder/{planned.meeting_id}/vejledning/").status_code == 409


def test_another_job_centre_finds_nothing(
    anna: Person, carla: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held = a_held_meeting(anna, now, "Ét", group=group)
    for path in (f"/moeder/planlaeg/{theme.pk}/", f"/moeder/{held.meeting.pk}/vejledning/"):
        assert as_(carla).get(path).status_code == 404
        assert as_(carla).post(path, {}).status_code == 404
