"""The organisation as a browser meets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations, queries
from pejl.organisation.models import Assignment, Function, Membership, ServedMunicipality, Unit, WorkingGroup
from pejl.organisation.tests.factories import a_function, a_group, a_guest, a_unit, an_administrator, employed

As = Callable[[Person], Client]
DAY = timedelta(days=1)


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Any:
    """It is Wednesday 4 March 2026."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def admin(anna: Person, now: datetime) -> Person:
    """Anna looks after Pejl."""
    return an_administrator(anna, now)


def page(name: str, *args: Any) -> str:
    """The address of a page of the organisation."""
    return reverse(f"organisation:{name}", args=args)


LISTS = ["show", "people", "groups", "functions", "served"]


@pytest.mark.parametrize("name", LISTS)
def test_empty_list_says_what_it_is_for(anna: Person, as_: As, name: str) -> None:
    assert ("empty-state" in text_of(as_(anna).get(page(name)))) == (name != "people")


def test_people_that_nobody_is_like_lead_back_to_all(anna: Person, as_: As) -> None:
    said = text_of(as_(anna).get(page("people") + "?q=xyz"))
    assert f'href="{page("people")}"' in said.split('class="empty-state"')[1]


def test_house_shows_units_leaders_and_the_own_place(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    department = a_unit(now, "Afdelingen")
    team = employed(bo, now, a_unit(now, "Teamet", parent=department)).unit
    operations.appoint_leader(unit=team, person=anna, since_on=day_of(now), now=now)
    said = text_of(as_(bo).get(page("show")))
    mine, everything = said.split('id="mine"')[1].split('id="units"')
    assert "Teamet" in mine
    assert "Afdelingen" not in mine
    assert everything.index("Afdelingen") < everything.index("Teamet")
    assert "Anna Ager" in everything
    assert page("add_unit") not in said


def test_my_unit_leads_there_or_to_the_house(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    unit = employed(bo, now).unit
    assert as_(bo).get(page("mine"))["Location"] == page("unit", unit.pk)
    assert as_(anna).get(page("mine"))["Location"] == page("show")


def test_menu_leads_to_the_unit_and_the_house(anna: Person, as_: As) -> None:
    said = text_of(as_(anna).get(page("people")))
    assert page("mine") in said
    assert f'href="{page("show")}"' in said


def test_unit_page_shows_people_also_of_the_units_in_it(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    department = a_unit(now, "Afdelingen")
    employed(bo, now, a_unit(now, "Teamet", parent=department))
    said = text_of(as_(anna).get(page("unit", department.pk)))
    assert "Bo Bæk" in said
    assert "breadcrumb" in text_of(as_(anna).get(page("unit", Unit.objects.get(name="Teamet").pk)))


def test_who_only_reads_sees_no_button_that_changes(bo: Person, admin: Person, now: datetime, as_: As) -> None:
    unit, group = employed(bo, now).unit, a_group(now, admin)
    for address in (page("unit", unit.pk), page("person", admin.pk), page("group", group.pk), page("functions")):
        main = text_of(as_(bo).get(address)).split("<main")[1].split("</main>")[0]
        assert "<form" not in main
        assert "/slut/" not in main


ASKED = [
    "add_unit",
    "rename_unit",
    "move_unit",
    "take_side",
    "close_unit",
    "appoint_leader",
    "welcome",
    "welcome_guest",
    "rename",
    "change_email",
    "change_guest",
    "belong",
    "appoint_deputy",
    "appoint_mentor",
    "leave",
    "come_back",
    "form_group",
    "rename_group",
    "mandate",
    "seat",
    "close_group",
    "add_function",
    "change_function",
    "serve",
]


def address_of(name: str, bo: Person, now: datetime) -> str:
    """The page of that name, on something that is there."""
    made = {
        "unit": lambda: a_unit(now).pk,
        "person": lambda: bo.pk,
        "group": lambda: a_group(now).pk,
        "function": lambda: a_function(now).pk,
    }
    from pejl.organisation.urls import urlpatterns

    route = next(str(one.pattern) for one in urlpatterns if one.name == name)
    kind = next((one for one in made if f"{one}_id" in route), None)
    return page(name, made[kind]()) if kind else page(name)


@pytest.mark.parametrize("name", ASKED)
def test_question_is_for_who_looks_after_pejl(admin: Person, bo: Person, now: datetime, as_: As, name: str) -> None:
    address = address_of(name, bo, now)
    assert as_(bo).get(address).status_code == 403
    assert as_(bo).post(address, {}).status_code == 403
    said = as_(admin).get(address)
    assert said.status_code == 200
    assert len(said.content) < 15_000


@pytest.mark.parametrize("name", [one for one in ASKED if one not in ("take_side", "mandate", "move_unit")])
def test_empty_answer_is_shown_with_what_is_missing(
    admin: Person, bo: Person, now: datetime, as_: As, name: str
) -> None:
    blank = {"name": "", "since_on": "", "on": "", "email": "ikke en adresse", "comes_from": ""}
    said = as_(admin).post(address_of(name, bo, now), blank)
    assert said.status_code == 422
    assert "form-error" in text_of(said)


def test_unit_is_added_once_however_often_it_is_sent(admin: Person, now: datetime, as_: As) -> None:
    parent = a_unit(now, "Afdelingen")
    said = {"name": "Team Nord", "parent": parent.pk, "side": "", "since_on": "4/3-2026", "client_id": uuid4()}
    client = as_(admin)
    first, second = (client.post(page("add_unit"), said) for _press in range(2))
    unit = Unit.objects.get(name="Team Nord")
    assert unit.parent == parent
    assert first["Location"] == second["Location"] == page("unit", unit.pk)


def test_unit_is_moved_renamed_closed_and_opened(admin: Person, now: datetime, as_: As) -> None:
    top, team = a_unit(now, "Øverst"), a_unit(now, "Team")
    client = as_(admin)
    client.post(page("move_unit", team.pk), {"parent": top.pk})
    client.post(page("rename_unit", team.pk), {"name": "Team Syd"})
    client.post(page("take_side", team.pk), {"side": "provider"})
    client.post(page("close_unit", team.pk), {"on": "4/3-2026"})
    team = team.again()
    assert (team.parent, team.name, team.side, team.until_on) == (top, "Team Syd", "provider", day_of(now))
    client.post(page("reopen_unit", team.pk))
    assert team.again().until_on is None


def test_unit_offers_no_circle_and_takes_none(admin: Person, now: datetime, as_: As) -> None:
    top = a_unit(now, "Øverst")
    below = a_unit(now, "Nederst", parent=top)
    client = as_(admin)
    assert str(below.pk) not in text_of(client.get(page("move_unit", top.pk))).split("<main")[1]
    assert client.post(page("move_unit", top.pk), {"parent": below.pk}).status_code == 422
    assert top.again().parent is None


def test_refusal_stands_in_the_form(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    unit = employed(bo, now).unit
    said = as_(admin).post(page("close_unit", unit.pk), {"on": "4/3-2026"})
    assert said.status_code == 422
    assert "Bo Bæk" in text_of(said)


@pytest.mark.parametrize("name", ["🙂🙂", "\u202e", "a" * 20_000])
def test_name_that_cannot_be_used_is_said_to_be_so(admin: Person, as_: As, name: str) -> None:
    said = as_(admin).post(page("add_unit"), {"name": name, "since_on": "4/3-2026"})
    assert said.status_code == 422
    assert not Unit.objects.exists()


def test_script_in_a_name_is_text(admin: Person, as_: As, now: datetime) -> None:
    unit = a_unit(now, "<script>alert(1)</script> Team")
    assert "<script>alert(1)" not in text_of(as_(admin).get(page("unit", unit.pk)))


def test_closed_unit_in_a_form_is_refused(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    unit, function = a_unit(now), a_function(now)
    Unit.objects.update(until_on=day_of(now) - DAY, since_on=day_of(now) - 9 * DAY)
    said = {"unit": unit.pk, "function": function.pk, "since_on": "4/3-2026"}
    assert as_(admin).post(page("belong", bo.pk), said).status_code == 422
    assert not Membership.objects.exists()


def test_things_of_another_job_centre_do_not_exist(admin: Person, carla: Person, now: datetime, as_: As) -> None:
    with scopes.scope(carla.space_id):
        membership = employed(carla, now)
        group = a_group(now, carla)
    client = as_(admin)
    for address in (
        page("unit", membership.unit_id),
        page("person", carla.pk),
        page("end_membership", membership.pk),
        page("group", group.pk),
        page("change_function", membership.function_id),
    ):
        assert client.get(address).status_code == 404
    own = a_unit(now, "Vores")
    assert client.post(page("move_unit", own.pk), {"parent": membership.unit_id}).status_code == 422
    said = {"person": carla.pk, "since_on": "4/3-2026"}
    assert client.post(page("appoint_leader", own.pk), said).status_code == 422


def test_colleague_is_welcomed_and_invited(admin: Person, now: datetime, as_: As) -> None:
    unit, function = a_unit(now), a_function(now)
    said = {
        "name": "Dorte Dam",
        "email": "dorte@nordager.example",
        "unit": unit.pk,
        "function": function.pk,
        "since_on": "4/3-2026",
        "is_invited": "on",
        "client_id": uuid4(),
    }
    answer = as_(admin).post(page("welcome"), said)
    person = Person.objects.get(name="Dorte Dam")
    assert answer["Location"] == page("person", person.pk)
    assert queries.functions_of(person, day_of(now)) == ["Sagsbehandler"]
    assert person.account.email == "dorte@nordager.example"


def test_invitation_needs_an_address(admin: Person, now: datetime, as_: As) -> None:
    unit, function = a_unit(now), a_function(now)
    said = {"name": "D D", "unit": unit.pk, "function": function.pk, "since_on": "4/3-2026", "is_invited": "on"}
    assert as_(admin).post(page("welcome"), said).status_code == 422
    assert not Person.objects.filter(name="D D").exists()


def test_guest_is_welcomed_changed_and_let_go(admin: Person, as_: As, now: datetime) -> None:
    client = as_(admin)
    client.post(page("welcome_guest"), {"name": "Gerda Gæst", "comes_from": "Universitetet", "client_id": uuid4()})
    guest = Person.objects.get(name="Gerda Gæst")
    client.post(page("change_guest", guest.pk), {"comes_from": "Praksisforskning", "welcome_until": "1/5-2026"})
    said = text_of(client.get(page("person", guest.pk)))
    assert "Praksisforskning" in said
    assert "1. maj 2026" in said or "1 May 2026" in said
    client.post(page("leave", guest.pk), {"on": "4/3-2026"})
    assert guest.again().left_on == day_of(now)


def test_membership_is_ended_and_the_end_taken_back(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    membership, client = employed(bo, now), as_(admin)
    assert client.post(page("end_membership", membership.pk), {"until_on": "3/3-2026"}).status_code == 422
    client.post(page("end_membership", membership.pk), {"until_on": "31/3-2026"})
    said = text_of(client.get(page("person", bo.pk)))
    assert page("reopen_membership", membership.pk) in said
    client.post(page("reopen_membership", membership.pk))
    assert membership.again().until_on is None


def test_leader_is_changed_on_the_units_page(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    unit, client = employed(bo, now).unit, as_(admin)
    client.post(page("appoint_leader", unit.pk), {"person": admin.pk, "since_on": "4/3-2026", "client_id": uuid4()})
    first = Assignment.objects.get(unit=unit)
    said = {"person": bo.pk, "instead_of": first.pk, "since_on": "1/7-2026", "client_id": uuid4()}
    client.post(page("appoint_leader", unit.pk), said)
    assert first.again().until_on.isoformat() == "2026-06-30"
    page_of_unit = text_of(client.get(page("unit", unit.pk)))
    assert "Anna Ager" in page_of_unit
    assert "Bo Bæk" in page_of_unit


def test_one_looks_for_somebody_by_name(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    unit = employed(bo, now).unit
    aage = tenancy.seat(name="Åge Ærø")
    client = as_(admin)
    near = text_of(client.get(page("appoint_leader", unit.pk)))
    assert str(bo.pk) in near
    assert str(aage.pk) not in near
    assert str(aage.pk) in text_of(client.get(page("appoint_leader", unit.pk) + "?q=ærø"))
    said = {"person": aage.pk, "since_on": ""}
    assert str(aage.pk) in text_of(client.post(page("appoint_leader", unit.pk), said))


def test_leader_finds_a_mentor_for_the_own_people(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    unit, dorte = employed(bo, now).unit, tenancy.seat(name="Dorte Dam")
    operations.appoint_leader(unit=unit, person=anna, since_on=day_of(now), now=now)
    client = as_(anna)
    assert page("appoint_mentor", bo.pk) in text_of(client.get(page("person", bo.pk)))
    client.post(page("appoint_mentor", bo.pk), {"person": dorte.pk, "since_on": "4/3-2026", "client_id": uuid4()})
    mentor = Assignment.objects.get(for_person=bo)
    assert mentor.person == dorte
    client.post(page("end_assignment", mentor.pk), {"until_on": "4/3-2026"})
    assert mentor.again().until_on == day_of(now)
    assert client.get(page("appoint_mentor", dorte.pk)).status_code == 403


def test_person_lets_somebody_else_look_after_pejl(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    client = as_(admin)
    client.post(page("appoint_administrator", bo.pk))
    held = Assignment.objects.get(person=admin)
    client.post(page("end_assignment", held.pk), {"until_on": "4/3-2026"})
    assert held.again().until_on == day_of(now)
    theirs = Assignment.objects.get(person=bo)
    answer = as_(bo).post(page("end_assignment", theirs.pk), {"until_on": "4/3-2026"})
    assert answer.status_code == 422


def test_group_is_formed_described_and_seated(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    client = as_(admin)
    client.post(page("form_group"), {"name": "Temagruppen", "since_on": "4/3-2026", "client_id": uuid4()})
    group = WorkingGroup.objects.get()
    client.post(page("seat", group.pk), {"person": bo.pk, "since_on": "4/3-2026", "client_id": uuid4()})
    member = as_(bo)
    assert member.post(page("mandate", group.pk), {"mandate": "Vi vælger temaer."}).status_code == 302
    assert "Vi vælger temaer." in text_of(member.get(page("group", group.pk)))
    assert member.get(page("close_group", group.pk)).status_code == 403
    assert member.post(page("rename_group", group.pk), {"name": "X"}).status_code == 403


def test_unsent_mandate_waits(anna: Person, now: datetime, as_: As) -> None:
    group = a_group(now, anna)
    drafts.keep(place=f"organisation:mandate:{group.pk}", fields={"mandate": "Halv sætning"}, by=anna, now=now)
    client = as_(anna)
    assert "Halv sætning" in text_of(client.get(page("mandate", group.pk)))
    client.post(page("mandate", group.pk), {"mandate": "Hel sætning."})
    assert "Halv sætning" not in text_of(client.get(page("mandate", group.pk)))


def test_seat_is_ended_and_the_end_taken_back(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    group = a_group(now, anna, bo)
    seat = next(one for one in queries.seats_of(group) if one.person == bo)
    client = as_(anna)
    client.post(page("end_seat", seat.pk), {"until_on": "31/3-2026"})
    assert page("reopen_seat", seat.pk) in text_of(client.get(page("group", group.pk)))
    client.post(page("reopen_seat", seat.pk))
    assert seat.again().until_on is None


def test_functions_are_kept(admin: Person, bo: Person, as_: As) -> None:
    client = as_(admin)
    client.post(page("add_function"), {"name": "Mentor", "may_approve": "on", "client_id": uuid4()})
    function = Function.objects.get()
    assert function.may_approve
    client.post(page("change_function", function.pk), {"name": "Rådgiver", "client_id": uuid4()})
    assert not function.again().may_approve
    client.post(page("retire_function", function.pk))
    assert function.again().is_retired
    client.post(page("take_up_function", function.pk))
    assert not function.again().is_retired
    assert as_(bo).post(page("retire_function", function.pk)).status_code == 403


def test_municipalities_are_kept(admin: Person, as_: As, now: datetime) -> None:
    client = as_(admin)
    client.post(page("serve"), {"code": "615", "since_on": "4/3-2026", "client_id": uuid4()})
    served = ServedMunicipality.objects.get()
    assert "Horsens" in text_of(client.get(page("served")))
    client.post(page("stop_serving", served.pk), {"until_on": "31/12-2026"})
    assert served.again().until_on.isoformat() == "2026-12-31"


def test_people_are_narrowed(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    membership, client = employed(bo, now), as_(admin)
    guest = a_guest(admin, now)
    gone = tenancy.seat(name="Dorte Dam")
    operations.leave(person=gone, now=now)

    def shown(query: str) -> set[str]:
        main = text_of(client.get(page("people") + query)).split("<main")[1]
        return {one.name for one in (admin, bo, guest, gone) if page("person", one.pk) in main}

    assert shown("") == {"Anna Ager", "Bo Bæk"}
    assert shown("?q=bæk") == {"Bo Bæk"}
    assert shown(f"?unit={membership.unit_id}") == {"Bo Bæk"}
    assert shown(f"?function={membership.function_id}") == {"Bo Bæk"}
    assert shown("?who=guests") == {"Gerda Gæst"}
    assert shown("?who=left") == {"Dorte Dam"}


def test_list_of_people_has_pages_that_are_light(admin: Person, now: datetime, as_: As) -> None:
    unit, function = a_unit(now, "Sygedagpengeafdelingen Nord"), a_function(now, "Virksomhedskonsulent")
    for number in range(17):
        employed(tenancy.seat(name=f"Kollega Efternavnsen {number:02}"), now, unit, function)
    client = as_(admin)
    first = client.get(page("people"))
    assert len(first.content) < 15_000
    assert "Efternavnsen 16" not in text_of(first)
    assert "Efternavnsen 16" in text_of(client.get(page("people") + "?page=2"))


def test_guest_reads_less_than_a_colleague(admin: Person, bo: Person, now: datetime, as_: As) -> None:
    from tests.people import person_in

    guest = person_in(bo.space, "Gerda Gæst", "gerda@praksis.example", is_guest=True)
    membership = employed(bo, now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.appoint_mentor(for_person=bo, person=admin, since_on=day_of(now), now=now)
    gone = tenancy.seat(name="Dorte Dam")
    operations.leave(person=gone, now=now)
    client = as_(guest)
    said = text_of(client.get(page("person", bo.pk))).split("<main")[1]
    assert "bo@nordager.example" not in said
    assert page("person", admin.pk) not in said
    assert "Dorte Dam" not in text_of(client.get(page("people") + "?who=left"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["show", "people", "groups", "person", "unit", "group"])
def test_page_asks_the_same_for_one_row_and_three(
    admin: Person, now: datetime, as_: As, django_assert_max_num_queries: Any, name: str, rows: int
) -> None:
    unit, function = a_unit(now, "Afdelingen"), a_function(now)
    group = a_group(now, admin)
    employed(admin, now, unit, function)
    for number in range(rows):
        person = tenancy.seat(name=f"Kollega {number}")
        team = a_unit(now, f"Team {number}", parent=unit)
        employed(person, now, team, function)
        operations.appoint_leader(unit=team, person=person, since_on=day_of(now), now=now)
        operations.appoint_mentor(for_person=admin, person=person, since_on=day_of(now), now=now)
        operations.appoint_mentor(for_person=person, person=admin, since_on=day_of(now), now=now)
        operations.seat_in_group(group=group, person=person, since_on=day_of(now), now=now)
    shown = Person.objects.get(name="Kollega 0")
    for mentor in Person.objects.exclude(pk__in=[shown.pk, admin.pk]):
        operations.appoint_mentor(for_person=shown, person=mentor, since_on=day_of(now), now=now)
    args = {"person": [shown.pk], "unit": [unit.pk], "group": [group.pk]}.get(name, [])
    client = as_(admin)
    client.get(page(name, *args))
    # PostgreSQL is also told, at the beginning and the end, in which space it is asked.
    frame = 2 if connection.vendor == "postgresql" else 0
    with django_assert_max_num_queries(12 + frame) as asked:
        client.get(page(name, *args))
    own = sum('"organisation_' in query["sql"] for query in asked.captured_queries)
    assert own == OWN[name]


# Questions to the organisation's own tables; the frame's and login's come on top. On a group's page one slot asks them
# too: whether the reader sits in it, and which units take a pause.
OWN = {"show": 4, "people": 4, "groups": 4, "person": 4, "unit": 5, "group": 6}
