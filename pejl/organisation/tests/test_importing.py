"""A staff file carried out: what it changes, that it changes it whole or not at all, and only once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from pejl.foundation.audit.models import Event
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations
from pejl.organisation.models import Assignment, Function, Import, Membership, StaffNumber, Unit
from pejl.organisation.names import AssignmentKind, ImportState
from pejl.organisation.operations import importing
from pejl.organisation.tests.factories import a_function, a_unit
from pejl.organisation.tests.staff import HEAD, TODAY, a_keeper, carried_out, sent, work
from tests.people import person_in


@pytest.fixture(autouse=True)
def _in_english():
    """The sentences stand here as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def keeper(space, now):
    """Looks after Pejl here."""
    return a_keeper(space, now)


def told(prepared, kind):
    """(line, about, text) of the table's rows of a kind."""
    return [(one["line"], one["about"], one["text"]) for one in prepared.changes if one["kind"] == kind]


def kinds(prepared):
    """How many rows of each kind the table has."""
    found = [one["kind"] for one in prepared.changes]
    return {kind: found.count(kind) for kind in found if kind not in ("unused", "unchanged")}


def faults(prepared):
    """(line, sentence) of each fault."""
    return [(one["line"], one["text"]) for one in prepared.faults]


def places(name):
    """Where somebody belongs and has belonged, as (unit, function, since, until)."""
    rows = Membership.objects.filter(person__name=name).order_by("since_on", "unit__name")
    return list(rows.values_list("unit__name", "function__name", "since_on", "until_on"))


def test_new_people_come_with_their_units_and_functions(keeper, now):
    text = HEAD + (
        '0012;"Lindeskov, Amina";amina@nordager.example;Jobcenter > Team Nord;Sagsbehandler;1/8-2015;\n'
        "0013;Rune Østervang;;Jobcenter > Team Nord;Jobkonsulent;;\n"
    )
    prepared = sent(text, keeper, now)
    assert kinds(prepared) == {"new_unit": 2, "new_function": 1, "new_person": 2, "begins": 2}
    assert told(prepared, "new_unit") == [
        (2, "Jobcenter", "from 1 August 2015"),
        (2, "Jobcenter > Team Nord", "from 1 August 2015"),
    ]
    assert Person.objects.count() == 1  # a dry run
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)
    assert Person.objects.count() == 1  # in the background
    work(now)
    amina = Person.objects.get(name="Amina Lindeskov")
    assert amina.email == "amina@nordager.example"
    assert amina.account is None
    assert amina.name_search == "amina lindeskov"
    assert StaffNumber.objects.get(person=amina).number == "0012"
    assert places("Amina Lindeskov") == [("Team Nord", "Sagsbehandler", date(2015, 8, 1), None)]
    assert places("Rune Østervang") == [("Team Nord", "Jobkonsulent", TODAY, None)]
    assert Unit.objects.get(name="Team Nord").parent == Unit.objects.get(name="Jobcenter")
    assert Unit.objects.get(name="Jobcenter").since_on == date(2015, 8, 1)
    assert Event.objects.filter(event="person.welcomed", subject_id=amina.pk, by_id=keeper.pk).count() == 1


def test_the_same_file_twice_changes_nothing_the_second_time(keeper, now):
    text = HEAD + (
        "1;Bo Bæk;bo@nordager.example;Jobcenter > Team Nord;Sagsbehandler;1/8-2015;\n"
        "1;Bo Bæk;bo@nordager.example;Jobcenter > Team Syd;Faglig koordinator;1/9-2026;31/12-2026\n"
        "2;Ida Holm;;Team Nord;Jobkonsulent;1/2-2020;1/3-2020\n"
        "3;Mai Agerlin;;Team Syd;Jobkonsulent;1/2-2020;31/12-9999\n"
    )
    carried_out(text, keeper, now)
    before = Event.objects.count()
    again = sent(text, keeper, now)
    assert kinds(again) == {"ignored": 1}  # Ida left before anybody here knew her
    assert again.total == 0
    assert told(again, "unchanged") == [(None, "2", "")]
    importing.carry_out_import(prepared=again, end_missing=False, by=keeper, now=now)
    work(now)
    assert again.again().state == ImportState.DONE
    assert set(Event.objects.order_by("at").values_list("event", flat=True)[before:]) <= {
        "import.prepared",
        "import.started",
        "import.carried_out",
    }


def test_somebody_is_known_again_by_staff_number_then_address_then_name_in_the_unit(keeper, now):
    unit, function = a_unit(now, "Team Nord"), a_function(now, "Jobkonsulent")
    numbered = tenancy.seat(name="Anne Gammel", email="anne@nordager.example")
    StaffNumber.objects.create(person=numbered, number="7")
    addressed = tenancy.seat(name="Bo Bæk", email="bo@nordager.example")
    named = tenancy.seat(name="Çelik Årsted")
    for person in (numbered, addressed, named):
        operations.employ(person=person, unit=unit, function=function, since_on=TODAY, now=now)
    text = HEAD + (
        "7;Anne Ny;anne.ny@nordager.example;Team Nord;Jobkonsulent;;\n"
        "8;Bo Bæk;BO@nordager.example;team nord;jobkonsulent;;\n"
        "9;Çelik Aarsted;;Team Nord;Jobkonsulent;;\n"
    )
    done = carried_out(text, keeper, now)
    assert kinds(done) == {"details": 5}
    assert numbered.again().name == "Anne Ny"
    assert numbered.again().name_search == "anne ny"
    assert numbered.again().email == "anne.ny@nordager.example"
    assert named.again().name == "Çelik Aarsted"
    assert dict(StaffNumber.objects.values_list("person__name", "number")) == {
        "Anne Ny": "7",
        "Bo Bæk": "8",
        "Çelik Aarsted": "9",
    }


def test_two_people_of_the_same_name_are_two_people(keeper, now):
    text = HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n2;Bo Bæk;;Team Nord;Mentor;;\n"
    carried_out(text, keeper, now)
    assert sorted(StaffNumber.objects.filter(person__name="Bo Bæk").values_list("number", flat=True)) == ["1", "2"]
    assert kinds(sent(text, keeper, now)) == {}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";Bo Bæk;;Team Nord;Mentor;;", "Several in “Team Nord” are called Bo Bæk. Write the staff number or e-mail."),
        (";Bo Bæk;;Team Syd;Mentor;;", "There is another Bo Bæk. Write the staff number or e-mail, so that we know"),
        ("1;Bo Bæk;ida@nordager.example;Team Nord;Mentor;;", "The staff number is that of Bo Bæk, the e-mail address"),
        ("6;Ida Nye;ida@nordager.example;Team Nord;Mentor;;", "Ida Holm has this e-mail address, and another staff"),
        (";Gæst;gaest@andre.example;Team Nord;Mentor;;", "Johan Gæst is a guest here. Close that door first."),
        ("9;Ny;;Team Nord;Gammel funktion;;", "“Gammel funktion” is no longer used. Choose another function."),
        ("9;Ny;;Team Nord;Mentor;1/1-2090;", "Look at the year: that day is too far away."),
        ("9;Ny;;Tvilling;Mentor;;", "There are several units called “Tvilling”. Write which one it lies in: A > B."),
    ],
)
def test_what_could_mean_several_is_a_fault(keeper, now, line, sentence):
    two = HEAD + (
        "1;Bo Bæk;;Team Nord;Mentor;;\n2;Bo Bæk;;Team Nord;Mentor;;\n"
        "3;Ida Holm;ida@nordager.example;Team Syd;Mentor;;\n4;X;;A > Tvilling;Mentor;;\n5;Y;;B > Tvilling;Mentor;;\n"
    )
    carried_out(two, keeper, now)
    operations.retire_function(function=a_function(now, "Gammel funktion"), now=now)
    tenancy.seat(name="Johan Gæst", email="gaest@andre.example", is_guest=True)
    prepared = sent(HEAD + line + "\n", keeper, now)
    [(at, said)] = faults(prepared)
    assert at == 2
    assert said.startswith(sentence)
    assert prepared.changes == []
    with pytest.raises(Refusal, match="Correct the file first"):
        importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)


def test_moving_ends_the_old_place_the_day_before_the_new_one_begins(keeper, now):
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2026;\n", keeper, now)
    done = carried_out(HEAD + "1;Bo Bæk;;Team Syd;Mentor;1/3-2026;\n", keeper, now)
    assert kinds(done) == {"new_unit": 1, "begins": 1, "ends": 1}
    assert places("Bo Bæk") == [
        ("Team Nord", "Mentor", date(2026, 1, 1), date(2026, 2, 28)),
        ("Team Syd", "Mentor", date(2026, 3, 1), None),
    ]


def test_day_of_employment_is_no_day_of_a_move(keeper, now):
    """Many systems write the same "ansat fra" whatever somebody does today."""
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;\n", keeper, now)
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Jobkonsulent;1/1-2015;\n", keeper, now)
    assert places("Bo Bæk") == [
        ("Team Nord", "Mentor", date(2015, 1, 1), TODAY - timedelta(days=1)),
        ("Team Nord", "Jobkonsulent", TODAY, None),
    ]


def test_leaving_and_coming_back(keeper, now):
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;\n", keeper, now)
    bo = Person.objects.get(name="Bo Bæk")
    left = carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;28/2-2026\n", keeper, now)
    assert kinds(left) == {"leaves": 1}
    assert bo.again().left_on == date(2026, 2, 28)
    assert places("Bo Bæk") == [("Team Nord", "Mentor", date(2015, 1, 1), date(2026, 2, 28))]
    assert kinds(sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;28/2-2026\n", keeper, now)) == {}
    back = HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;\n"
    assert kinds(carried_out(back, keeper, now)) == {"returns": 1, "begins": 1}
    assert bo.again().left_on is None
    assert places("Bo Bæk")[1] == ("Team Nord", "Mentor", TODAY, None)
    assert kinds(sent(back, keeper, now)) == {}


def test_an_end_to_come_ends_the_place_then(keeper, now):
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;\n", keeper, now)
    done = carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;1/1-2015;30/6-2026\n", keeper, now)
    assert kinds(done) == {"ends": 1}
    assert places("Bo Bæk") == [("Team Nord", "Mentor", date(2015, 1, 1), date(2026, 6, 30))]
    assert Person.objects.get(name="Bo Bæk").left_on is None


def test_whom_the_file_does_not_name_stays_unless_chosen(keeper, now):
    carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n2;Ida Holm;;Team Nord;Mentor;;\n", keeper, now)
    only_bo = HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n"
    done = carried_out(only_bo, keeper, now)
    assert told(done, "not_listed") == [(None, "Ida Holm", "Team Nord, Mentor")]
    assert Person.objects.get(name="Ida Holm").left_on is None
    done = carried_out(only_bo, keeper, now, end_missing=True)
    assert [about for _line, about, _text in told(done, "leaves")] == ["Ida Holm"]
    assert (done.done, done.total) == (1, 1)
    assert Person.objects.get(name="Ida Holm").left_on == TODAY
    assert keeper.again().left_on is None  # has no staff number: the personnel system never knew


def test_the_one_who_imports_is_never_ended_by_not_being_listed(keeper, now):
    StaffNumber.objects.create(person=keeper, number="99")
    done = carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now, end_missing=True)
    assert [about for _line, about, _text in told(done, "not_listed")] == ["Birthe Høgsvang"]
    assert keeper.again().left_on is None


def leaders():
    """(unit, name, until) of everybody who leads or led."""
    rows = Assignment.objects.filter(kind=AssignmentKind.LEADER).order_by("unit__name", "since_on", "person__name")
    return list(rows.values_list("unit__name", "person__name", "until_on"))


def test_leader_changes_in_the_middle_of_the_year(keeper, now):
    head = "Nr;Medarbejdernr.;Navn;Afdeling;Stilling;Leder\n"
    first = head + ";1;Jørgen Vestmark;Team Nord;Leder;Ja\n;2;Bo Bæk;Team Nord;Mentor;Nej\n"
    carried_out(first, keeper, now)
    assert leaders() == [("Team Nord", "Jørgen Vestmark", None)]
    assert kinds(sent(first, keeper, now)) == {}
    later = now + timedelta(days=30)
    prepared = sent(first.replace("Ja", "?").replace("Nej", "Ja").replace("?", "Nej"), keeper, later)
    assert kinds(prepared) == {"leads": 1, "leads_no_more": 1}
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=later)
    work(later)
    assert leaders() == [
        ("Team Nord", "Jørgen Vestmark", TODAY + timedelta(days=29)),
        ("Team Nord", "Bo Bæk", None),
    ]


def test_leaders_by_name_lead_where_others_name_them(keeper, now):
    """On the leader's own line stands whoever is above."""
    text = (
        "Medarbejdernr.;Navn;Afdeling;Stilling;Nærmeste leder\n"
        '1;Vibeke Thorlund;Ledelse;Chef;\n2;Jørgen Vestmark;Team Nord;Leder;"Thorlund, Vibeke"\n'
        "3;Bo Bæk;Team Nord;Mentor;Jørgen Vestmark\n4;Ida Holm;Team Syd;Mentor;Ukendt Person\n"
    )
    done = carried_out(text, keeper, now)
    assert leaders() == [("Team Nord", "Jørgen Vestmark", None)]
    assert told(done, "ignored") == [(5, "Ukendt Person", "is named as a leader, and is not known here")]


def test_when_the_organisation_changed_meanwhile_the_table_is_made_anew(keeper, now):
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    a_unit(now, "Team Nord")
    with pytest.raises(Stale, match="Here it is anew"):
        importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)
    anew = prepared.again()
    assert anew.state == ImportState.PREPARED
    assert "new_unit" not in kinds(anew)
    importing.carry_out_import(prepared=anew, end_missing=False, by=keeper, now=now)
    operations.add_unit(name="Team Syd", since_on=TODAY, now=now)  # between the press and the work
    work(now)
    given_back = prepared.again()
    assert given_back.state == ImportState.PREPARED
    assert "Here it is anew" in given_back.problem
    assert not Person.objects.filter(name="Bo Bæk").exists()
    assert Notice.objects.filter(person=keeper, subject__contains="personale.csv").exists()


def test_one_import_runs_at_a_time(keeper, space, now):
    other = person_in(space, "Jørgen Vestmark", "joergen@nordager.example")
    operations.appoint_administrator(person=other, now=now)
    mine = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    theirs = sent(HEAD + "2;Ida Holm;;Team Nord;Mentor;;\n", other, now)
    importing.carry_out_import(prepared=mine, end_missing=False, by=keeper, now=now)
    importing.carry_out_import(prepared=mine, end_missing=False, by=keeper, now=now)  # pressed twice
    with pytest.raises(Refusal, match="Birthe Høgsvang’s import is being carried out"):
        importing.carry_out_import(prepared=theirs, end_missing=False, by=other, now=now)
    work(now)
    assert mine.again().state == ImportState.DONE
    with pytest.raises(Stale):
        importing.carry_out_import(prepared=theirs, end_missing=False, by=other, now=now)


def test_killed_in_the_middle_nothing_is_half_done_and_it_starts_again(keeper, now, monkeypatch):
    text = HEAD + "".join(f"{n};Kollega {n};;Team Nord;Mentor;;\n" for n in range(250))
    prepared = sent(text, keeper, now)
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)

    class Killed(BaseException):
        """As a signal would end it."""

    def killed(work, done):
        if done > 100:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(importing.progress, "tell", killed)
        with pytest.raises(Killed):
            jobs.work_one(now=now)
    assert Person.objects.count() == 1
    assert not Unit.objects.filter(name="Team Nord").exists()
    assert prepared.again().state == ImportState.RUNNING
    assert not jobs.work_one(now=now)  # still claimed by the one that was killed
    work(now + jobs.LEASE + timedelta(seconds=1))
    assert prepared.again().state == ImportState.DONE
    assert Person.objects.count() == 251


def test_an_unforeseen_fault_leaves_nothing_behind_and_is_told(keeper, now, monkeypatch):
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)

    def fails(*args, **kwargs):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(importing.progress, "tell", fails)
        work(now)
    given_back = prepared.again()
    assert given_back.state == ImportState.PREPARED
    assert given_back.problem.startswith("It could not be carried out, and nothing has changed.")
    assert Person.objects.count() == 1
    importing.carry_out_import(prepared=given_back, end_missing=False, by=keeper, now=now)
    work(now)
    assert prepared.again().state == ImportState.DONE


def test_a_running_import_can_be_taken_back_while_it_waits(keeper, now):
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)
    with pytest.raises(Refusal, match="Stop it first"):
        importing.drop_import(prepared=prepared, by=keeper, now=now)
    importing.halt_import(running=prepared, by=keeper, now=now)
    work(now)
    assert prepared.again().state == ImportState.PREPARED
    assert Person.objects.count() == 1


def test_progress_is_told_while_it_is_carried_out(keeper, now, monkeypatch):
    heard = []
    monkeypatch.setattr(importing.progress, "tell", lambda work, done: heard.append(done))
    done = carried_out(HEAD + "".join(f"{n};Kollega {n};;Team Nord;Mentor;;\n" for n in range(150)), keeper, now)
    assert heard == sorted(heard)
    assert len(heard) >= 6
    assert heard[-1] == done.done == done.total == 2 + 150 * 3


def test_rows_are_forgotten_a_month_after_the_end(keeper, now):
    done = carried_out(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    work(now + timedelta(days=29))
    assert done.again().rows
    work(now + timedelta(days=30))
    assert (done.again().rows, done.again().changes, done.again().state) == ([], [], ImportState.DONE)


def test_an_import_left_lying_goes_out_of_date(keeper, now):
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    work(now + timedelta(days=30))
    assert (prepared.again().rows, prepared.again().state) == ([], ImportState.STALE)
    with pytest.raises(Refusal, match="Send the file again"):
        importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)


def test_letting_go_empties_at_once_and_a_new_file_lets_go_of_the_old(keeper, now):
    first = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    second = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    assert (first.again().state, first.again().rows, first.again().changes) == (ImportState.DROPPED, [], [])
    importing.drop_import(prepared=second, by=keeper, now=now)
    assert (second.again().state, second.again().rows) == (ImportState.DROPPED, [])


def test_only_those_who_look_after_pejl_import(keeper, anna, now):
    with pytest.raises(NotAllowed):
        sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", anna, now)
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    for do in (
        lambda: importing.carry_out_import(prepared=prepared, end_missing=False, by=anna, now=now),
        lambda: importing.halt_import(running=prepared, by=anna, now=now),
        lambda: importing.drop_import(prepared=prepared, by=anna, now=now),
        lambda: importing.invite_imported(done=prepared, by=anna, now=now),
    ):
        with pytest.raises(NotAllowed):
            do()


def test_who_lost_the_duty_meanwhile_changes_nothing(keeper, space, now):
    other = person_in(space, "Jørgen Vestmark", "joergen@nordager.example")
    operations.appoint_administrator(person=other, now=now)
    prepared = sent(HEAD + "1;Bo Bæk;;Team Nord;Mentor;;\n", keeper, now)
    importing.carry_out_import(prepared=prepared, end_missing=False, by=keeper, now=now)
    Assignment.objects.filter(person=keeper, kind=AssignmentKind.ADMINISTRATOR).delete()
    work(now)
    assert prepared.again().state == ImportState.PREPARED
    assert not Person.objects.filter(name="Bo Bæk").exists()


def test_the_other_job_centre_is_neither_matched_nor_changed(keeper, other_space, now):
    with scopes.scope(other_space.pk):
        far = tenancy.seat(name="Bo Bæk", email="bo@nordager.example")
        StaffNumber.objects.create(person=far, number="1")
    carried_out(HEAD + "1;Bo Bæk;bo@nordager.example;Team Nord;Mentor;;\n", keeper, now)
    assert Person.objects.filter(name="Bo Bæk").count() == 1
    with scopes.scope(other_space.pk):
        assert far.again().left_on is None
        assert not Function.objects.exists()
        assert not Import.objects.exists()


def test_nobody_is_mailed_until_invitations_are_asked_for(keeper, now, mailoutbox):
    text = HEAD + "1;Bo Bæk;bo@nordager.example;Team Nord;Mentor;;\n2;Ida Holm;;Team Nord;Mentor;;\n"
    done = carried_out(text, keeper, now)
    assert mailoutbox  # the one who imported is told
    assert all(keeper.email in address for mail in mailoutbox for address in mail.to)
    mailoutbox.clear()
    assert importing.invite_imported(done=done, by=keeper, now=now) == 1
    work(now)
    assert any("bo@nordager.example" in address for mail in mailoutbox for address in mail.to)
    assert importing.invite_imported(done=done, by=keeper, now=now) == 0
    assert Notice.objects.filter(person=keeper, subject="1 invitation is sent").exists()


def unit_paths():
    """The paths of all units after people came to work in these."""
    paths = {}
    for unit in Unit.objects.select_related("parent__parent"):
        above = [one.name for one in (unit.parent and unit.parent.parent, unit.parent, unit) if one]
        paths[" > ".join(above)] = unit.memberships.count()
    return paths


@pytest.mark.parametrize(
    ("cells", "units"),
    [
        (["Team Nord"], {"Afd > Team Nord": 1}),  # by its name alone
        (["afd > TEAM nord"], {"Afd > Team Nord": 1}),
        (["Afd/Team Nord"], {"Afd > Team Nord": 1}),
        (["Job/Sundhed"], {"Job/Sundhed": 1}),  # a unit is called so
        (["Afd / Team Syd"], {"Afd > Team Syd": 1}),
        (["Team Syd"], {"Team Syd": 1}),
        (["Andet > Team Nord", "Afd"], {"Afd > Team Nord": 1, "Afd": 1}),  # begins above
        (["Andet > Team Nord", "Andet"], {"Andet": 1, "Andet > Team Nord": 1}),
        (["Andet > Team Nord", "Afd > Team Nord"], {"Andet > Team Nord": 1, "Afd > Team Nord": 1}),
        (
            ["Kommunen > Jobcenter > Afd > Team Nord", "Kommunen > Jobcenter > Job/Sundhed"],
            {"Afd > Team Nord": 1, "Job/Sundhed": 1},
        ),
        (["Nordager Kommune > Afd > Team Nord", "Nordager Kommune > Afd"], {"Afd > Team Nord": 1, "Afd": 1}),
        (["Afd > Nyt > Team Øst", "Team Øst"], {"Afd > Nyt": 0, "Afd > Nyt > Team Øst": 2}),
        (["Afd > Nyt > Team Øst", "Afd > Team Øst"], {"Afd > Nyt > Team Øst": 2}),  # a level left out
    ],
)
def test_units_are_found_by_their_paths_and_made_once(keeper, now, cells, units):
    afd = a_unit(now, "Afd")
    a_unit(now, "Team Nord", parent=afd)
    a_unit(now, "Job/Sundhed")
    text = HEAD + "".join(f"{n};Kollega {n};;{cell};Sagsbehandler;;\n" for n, cell in enumerate(cells))
    carried_out(text, keeper, now)
    found = unit_paths()
    assert {path: found[path] for path in units} == units
    assert kinds(sent(text, keeper, now)) == {}


def test_a_new_unit_begins_with_the_first_of_its_people_and_an_old_one_is_not_made_older(keeper, now):
    a_unit(now, "Gammel")
    text = HEAD + (
        "1;Bo Bæk;;A > Ny;Sagsbehandler;1/5-2019;\n2;Ida Holm;;A > Ny;Sagsbehandler;1/2-2017;\n"
        "3;Mai Agerlin;;Gammel;Sagsbehandler;1/2-2017;\n"
    )
    carried_out(text, keeper, now)
    assert set(Unit.objects.filter(name__in=("A", "Ny")).values_list("since_on", flat=True)) == {date(2017, 2, 1)}
    assert places("Mai Agerlin") == [("Gammel", "Sagsbehandler", TODAY, None)]
    assert kinds(sent(text, keeper, now)) == {}


def test_an_address_that_is_signed_in_with_moves_and_a_taken_one_is_a_fault(keeper, space, now, mailoutbox):
    bo = person_in(space, "Bo Bæk", "bo@nordager.example")
    StaffNumber.objects.create(person=bo, number="1")
    prepared = sent(HEAD + "1;Bo Bæk;birthe@nordager.example;Sygedagpenge;Sagsbehandler;;\n", keeper, now)
    assert [said for _line, said in faults(prepared)] == [
        "The staff number is that of Bo Bæk, the e-mail address that of Birthe Høgsvang."
    ]
    done = carried_out(HEAD + "1;Bo Bæk;bo.ny@nordager.example;Sygedagpenge;Sagsbehandler;;\n", keeper, now)
    assert told(done, "details") == [(2, "Bo Bæk", "signs in with bo.ny@nordager.example")]
    bo = Person.objects.select_related("account").get(pk=bo.pk)
    assert (bo.email, bo.account.email) == ("bo.ny@nordager.example", "bo.ny@nordager.example")


def test_a_list_in_capitals_renames_nobody(keeper, now):
    text = HEAD + "1;Bo Bæk;;Sygedagpenge;Sagsbehandler;;\n"
    carried_out(text, keeper, now)
    assert kinds(sent(text.replace("Bo Bæk", '"BÆK, BO"'), keeper, now)) == {}
