"""Leaving, through every module: what the page says beforehand is what happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pejl.agreements import operations as agreements
from pejl.agreements.models import Agreement
from pejl.agreements.tests.factories import an_agreement
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.tests.factories import a_product
from pejl.meetings.tests.factories import a_meeting
from pejl.organisation import operations
from pejl.organisation.models import Handover
from pejl.organisation.tests.factories import an_administrator
from pejl.wiring import handing_over
from tests.people import person_in

As = Callable[[Person], Client]


@pytest.fixture
def dorte(space: Space, anna: Person, bo: Person, now: datetime) -> Person:
    """Stands in for Bo, who has something of everything; Anna looks after Pejl."""
    dorte = person_in(space, "Dorte Dam", "dorte@nordager.example")
    an_administrator(anna, now)
    operations.appoint_deputy(for_person=bo, person=dorte, since_on=day_of(now), now=now)
    an_agreement(bo, now, what="Ring til virksomheden")
    product = a_product(bo, now)
    guidance.name_responsible(product=product, person=bo, deputy=anna, by=bo, now=now)
    a_meeting(bo, now=now, title="Når praktikken går i stå")
    Notice.objects.all().delete()
    return dorte


def test_what_is_said_before_is_what_happens(bo: Person, dorte: Person, now: datetime) -> None:
    with time_machine.travel(now):
        said = {(one.duty, one.thing.title, one.to) for one in handing_over.handings(bo, to=dorte)}
    operations.leave(person=bo, now=now)
    assert len(said) == 4
    assert {(row.duty, row.thing_title, row.to) for row in Handover.objects.filter(of=bo)} == said


def test_each_who_takes_over_gets_one_notice(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    operations.leave(person=bo, now=now)
    told = Notice.objects.get(person=dorte)
    assert "Bo Bæk" in told.subject
    assert "Ring til virksomheden" in told.text
    assert "Når praktikken går i stå" in told.text
    assert told.path == reverse("organisation:person", args=[dorte.pk])
    assert Notice.objects.filter(person=anna).count() == 1
    assert not Notice.objects.filter(person=bo).exists()


def test_page_shows_what_goes_to_whom_and_then_lets_go(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    with time_machine.travel(now):
        client = as_(anna)
        address = reverse("organisation:leave", args=[bo.pk])
        page = client.get(address).content.decode()
        to_dorte, to_anna = page.index(f'id="to-{dorte.pk}"'), page.index(f'id="to-{anna.pk}"')
        assert to_dorte < page.index("Ring til virksomheden")
        assert to_dorte < page.index("Hvornår bruger vi virksomhedspraktik?") < to_anna
        assert to_anna < page.rindex("Hvornår bruger vi virksomhedspraktik?")
        assert bo.again().left_on is None
        answer = client.post(address, {"on": "4/3-2026"})
    assert answer.status_code == 302
    assert bo.again().left_on == day_of(now)
    assert Agreement.objects.get(owner=dorte).what == "Ring til virksomheden"


def test_nothing_is_half_done(bo: Person, dorte: Person, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **more: object) -> None:
        raise RuntimeError("the last step fails")

    monkeypatch.setattr("pejl.organisation.operations.leaving.notices.tell", fail)
    with pytest.raises(RuntimeError):
        operations.leave(person=bo, now=now)
    assert bo.again().left_on is None
    assert not Handover.objects.exists()
    assert Agreement.objects.get().owner == bo


def test_who_comes_back_does_not_get_it_back(bo: Person, dorte: Person, now: datetime) -> None:
    operations.leave(person=bo, now=now)
    operations.come_back(person=bo, places=[], now=now)
    assert Agreement.objects.get(state=Agreement.State.OPEN).owner == dorte
    agreements.finish(agreement=Agreement.objects.get(owner=dorte), by=dorte, now=now)
