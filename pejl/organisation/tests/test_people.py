"""People come, are called something else, leave and come back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.models import Job
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person, Token
from pejl.organisation import operations, queries
from pejl.organisation.models import Assignment, Guest, Membership, Place
from pejl.organisation.tests.factories import a_function, a_group, a_guest, a_unit, an_administrator, employed
from tests.people import person_in

DAY = timedelta(days=1)


def test_welcome_puts_somebody_into_several_places(anna: Person, now: datetime) -> None:
    an_administrator(anna, now)
    function = a_function(now)
    places = [Place(a_unit(now, name), function, day_of(now)) for name in ("Nord", "Syd")]
    person = operations.welcome(name="Dorte Dam", email="D@Nordager.example", places=places, by=anna, now=now)
    assert person.again().email == "d@nordager.example"
    assert [place.unit.name for place in queries.memberships_of(person, day_of(now))] == ["Nord", "Syd"]
    assert person.account is None


def test_welcome_is_for_who_looks_after_pejl(bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.welcome(name="Dorte Dam", by=bo, now=now)
    assert Person.objects.count() == 1


def test_two_people_share_a_name_but_no_address(anna: Person, now: datetime) -> None:
    twin = operations.welcome(name="Anna Ager", now=now)
    with pytest.raises(Invalid) as refused:
        operations.welcome(name="Dorte Dam", email=" Anna@Nordager.example ", now=now)
    assert refused.value.field == "email"
    assert twin.name == anna.name


def test_refused_place_welcomes_nobody(anna: Person, now: datetime) -> None:
    unit = a_unit(now)
    operations.close_unit(unit=unit, on=day_of(now), now=now)
    place = Place(unit, a_function(now), day_of(now) + DAY)
    with pytest.raises(Refusal):
        operations.welcome(name="Dorte Dam", places=[place], now=now)
    assert not Person.objects.filter(name="Dorte Dam").exists()


def test_invited_colleague_gets_a_mail(anna: Person, now: datetime) -> None:
    an_administrator(anna, now)
    person = operations.welcome(name="Dorte Dam", email="dorte@nordager.example", by=anna, now=now)
    operations.invite(person=person, by=anna, now=now)
    assert person.again().account.email == "dorte@nordager.example"
    assert Job.objects.filter(task__startswith="login.").exists()


def test_new_name_stands_everywhere(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    membership = employed(bo, now)
    operations.rename(person=bo, name=" Bo Bøgh ", by=anna, now=now)
    assert membership.again().person.name == "Bo Bøgh"
    assert list(queries.named("bøgh")) == [bo]
    with pytest.raises(Invalid):
        operations.rename(person=bo, name="🙂", by=anna, now=now)


def test_new_email_is_also_what_one_signs_in_with(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    operations.change_email(person=bo, email="bo.boegh@nordager.example", by=anna, now=now)
    assert bo.again().email == bo.again().account.email == "bo.boegh@nordager.example"
    with pytest.raises(Invalid):
        operations.change_email(person=bo, email="anna@nordager.example", by=anna, now=now)
    with pytest.raises(Refusal):
        operations.change_email(person=bo, email="", by=anna, now=now)


def test_leaver_is_out_at_once(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    tenancy.give_token(person=bo, label="API", now=now)
    operations.leave(person=bo, by=anna, now=now)
    assert not Account.objects.get(pk=bo.account_id).is_active
    assert Token.objects.get(person=bo).revoked_at == now


def test_account_that_is_used_elsewhere_stays_open(anna: Person, bo: Person, carla: Person, now: datetime) -> None:
    from pejl.foundation.tenancy import scopes

    with scopes.scope(carla.space_id):
        tenancy.seat(name="Bo Bæk", account=bo.account)
    operations.leave(person=bo, now=now)
    assert Account.objects.get(pk=bo.account_id).is_active


def test_leaving_ends_what_the_person_was_for_others(anna: Person, bo: Person, now: datetime) -> None:
    unit, today = a_unit(now), day_of(now)
    operations.appoint_leader(unit=unit, person=bo, since_on=today, now=now)
    operations.appoint_mentor(for_person=anna, person=bo, since_on=today, now=now)
    operations.appoint_deputy(for_person=bo, person=anna, since_on=today, now=now)
    operations.leave(person=bo, now=now)
    assert {row.until_on for row in Assignment.objects.all()} == {today}


def test_leavers_last_day_is_over_too(anna: Person, bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    operations.leave(person=bo, now=now)
    told = queries.about(bo.again(), anna, day_of(now))
    assert (told.places, told.past) == ([], [membership])


def test_leaving_on_a_day_before_ends_that_day(bo: Person, now: datetime) -> None:
    unit = operations.add_unit(name="Team", since_on=day_of(now) - 90 * DAY, now=now)
    function = a_function(now)
    operations.employ(person=bo, unit=unit, function=function, since_on=day_of(now) - 90 * DAY, now=now)
    operations.leave(person=bo, on=day_of(now) - 10 * DAY, now=now)
    assert bo.again().left_on == day_of(now) - 10 * DAY
    assert Membership.objects.get().until_on == day_of(now) - 10 * DAY


def test_leaving_lies_not_ahead(bo: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        operations.leave(person=bo, on=day_of(now) + DAY, now=now)
    assert refused.value.field == "on"
    assert bo.again().left_on is None


def test_who_comes_back_has_the_history_and_the_way_in(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    before = employed(bo, now)
    operations.leave(person=bo, by=anna, now=now)
    place = Place(a_unit(now, "Nyt team"), a_function(now, "Mentor"), day_of(now) + 30 * DAY)
    operations.come_back(person=bo, places=[place], by=anna, now=now + 30 * DAY)
    assert bo.again().left_on is None
    assert Account.objects.get(pk=bo.account_id).is_active
    assert before.again().until_on == day_of(now)
    assert [one.unit.name for one in queries.memberships_of(bo, place.since_on)] == ["Nyt team"]
    with pytest.raises(Refusal):
        operations.come_back(person=bo, places=[], by=anna, now=now)


def test_address_of_who_left_brings_back_instead(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    operations.leave(person=bo, by=anna, now=now)
    with pytest.raises(Invalid, match="tilbage|come back"):
        operations.welcome(name="Bo Bæk", email="bo@nordager.example", by=anna, now=now)


def test_guest_is_out_when_the_last_day_is_over(anna: Person, now: datetime) -> None:
    guest = a_guest(an_administrator(anna, now), now, welcome_until=day_of(now) + 2 * DAY)
    while jobs.work_one(now=now + 2 * DAY):
        pass
    assert guest.again().left_on is None
    while jobs.work_one(now=now + 3 * DAY):
        pass
    assert guest.again().left_on == day_of(now) + 2 * DAY


def test_visit_made_longer_goes_on(anna: Person, now: datetime) -> None:
    guest = a_guest(an_administrator(anna, now), now, welcome_until=day_of(now))
    later = {"comes_from": "Praksisforskning", "welcome_until": day_of(now) + 9 * DAY}
    operations.change_guest(person=guest, **later, by=anna, now=now)
    while jobs.work_one(now=now + DAY):
        pass
    assert guest.again().left_on is None
    assert Guest.objects.get().invited_by == anna


def test_visit_does_not_end_in_the_past(anna: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        a_guest(an_administrator(anna, now), now, welcome_until=day_of(now) - DAY)
    assert refused.value.field == "welcome_until"
    assert Person.objects.count() == 1


def test_namesakes_are_told_apart(anna: Person, bo: Person, now: datetime) -> None:
    twin, third = tenancy.seat(name="Anna Ager"), tenancy.seat(name="anna ager", email="a3@nordager.example")
    unit, function = a_unit(now), a_function(now)
    employed(anna, now, unit, function)
    employed(third, now, unit, function)
    employed(twin, now, a_unit(now, "Team Syd"), function)
    labels = queries.labels_for([anna, bo, twin, third], day_of(now))
    assert labels == {
        anna.pk: "Anna Ager (anna@nordager.example)",
        bo.pk: "Bo Bæk",
        twin.pk: "Anna Ager (Team Syd, Sagsbehandler)",
        third.pk: "anna ager (a3@nordager.example)",
    }


def test_namesake_who_is_not_in_the_list_counts_too(anna: Person, now: datetime) -> None:
    tenancy.seat(name="Anna Ager")
    employed(anna, now)
    assert queries.labels_for([anna], day_of(now)) == {anna.pk: "Anna Ager (Sygedagpenge, Sagsbehandler)"}


def test_successor_is_deputy_then_leader_then_whoever_looks_after_pejl(anna: Person, bo: Person, now: datetime) -> None:
    space, today = anna.space, day_of(now)
    head = person_in(space, "Hanne Hav", "hanne@nordager.example")
    chief = person_in(space, "Chr. Chef", "chef@nordager.example")
    department = a_unit(now, "Afdelingen")
    team = a_unit(now, "Teamet", parent=department)
    function = a_function(now)
    assert queries.successor_of(bo, today) is None
    an_administrator(anna, now)
    assert queries.successor_of(bo, today) == anna
    employed(bo, now, team, function)
    operations.appoint_leader(unit=department, person=chief, since_on=today, now=now)
    assert queries.successor_of(bo, today) == chief
    operations.appoint_leader(unit=team, person=head, since_on=today, now=now)
    assert queries.successor_of(bo, today) == head
    employed(head, now, team, function)
    assert queries.successor_of(head, today) == chief
    operations.appoint_deputy(for_person=bo, person=anna, since_on=today, now=now)
    assert queries.successor_of(bo, today) == anna
    operations.leave(person=head, now=now)
    assert queries.successor_of(head, today) == chief


def test_successor_of_a_guest_is_whoever_invited(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(bo, now)
    guest = a_guest(bo, now)
    an_administrator(anna, now)
    assert queries.successor_of(guest, day_of(now)) == bo


def test_groups_forget_nobody_who_left(anna: Person, now: datetime) -> None:
    group = a_group(now, anna)
    operations.leave(person=anna, now=now)
    assert [seat.person for seat in queries.seats_of(group)] == [anna]
