"""Outside the group no weight is seen: in no page, no answer of the API, no number (P1). Nobody else decides (P2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation import operations as organisation
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.organisation.tests.factories import a_function, a_group, a_unit, an_administrator, employed
from pejl.themes.models import Decision, Placement, Theme, Weight
from pejl.themes.tests.browsing import decision, text_of
from pejl.themes.tests.factories import a_leader, a_theme, backed, moved, weighed

As = Callable[[Person], Client]
OUTSIDE = [
    "proposer",
    "backer",
    "leader",
    "manager",
    "approver",
    "administrator",
    "other_group",
    "was_member",
    "guest",
]
# What differs between any two answers.
RANDOM = re.compile(r'name="(csrfmiddlewaretoken|client_id)"( id="[^"]*")? value="[^"]*"')


@pytest.fixture
def group(anna: Person, now: datetime) -> WorkingGroup:
    """Anna sits in it alone."""
    return a_group(now, anna)


@pytest.fixture
def theme(bo: Person, now: datetime) -> Theme:
    """Lies on the table."""
    return a_theme(bo, now)


@pytest.fixture
def outsider(request: Any, bo: Person, anna: Person, group: WorkingGroup, theme: Theme, now: datetime) -> Person:
    """Somebody who is none of the group, in the role that the test asks for."""
    role = request.param
    if role == "proposer":
        return bo
    account = Account.objects.create_user(f"{role.replace('_', '-')}@nordager.example", None)
    person = tenancy.seat(name="Dorte Dam", account=account, is_guest=role == "guest")
    ROLES.get(role, lambda *_of: None)(person, theme, group, now)
    return person


def _was_member(person: Person, theme: Theme, group: WorkingGroup, now: datetime) -> None:
    yesterday = day_of(now) - timedelta(days=1)
    GroupMembership.objects.create(
        group=group, person=person, since_on=yesterday - timedelta(days=30), until_on=yesterday
    )


def _manages(person: Person, theme: Theme, group: WorkingGroup, now: datetime) -> None:
    function = organisation.add_function(name="Jobcenterchef", is_management=True, now=now)
    employed(person, now, a_unit(now), function)


ROLES: dict[str, Callable[..., Any]] = {
    "backer": lambda person, theme, group, now: backed(theme, person, now),
    "leader": lambda person, theme, group, now: a_leader(person, now),
    "manager": _manages,
    "approver": lambda person, theme, group, now: employed(
        person, now, a_unit(now), a_function(now, "Koordinator", may_approve=True)
    ),
    "administrator": lambda person, theme, group, now: an_administrator(person, now),
    "other_group": lambda person, theme, group, now: a_group(now, person, name="De andre"),
    "was_member": _was_member,
}


def pages(theme: Theme, group: WorkingGroup) -> list[str]:
    """Every page and answer that could show or betray a weight."""
    of_theme = [f"/temaer/{theme.pk}/{part}" for part in ("", "beslut/", "laeg-sammen/", "vaegt/", "bak-op/")]
    table = [f"/temaer/bordet/?{query}" for query in ("", "print=1", "order=area", f"group={group.pk}")]
    order = [f"/temaer/bordet/{part}/?group={group.pk}" for part in ("raekkefoelge", "vaegt")]
    api = ["themes", f"themes/{theme.pk}", f"tables/{group.pk}/proposed", "groups", "waiting"]
    return ["/", "/temaer/", "/temaer/?print=1", *of_theme, *table, *order, *(f"/api/v1/{path}" for path in api)]


def answers(client: Client, program: Client, theme: Theme, group: WorkingGroup) -> dict[str, tuple[int, str]]:
    """What each of them says, without what is random."""
    found = {}
    for path in pages(theme, group):
        answer = (program if path.startswith("/api") else client).get(path)
        found[path] = (answer.status_code, RANDOM.sub("", text_of(answer)))
    return found


@pytest.mark.parametrize("outsider", OUTSIDE, indirect=True)
def test_nobody_outside_the_group_can_tell_that_a_theme_was_weighed_or_moved(
    outsider: Person, anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As, api_as: As
) -> None:
    client, program = as_(outsider), api_as(outsider)
    with time_machine.travel(now, tick=False):
        answers(client, program, theme, group)
        before = answers(client, program, theme, group)
        weighed(theme, group, anna, now, 5, 4, 3)
        moved(theme, 1, group, anna, now)
        assert answers(client, program, theme, group) == before
    assert not Weight.objects.visible_to(outsider, day_of(now)).filter(group=group).exists()
    assert not Placement.objects.visible_to(outsider, day_of(now)).filter(group=group).exists()


@pytest.mark.parametrize("outsider", OUTSIDE, indirect=True)
def test_nobody_outside_the_group_weighs_orders_or_decides(
    outsider: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As, api_as: As
) -> None:
    client, program = as_(outsider), api_as(outsider)
    key, path = str(group.pk), f"/temaer/{theme.pk}"
    marks = {"practice": 5, "strategy": 5, "urgency": 5, "group": key}
    chosen = {"group_id": key, "outcome": "next", "reason": "Fordi", "expected_version": 1}
    with time_machine.travel(now):
        sent = [
            client.post(f"{path}/beslut/", decision(theme, group=key)),
            client.post(f"{path}/laeg-sammen/", decision(theme, group=key)),
            client.post(f"{path}/vaegt/", marks),
            client.post("/temaer/bordet/raekkefoelge/", {"group": key, "state": "proposed", "move": f"{theme.pk} 1"}),
            _json(program.post, f"/api/v1/themes/{theme.pk}/decisions", chosen),
            _json(program.put, f"/api/v1/themes/{theme.pk}/weight", {"group_id": key, "practice": 5}),
            _json(
                program.patch,
                f"/api/v1/tables/{key}/proposed",
                {"moves": [{"theme_id": str(theme.pk), "position": 1}], "expected_order": "x"},
            ),
        ]
    assert all(answer.status_code >= 400 for answer in sent)
    assert not Decision.objects.exists()
    assert not Weight.objects.exists()
    assert not Placement.objects.exists()
    assert theme.again().version == 1


def _json(send: Any, path: str, said: dict[str, Any]) -> Any:
    return send(path, said, content_type="application/json")


def test_members_see_who_weighed_what(
    anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As, api_as: As
) -> None:
    account = Account.objects.create_user("dorte@nordager.example", None)
    dorte = tenancy.seat(name="Dorte Dam", account=account)
    organisation.seat_in_group(group=group, person=dorte, since_on=day_of(now), now=now)
    weighed(theme, group, anna, now, 2, 4, None)
    weighed(theme, group, dorte, now, 5, 4, None)
    with time_machine.travel(now):
        table = text_of(as_(anna).get("/temaer/bordet/"))
        assert "3,5" in table
        assert "(2–5)" in table
        assert re.search(r'class="spread__own">[^<]+ 2<', table)
        page = text_of(as_(anna).get(f"/temaer/{theme.pk}/vaegt/"))
        assert "Dorte Dam" in page.split("weighed-title")[-1]
        assert "Dorte Dam" in text_of(as_(anna).get(f"/temaer/{theme.pk}/beslut/"))
        told = api_as(dorte).get(f"/api/v1/tables/{group.pk}/proposed").json()
    assert told["themes"][0]["practice"] == {"lowest": 2, "middle": 3.5, "highest": 5, "number": 2}
    assert [one["person"] for one in told["themes"][0]["weights"]] == ["Anna Ager", "Dorte Dam"]
    assert told["themes"][0]["urgency"] is None


def test_who_has_not_weighed_is_not_swayed_by_the_others(
    anna: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As
) -> None:
    with time_machine.travel(now):
        client = as_(anna)
        assert 'id="weighed"' not in text_of(client.get(f"/temaer/{theme.pk}/vaegt/"))
        sent = {"practice": "4", "strategy": "", "urgency": "", "group": str(group.pk), "next": "1"}
        assert client.post(f"/temaer/{theme.pk}/vaegt/", sent)["Location"].startswith("/temaer/bordet/")
        assert 'id="weighed"' in text_of(client.get(f"/temaer/{theme.pk}/vaegt/"))
        wrong = client.post(f"/temaer/{theme.pk}/vaegt/", {**sent, "practice": "9"})
    assert wrong.status_code == 422
    assert Weight.objects.get().practice == 4


def test_unknown_group_is_no_group(anna: Person, theme: Theme, group: WorkingGroup, now: datetime, api_as: As) -> None:
    with time_machine.travel(now):
        assert api_as(anna).get(f"/api/v1/tables/{uuid4()}/proposed").status_code == 404
        assert api_as(anna).get(f"/api/v1/tables/{group.pk}/declined").status_code == 422
