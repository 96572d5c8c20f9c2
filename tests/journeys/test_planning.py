"""From a chosen theme to invitations that are sent: two leaders, two presenters, somebody from outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

THEME = "Hvornår taler vi med arbejdspladsen?"
MEETING = "Læringsmøde om den første kontakt"
UNIT = "Sygedagpengeteamet"
PRACTICE = "Praksiseksempel 1"
FIRST, COLLEAGUE = "Nadim Elmbak", "Freja Tornhave"
GUEST, GUEST_MAIL = "Grete Kallehave", "grete.kallehave@universitet.example"
WRITTEN = "Jeg ringede, før papirerne var på plads, og det gjorde forskellen."
NEW_PLACE = "Kantinen, 2. sal"


@dataclass
class Plan:
    """What the leaders work on."""

    leader: Visitor
    agenda: str

    def page(self, name: str) -> str:
        """Another page of the same meeting."""
        return self.agenda.replace("/dagsorden/", f"/{name}/")


@pytest.fixture
def plan(arrive: Arrive) -> Plan:
    """The theme is chosen, and the meeting begun from the full model."""
    leader = arrive("Amina Lindeskov")
    theme = steps.propose(leader, THEME, need="Nogle ringer den første dag, andre venter på lægen.")
    steps.decide(leader, THEME, reason="Det fylder i begge teams.")
    agenda = steps.plan(leader, theme, MEETING, leaders=["Leyla Sandholt"], day=in_three_weeks())
    return Plan(leader, agenda)


def in_three_weeks() -> str:
    """A Wednesday, as one writes it."""
    today = datetime.now(UTC).date()
    day = today + timedelta(weeks=3, days=2 - today.weekday())
    return f"{day.day}/{day.month}-{day.year}"


def test_everybody_with_a_part_knows_what_is_asked(arrive: Arrive, program: Program, plan: Plan) -> None:
    invite_a_unit_and_a_guest(plan)
    first = ask_to_present(plan, arrive)
    pass_on(first)
    colleague = accept(arrive)
    prepare(colleague)
    see_what_is_prepared(plan)
    divide_into_groups(plan)
    steps.invite(plan.leader, plan.agenda)
    guest = come_in_by_the_mail(arrive, program)
    change_the_place(plan, program)
    guest.page.reload()
    guest.reads(NEW_PLACE)


def invite_a_unit_and_a_guest(plan: Plan) -> None:
    """A whole unit with one tick, and somebody whom the job centre does not know."""
    who = plan.leader
    who.go(plan.page("deltagere"))
    if not who.page.get_by_label(UNIT).first.is_visible():
        who.unfold(da("Whole units or functions"))
    who.tick(UNIT)
    who.press(da("Add them"))
    expect(who.page.locator("#people")).to_contain_text(FIRST)
    who.unfold(da("Somebody from outside"))
    who.write(da("Name"), GUEST)
    who.write(da("Where do they come from?"), "Universitetet")
    who.write("E-mail", GUEST_MAIL)
    who.press(da("Add the guest"))
    expect(who.page.locator("#people")).to_contain_text(GUEST)


def ask_to_present(plan: Plan, arrive: Arrive) -> Visitor:
    """The leader asks for the first example; whoever is asked finds it on the first page of the phone."""
    who = plan.leader
    who.go(plan.page("oplaeg"))
    who.follow(da("Ask somebody"), within=who.page.locator("section", has_text=PRACTICE).last)
    expect(who.page.locator("#turns .row")).to_have_count(3)
    who.field(da("Whom do you ask?")).select_option(label=FIRST)
    who.press(da("Ask"))
    who.reads(da("%(person)s is asked.", person=FIRST))
    asked = arrive(FIRST, **PHONE)
    asked.follow(PRACTICE)
    asked.heading(da("Will you present “%(item)s”?", item=PRACTICE))
    asked.picture("asked-phone")
    return asked


def pass_on(who: Visitor) -> None:
    """No example at hand: a colleague has one."""
    who.unfold(da("Pass it on to a colleague"))
    who.field(da("Which colleague?")).select_option(label=COLLEAGUE)
    who.press(da("Ask my colleague"))
    who.reads(da("%(person)s is asked instead, and has not answered yet. You hear what they say.", person=COLLEAGUE))


def accept(arrive: Arrive) -> Visitor:
    """The colleague says yes."""
    who = arrive(COLLEAGUE, **PHONE)
    who.follow(PRACTICE)
    who.press(da("Yes, I will"))
    who.go("/")
    who.follow(PRACTICE)
    who.heading(PRACTICE)
    return who


def prepare(who: Visitor) -> None:
    """What is typed outlives a closed page; what is shared is shared by a choice."""
    who.write(da("What did I do?"), WRITTEN)
    expect(who.page.locator("[data-saved]")).to_contain_text(da("Saved %(time)s", time="").strip())
    who.page.reload()
    expect(who.field(da("What did I do?"))).to_have_value(WRITTEN)
    who.tick(da("The meeting leaders"))
    who.press(da("Save"))
    who.reads_not(da("Here is what you wrote last and did not save. As it is saved now stands below."))


def see_what_is_prepared(plan: Plan) -> None:
    """The leaders see a yes, and what the presenter chose to share."""
    who = plan.leader
    who.go(plan.page("oplaeg"))
    row = who.page.locator(".row", has_text=COLLEAGUE)
    expect(row).to_contain_text(da("Has said yes", "presenter"))
    who.follow(da("See what is prepared"), within=row)
    who.reads(WRITTEN)


def divide_into_groups(plan: Plan) -> None:
    """A proposal is looked at, and used."""
    who = plan.leader
    who.go(plan.agenda)
    who.follow(da("Divide people into groups"))
    who.press(da("See a proposal"))
    who.picture("groups-proposed-laptop")
    who.press(da("Use these groups"))
    expect(who.page.locator(".board-column label", has_text=FIRST)).to_have_count(1)


def come_in_by_the_mail(arrive: Arrive, program: Program) -> Visitor:
    """The guest's mail holds a link that opens this meeting and nothing else, once."""
    mail = program.mail(to=GUEST_MAIL, subject=MEETING)
    link = re.search(r"http\S+/gaest/\S+", mail.text)
    assert link is not None, mail.text
    guest = arrive(GUEST, steps_in=False, **PHONE)
    guest.go(link.group())
    guest.press(da("Open the page"))
    guest.heading(MEETING)
    guest.press(da("I am coming"))
    guest.reads(da("Coming"))
    another = arrive("Somebody else", steps_in=False)
    another.go(link.group())
    expect(another.page.get_by_role("button", name=da("Send me a new link"))).to_be_visible()
    another.reads_not(UNIT)
    return guest


def change_the_place(plan: Plan, program: Program) -> None:
    """A change waits a little, and goes out in one mail to each."""
    who = plan.leader
    who.go(plan.page("oplysninger"))
    who.write(da("Place"), NEW_PLACE)
    who.press(da("Save"))
    who.reads(NEW_PLACE)
    before = len(program.mails(to=GUEST_MAIL))
    who.press(da("Send now"))
    mail = program.mail(to=GUEST_MAIL, subject=MEETING, where=lambda mail: NEW_PLACE in mail.text)
    assert len(program.mails(to=GUEST_MAIL)) == before + 1
    assert "METHOD:REQUEST" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar
