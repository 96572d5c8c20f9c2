"""What is at hand where management's presentation is framed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pejl.direction import operations as direction
from pejl.direction.tests.factories import a_manager, stated
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Block, Kind, Product, Version
from pejl.guidance.names import BlockKind, State
from pejl.learning import queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.organisation.tests.factories import a_unit, employed
from tests.people import person_in

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def manager(bo: Person, now: datetime) -> Person:
    return a_manager(bo, now)


def titles(meeting: Meeting, person: Person, now: datetime) -> dict[str, list[str]]:
    frame = queries.frame_for(meeting, person, day_of(now))
    return {
        "follows": [one.title for one in frame.follows],
        "now": [one.title for _kind, some in frame.now for one in some],
        "coming": [one.title for one in frame.coming],
        "rules": [block.content["paragraph"] for block, _day in frame.rules],
    }


def a_rule(by: Person, now: datetime, *, as_of: str, state: str = State.PUBLISHED) -> None:
    """Guidance with one rule, told as it stands on a day."""
    guidance.add_standard_kinds()
    kind = Kind.objects.get(name="Handlingsanvisning")
    product = Product.objects.create(title="Sygedagpenge", kind=kind, created_by=by, created_at=now)
    told = {"parts": kind.parts, "state": state, "title": "Sygedagpenge", "created_by": by, "created_at": now}
    if state != State.DRAFT:
        told |= {"published_at": now, "valid_from": day_of(now)}
    version = Version.objects.create(product=product, number=1, **told)
    content = {"act": "SDPL", "paragraph": f"§ 27 ({as_of})", "as_of": as_of, "text": "Ny frist."}
    Block.objects.create(
        version=version, part="rule", kind=BlockKind.RULE, position=1, obligation="must", content=content
    )


def test_direction_in_force_and_to_come_for_ones_units(anna: Person, manager: Person, now: datetime) -> None:
    mine, other = a_unit(now, "Sygedagpenge"), a_unit(now, "Ydelse")
    employed(anna, now, mine)
    goal = stated(manager, now, title="Målet")
    stated(manager, now, kind="frame", title="Rammen", units=[mine])
    stated(manager, now, kind="frame", title="De andres ramme", units=[other])
    stated(manager, now, kind="expectation", title="På vej", since_on=day_of(now) + timedelta(days=30))
    meeting = a_meeting(anna, now=now)
    direction.link(statements=[goal], about=pointers.to(meeting, title=meeting.title), by=anna, now=now)
    assert titles(meeting, anna, now) == {
        "follows": ["Målet"],
        "now": ["Målet", "Rammen"],
        "coming": ["På vej"],
        "rules": [],
    }


def test_rules_that_guidance_forewarns_of(anna: Person, now: datetime) -> None:
    for as_of in ("2027-01-01", "2026-07-01", "2026-01-01"):
        a_rule(anna, now, as_of=as_of)
    a_rule(anna, now, as_of="2026-08-01", state=State.DRAFT)
    a_rule(anna, now, as_of="2026-09-01", state=State.REPLACED)
    assert titles(a_meeting(anna, now=now), anna, now)["rules"] == ["§ 27 (2026-07-01)", "§ 27 (2027-01-01)"]


def test_it_stands_on_the_page_of_a_management_presentation_only(
    anna: Person, manager: Person, now: datetime, as_: As
) -> None:
    stated(manager, now, title="Målet")
    a_rule(anna, now, as_of="2027-01-01")
    meeting = a_meeting(anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/"
    management = an_item(meeting, by=anna, now=now, behaviour=Behaviour.MANAGEMENT)
    law = an_item(meeting, by=anna, now=now, behaviour=Behaviour.LAW)
    shown, other = (as_(anna).get(f"{path}{item.pk}/").content.decode() for item in (management, law))
    assert '<details class="details" id="frame">' in shown
    assert "Målet" in shown
    assert "1. januar 2027" in shown
    assert "Målet" not in other


def test_guest_who_leads_sees_none_of_it(anna: Person, manager: Person, space: Space, now: datetime, as_: As) -> None:
    guest = person_in(space, "Dorte Eng", "dorte@aarstal.example", is_guest=True)
    stated(manager, now, title="Målet")
    meeting = a_meeting(anna, now=now, leaders=[anna, guest])
    item = an_item(meeting, by=anna, now=now, behaviour=Behaviour.MANAGEMENT)
    shown = as_(guest).get(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/")
    assert shown.status_code == 200
    assert "Målet" not in shown.content.decode()
