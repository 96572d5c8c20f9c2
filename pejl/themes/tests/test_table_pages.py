"""The table, its order and the lists, as a browser meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Theme
from pejl.themes.tests.browsing import decision, own, text_of
from pejl.themes.tests.factories import a_collection, a_leader, a_theme, backed, collected, decided, weighed

As = Callable[[Person], Client]
ORDER = "/temaer/bordet/raekkefoelge/"


@pytest.fixture(autouse=True)
def today(now: datetime) -> Any:
    """All of it happens on the day of the test."""
    with time_machine.travel(now):
        yield


def titles(page: str) -> list[str]:
    """The titles of themes in the order they stand."""
    return re.findall(r">(Nr\. \d)</a>", page)


def hidden(page: str, name: str) -> str:
    """What a hidden field holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def four(bo: Person, now: datetime) -> list[Theme]:
    """Four themes, the first the newest."""
    return [a_theme(bo, now - timedelta(days=number), title=f"Nr. {number}") for number in range(4)]


def test_order_is_made_by_pressing_with_the_focus_on_the_button(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    group, themes, client = a_group(now, anna), four(bo, now), as_(anna)
    for _press in range(2):
        page = text_of(client.get(ORDER))
        position = titles(page).index("Nr. 2")
        said = {"group": str(group.pk), "state": "proposed", "order": hidden(page, "order")}
        answer = client.post(ORDER, {**said, "move": f"{themes[2].pk} {position} up"})
        page = text_of(client.get(answer["Location"]))
    assert titles(page) == ["Nr. 2", "Nr. 0", "Nr. 1", "Nr. 3"]
    assert titles(text_of(client.get("/temaer/bordet/"))) == titles(page)
    assert "autofocus" not in page  # it stands first: there is no way up


def test_order_is_made_by_writing_numbers(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, themes, client = a_group(now, anna), four(bo, now), as_(anna)
    page = text_of(client.get(ORDER))
    numbers = {f"number-{theme.pk}": "" for theme in themes}
    said = {"group": str(group.pk), "state": "proposed", "order": hidden(page, "order"), "page": "1", **numbers}
    said |= {f"number-{themes[3].pk}": "1", f"number-{themes[2].pk}": "2"}
    answer = client.post(ORDER, said)
    assert titles(text_of(client.get(answer["Location"]))) == ["Nr. 3", "Nr. 2", "Nr. 0", "Nr. 1"]
    page = text_of(client.get(ORDER))
    again = {**said, "order": hidden(page, "order"), f"number-{themes[0].pk}": "1"}
    client.post(ORDER, again)
    assert titles(text_of(client.get(ORDER))) == ["Nr. 0", "Nr. 3", "Nr. 2", "Nr. 1"]


def test_dragging_leads_back_to_where_the_theme_went(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, themes, client = a_group(now, anna), four(bo, now), as_(anna)
    said = {"group": str(group.pk), "state": "proposed", "order": queries.order_of(group, "proposed").mark}
    answer = client.post(ORDER, {**said, "move": f"{themes[3].pk} 2"})
    assert answer["Location"].endswith(f"#theme-{themes[3].pk}")
    assert titles(text_of(client.get(ORDER))) == ["Nr. 0", "Nr. 3", "Nr. 1", "Nr. 2"]


def test_second_of_two_who_order_is_told_on_the_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, themes, client = a_group(now, anna), four(bo, now), as_(anna)
    said = {"group": str(group.pk), "state": "proposed", "order": queries.order_of(group, "proposed").mark}
    client.post(ORDER, {**said, "move": f"{themes[3].pk} 1"})
    page = text_of(client.post(ORDER, {**said, "move": f"{themes[2].pk} 1"}, follow=True))
    assert titles(page)[0] == "Nr. 3"
    assert "imens" in page or "meanwhile" in page


def test_deciding_from_the_table_leads_back_to_it(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, theme, client = a_group(now, anna), a_theme(bo, now), as_(anna)
    assert f"/temaer/{theme.pk}/beslut/?table=1" in text_of(client.get("/temaer/bordet/"))
    page = text_of(client.get(f"/temaer/{theme.pk}/beslut/?table=1"))
    assert f'action="/temaer/{theme.pk}/beslut/?table=1"' in page
    answer = client.post(f"/temaer/{theme.pk}/beslut/?table=1", decision(theme, group=str(group.pk)))
    assert answer["Location"] == "/temaer/bordet/"


def test_what_was_chosen_is_taken_back_on_the_decide_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, theme, client = a_group(now, anna), a_theme(bo, now), as_(anna)
    assert 'value="reopen"' not in text_of(client.get(f"/temaer/{theme.pk}/beslut/"))
    decided(theme, group, anna, now)
    assert 'value="reopen"' in text_of(client.get(f"/temaer/{theme.pk}/beslut/"))
    said = decision(theme.again(), group=str(group.pk), outcome="reopen", reason="Vi så forkert")
    assert client.post(f"/temaer/{theme.pk}/beslut/", said).status_code == 302
    assert theme.again().state == "proposed"
    assert "Vi så forkert" in text_of(as_(bo).get(f"/temaer/{theme.pk}/"))


def test_weighing_leads_from_one_to_the_next(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group, themes, client = a_group(now, anna), four(bo, now), as_(anna)
    path = client.get("/temaer/bordet/vaegt/")["Location"]
    for theme in themes:
        assert path.startswith(f"/temaer/{theme.pk}/vaegt/")
        marks = {"practice": "3", "strategy": "", "urgency": "5", "group": str(group.pk), "next": "1"}
        path = client.post(path, marks)["Location"]
    assert path.startswith("/temaer/bordet/")
    assert client.get("/temaer/bordet/vaegt/")["Location"].startswith("/temaer/bordet/")


def test_member_of_two_groups_has_two_tables(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    first, second, theme = a_group(now, anna, name="A"), a_group(now, anna, name="B"), a_theme(bo, now)
    weighed(theme, second, anna, now, 5, 5, 5)
    client = as_(anna)
    assert "spread" not in text_of(client.get("/temaer/bordet/", {"group": str(first.pk)}))
    assert "spread" in text_of(client.get("/temaer/bordet/", {"group": str(second.pk)}))
    assert "spread" not in text_of(client.get("/temaer/bordet/", {"group": str(uuid4())}))


@pytest.mark.parametrize("rows", [1, 30])
def test_table_of_a_member_asks_the_same_however_much_lies_there(
    anna: Person, bo: Person, now: datetime, as_: As, django_assert_max_num_queries: Any, rows: int
) -> None:
    group = a_group(now, anna)
    for number in range(rows):
        theme = a_theme(bo, now, title=f"Tema {number}")
        weighed(theme, group, anna, now, 1, 2, 3)
        backed(theme, anna, now)
    client = as_(anna)
    client.get("/temaer/bordet/")
    with django_assert_max_num_queries(12) as asked:
        client.get("/temaer/bordet/")
    assert own(asked) == 5


def test_lists_are_narrowed_and_sorted_as_asked(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    area = operations.add_area(name="Sygedagpenge", now=now)
    first = a_theme(bo, now, title="Nr. 1", kind="concept")
    second = a_theme(anna, now + timedelta(hours=1), title="Nr. 2", area=area)
    third = collected(a_collection(a_leader(anna, now), now), bo, anna, now - timedelta(hours=1), title="Nr. 3")
    backed(first, anna, now)
    client = as_(anna)
    for asked, expected in (
        ({}, ["Nr. 2", "Nr. 1", "Nr. 3"]),
        ({"sort": "title"}, ["Nr. 1", "Nr. 2", "Nr. 3"]),
        ({"sort": "area"}, ["Nr. 2", "Nr. 1", "Nr. 3"]),
        ({"kind": "concept"}, ["Nr. 1"]),
        ({"backed": "on"}, ["Nr. 1"]),
        ({"mine": "on"}, ["Nr. 2"]),
        ({"collected": str(third.collected_at_id)}, ["Nr. 3"]),
        ({"area": str(second.area_id)}, ["Nr. 2"]),
        ({"state": "withdrawn"}, []),
    ):
        assert titles(text_of(client.get("/temaer/", asked))) == expected, asked


def test_paper_has_all_rows_and_nothing_to_press(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group = a_group(now, anna)
    for number in range(30):
        a_theme(bo, now, title=f"Tema {number}")
    theme = a_theme(bo, now, title="Vejet")
    weighed(theme, group, anna, now, 2, 3, 4)
    for path in ("/temaer/?print=1", "/temaer/bordet/?print=1"):
        page = text_of(as_(anna).get(path)).split("<article")[1].split("</article>")[0]
        assert page.count("<tr>") == 32
        assert "<button" not in page
    assert "2 (2–2)" in page
    assert "2 (2–2)" not in text_of(as_(bo).get("/temaer/bordet/?print=1"))
