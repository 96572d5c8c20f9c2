from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connections

from pejl.foundation.drafts import operations, queries
from pejl.foundation.drafts.models import Sent
from pejl.foundation.live.models import Topic
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from tests.people import person_in

PLACE = "themes:propose"


def add(name: str) -> Topic:
    """Any row that a form might make."""
    return Topic.objects.create(name=name)


def test_draft_is_kept_and_read_back(anna, now):
    operations.keep(place=PLACE, fields={"title": "Prak"}, by=anna, now=now)
    operations.keep(place=PLACE, fields={"need": "Hvornår"}, by=anna, now=now)
    assert queries.at(PLACE, person=anna).fields == {"title": "Prak", "need": "Hvornår"}


def test_draft_is_the_writers_own(anna, bo, now):
    operations.keep(place=PLACE, fields={"title": "Prak"}, by=anna, now=now)
    assert queries.at(PLACE, person=bo) is None


def test_draft_refuses_a_cpr_number_and_keeps_the_former_text(anna, now):
    operations.keep(place=PLACE, fields={"need": "Før"}, by=anna, now=now)
    with pytest.raises(CprFound) as refused:
        operations.keep(place=PLACE, fields={"need": "Borger 710101-1234"}, by=anna, now=now)
    assert "710101" not in str(refused.value)
    assert queries.at(PLACE, person=anna).fields == {"need": "Før"}


def test_draft_keeps_what_stands_beside_a_refused_field(anna, now):
    with pytest.raises(CprFound) as refused:
        operations.keep(place=PLACE, fields={"need": "Borger 710101-1234", "title": "Praktik"}, by=anna, now=now)
    assert refused.value.field == "need"
    assert queries.at(PLACE, person=anna).fields == {"title": "Praktik"}


@pytest.mark.parametrize("place", ["", "nowhere", "themes:propose:xyz", "a" * 500, "themes:propose\n"])
def test_draft_refuses_an_unknown_place(anna, now, place):
    with pytest.raises(Invalid):
        operations.keep(place=place, fields={}, by=anna, now=now)


def test_draft_refuses_what_is_too_large(anna, now):
    with pytest.raises(Invalid):
        operations.keep(place=PLACE, fields={"need": "æ" * operations.LARGEST}, by=anna, now=now)


def test_form_sent_twice_does_its_work_once(anna, now):
    key = uuid.uuid4()
    results = {operations.once(lambda: add("A"), client_id=key, by=anna, now=now, place=PLACE) for _ in range(3)}
    assert len(results) == 1
    assert Topic.objects.count() == 1


def test_sent_form_is_known_to_who_sent_it(anna, bo, now):
    key = uuid.uuid4()
    assert not queries.is_sent(key, person=anna)
    operations.once(lambda: add("A"), client_id=key, by=anna, now=now)
    assert queries.is_sent(key, person=anna)
    assert not queries.is_sent(key, person=bo)
    assert not queries.is_sent(None, person=anna)


def test_sending_drops_the_draft(anna, now):
    operations.keep(place=PLACE, fields={"title": "Prak"}, by=anna, now=now)
    operations.once(lambda: add("A"), client_id=uuid.uuid4(), by=anna, now=now, place=PLACE)
    assert queries.at(PLACE, person=anna) is None


def test_refused_form_can_be_mended_and_sent_again(anna, now):
    key = uuid.uuid4()

    def refuse():
        raise Refusal("Nej")

    with pytest.raises(Refusal):
        operations.once(refuse, client_id=key, by=anna, now=now)
    operations.once(lambda: add("A"), client_id=key, by=anna, now=now)
    assert Topic.objects.count() == 1


def test_same_key_of_another_person_is_another_form(anna, bo, now):
    key = uuid.uuid4()
    operations.once(lambda: add("A"), client_id=key, by=anna, now=now)
    operations.once(lambda: add("B"), client_id=key, by=bo, now=now)
    assert Topic.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_form_sent_at_the_same_instant_does_its_work_once(now):
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    anna = person_in(space, "Anna Ager", "anna@nordager.example")
    key, results, failures = uuid.uuid4(), [], []
    ready = threading.Barrier(6)

    def send():
        try:
            ready.wait()
            with scopes.scope(space.pk):
                results.append(operations.once(lambda: add("A"), client_id=key, by=anna, now=now))
        except Exception as failure:  # noqa: BLE001 -- whatever it was, the test must show it
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with scopes.scope(space.pk):
        assert set(results) == set(Topic.objects.values_list("pk", flat=True))
        assert len(results) == 6
        assert Sent.objects.count() == 1
