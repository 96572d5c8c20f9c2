"""The menu of a card and the page of clusters, without script and with."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import operations
from pejl.room.models import Card, Cluster, ProductDuty
from pejl.room.tests.browsing import HTMX, Browser, at
from pejl.room.tests.factories import Evening, a_card, begun


@pytest.fixture
def group(evening: Evening, anna: Person, now: datetime) -> AgendaItem:
    """Bo's group, at work."""
    begun(evening, evening.work, by=anna, now=now)
    return evening.groups[0].again()


def test_menu_moves_a_card_without_script(
    evening: Evening, group: AgendaItem, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    cluster = operations.make_cluster(item=group, title="Kontakt", cards=[], by=bo, now=now)
    browser, address = as_(bo), at("move_card", evening, card.pk)
    page = browser.get(address).content.decode()
    for words in ("Kontakt", "Gruppe 2", "Parameter", "For the product", "Edit"):
        assert words in page
    assert browser.post(address, {"to": f"cluster {cluster.pk}", "version": 1}).status_code == 302
    assert card.again().cluster == cluster
    stale = browser.post(address, {"to": f"board {group.pk}", "version": 1})
    assert stale.status_code == 422
    assert "It lies in “Kontakt” now" in stale.content.decode()
    assert browser.post(address, {"to": "kind wish", "version": 2}).status_code == 302
    assert browser.post(address, {"new_cluster": "1", "title": "Ny", "version": 3}).status_code == 302
    assert (card.again().kind, card.again().cluster.title) == ("wish", "Ny")
    assert browser.post(address, {"to": f"board {evening.groups[1].pk}", "version": 4}).status_code == 302
    assert card.again().item == evening.groups[1]


def test_menu_and_drag_with_script(
    evening: Evening, group: AgendaItem, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    cluster = operations.make_cluster(item=group, title="Kontakt", cards=[], by=bo, now=now)
    browser, address = as_(bo), at("move_card", evening, card.pk)
    assert "<html" not in browser.get(address, headers=HTMX).content.decode()
    answer = browser.post(address, {"to": f"cluster {cluster.pk}", "version": 1}, headers=HTMX)
    assert (answer.status_code, answer["Pejl-Version"]) == (204, "2")
    dragged = browser.post(address, {"to": f"board {group.pk}", "version": 1}, headers=HTMX)
    assert (dragged.status_code, dragged["HX-Retarget"]) == (422, "#room-notice")
    pressed = browser.post(address, {"to": f"board {group.pk}", "version": 1, "menu": 1}, headers=HTMX)
    assert (pressed.status_code, pressed["HX-Retarget"]) == (422, "#card-menu")
    gone = browser.post(address, {"to": "cluster 5d0c1f0e-0000-4000-8000-000000000000", "version": 2}, headers=HTMX)
    assert "not there any more" in gone.content.decode()
    assert browser.post(address, {"to": "moon", "version": 2}).status_code == 404


def test_clusters_are_made_named_ordered_and_dissolved_without_script(
    evening: Evening, group: AgendaItem, bo: Person, as_: Browser, now: datetime
) -> None:
    cards = [a_card(group, text, by=bo, now=now) for text in ("Ring", "Skriv")]
    browser, address = as_(bo), at("arrange", evening, group.pk)
    assert browser.post(address, {"make": "1", "title": "A", "card": [one.pk for one in cards]}).status_code == 302
    assert {card.cluster.title for card in Card.objects.select_related("cluster")} == {"A"}
    assert browser.post(address, {"make": "1", "title": ""}).status_code == 422
    browser.post(address, {"make": "1", "title": "B"})
    first = Cluster.objects.get(title="A")
    browser.post(address, {"cluster": first.pk, "version": 1, "place": 2})
    assert [one.title for one in Cluster.objects.order_by("position")] == ["B", "A"]
    stale = browser.post(address, {"cluster": first.pk, "version": 1, "title": "C"})
    assert stale.status_code == 422
    assert "It is called “A” now" in stale.content.decode()
    browser.post(address, {"cluster": first.pk, "version": 2, "title": "C"})
    browser.post(address, {"cluster": first.pk, "version": 3, "dissolve": "1"})
    assert [one.title for one in Cluster.objects.all()] == ["B"]
    assert not Card.objects.exclude(cluster=None).exists()


def test_hidden_authors_are_in_no_menu(
    anna: Person, bo: Person, dorte: Person, evening: Evening, as_: Browser, group: AgendaItem, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    Card.objects.filter(pk=card.pk).update(authorship="hidden")
    menu = as_(dorte).get(at("move_card", evening, card.pk), headers=HTMX).content.decode()
    assert "Bo Bæk" not in menu
    assert str(bo.pk) not in menu


def test_leaders_decide_on_a_template_where_boards_lie_side_by_side(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(group, "Et skema", by=bo, now=now)
    operations.mark_for_product(card=card, is_for_product=True, by=bo, now=now)
    operations.start_item(item=evening.gathering, expected_running=evening.work.pk, by=anna, now=now)
    leader = as_(anna)
    page = leader.get(at("lead", evening) + f"?board={evening.gathering.pk}").content.decode()
    assert at("shared_template", evening) in page
    assert "What is alike" in page
    assert '<option value="consideration"' not in page
    address = at("shared_template", evening)
    assert "Et skema" in leader.get(address).content.decode()
    assert leader.post(address, {"title": "Skema", "person": bo.pk}).status_code == 302
    assert ProductDuty.objects.get().person == bo
    assert as_(bo).get(address).status_code == 403
