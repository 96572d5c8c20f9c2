"""Building a job centre up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person, Space, Token
from pejl.organisation import operations, permissions
from pejl.organisation.models import GroupMembership, Membership, Unit
from pejl.organisation.tests.factories import a_function, a_group, a_unit, an_approver, employed


def test_open_job_centre_leaves_one_person_who_can_begin(space: Space, now: datetime) -> None:
    person = operations.open_job_centre(
        unit_name="Sygedagpenge",
        function_name="Afdelingsleder",
        group_name="Arbejdsgruppen",
        person_name=" Anna Ager ",
        account=Account.objects.create_user("anna@nordager.example"),
        now=now,
    )
    assert person.name == "Anna Ager"
    assert permissions.sits_in_a_group(person, day_of(now))
    assert permissions.may_approve(person, day_of(now))
    assert Event.objects.filter(event="job_centre.opened", subject_id=person.pk).count() == 1


def test_unit_needs_a_name(space: Space, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_unit(name="  ", since_on=day_of(now), now=now)
    assert refused.value.field == "name"
    assert not Unit.objects.exists()


def test_unit_lies_in_one_that_exists_on_the_day(space: Space, now: datetime) -> None:
    parent = operations.add_unit(name="Afdelingen", since_on=day_of(now) + timedelta(days=2), now=now)
    with pytest.raises(Refusal):
        a_unit(now, parent=parent)


def test_function_has_a_name_of_its_own(space: Space, now: datetime) -> None:
    a_function(now, "Mentor")
    with pytest.raises(Refusal):
        a_function(now, " Mentor ")


def test_name_holds_no_cpr_number(space: Space, now: datetime) -> None:
    with pytest.raises(CprFound):
        a_unit(now, "Team 710101-1234")


def test_employ_twice_in_the_same_place_is_refused(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    with pytest.raises(Refusal):
        employed(bo, now, membership.unit, membership.function)
    assert Membership.objects.count() == 1


def test_employ_in_two_places_at_once_is_common(bo: Person, now: datetime) -> None:
    function = a_function(now)
    employed(bo, now, a_unit(now, "Sygedagpenge"), function)
    employed(bo, now, a_unit(now, "Ressourceforløb"), function)
    assert Membership.objects.on(day_of(now)).filter(person=bo).count() == 2


def test_guest_is_not_seated_in_a_group(bo: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    with pytest.raises(Invalid) as refused:
        a_group(now, guest)
    assert refused.value.field == "person"


def test_member_is_not_seated_twice(bo: Person, now: datetime) -> None:
    group = a_group(now, bo)
    with pytest.raises(Refusal):
        operations.seat_in_group(group=group, person=bo, since_on=day_of(now), now=now)
    assert GroupMembership.objects.count() == 1


def test_leaver_loses_seats_tokens_and_say(anna: Person, now: datetime) -> None:
    a_group(now, anna)
    an_approver(anna, now)
    tenancy.give_token(person=anna, label="API", now=now)
    operations.leave(person=anna, now=now)
    tomorrow = day_of(now) + timedelta(days=1)
    assert anna.again().left_on == day_of(now)
    assert not Membership.objects.on(tomorrow).exists()
    assert not permissions.sits_in_a_group(anna.again(), day_of(now))
    assert not permissions.may_approve(anna.again(), day_of(now))
    assert Token.objects.get(person=anna).revoked_at == now


def test_leaver_never_begins_what_was_to_begin_later(anna: Person, now: datetime) -> None:
    later = day_of(now) + timedelta(days=30)
    group = a_group(now)
    operations.seat_in_group(group=group, person=anna, since_on=later, now=now)
    operations.leave(person=anna, now=now)
    assert not GroupMembership.objects.exists()


def test_leaving_twice_is_leaving_once(anna: Person, now: datetime) -> None:
    operations.leave(person=anna, now=now)
    operations.leave(person=anna.again(), now=now + timedelta(days=3))
    assert anna.again().left_on == day_of(now)
    assert Event.objects.filter(event="person.left").count() == 1


def test_leaver_is_not_employed_again_by_mistake(anna: Person, now: datetime) -> None:
    operations.leave(person=anna, now=now)
    with pytest.raises(Invalid):
        employed(anna.again(), now)
