"""The whole way from a theme to a guide that a third colleague reads: six people, six browsers, all open together."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

THEME = "Hvad siger loven om delvis raskmelding?"
NEED = "Vi begrunder det forskelligt, og borgerne spørger, hvorfor deres nabo fik et andet svar."
WHY_NOW = "Jeg har tre sager i denne uge."
REASON = "Det fylder i begge teams, og vi har lovet hinanden et fælles svar."
MEETING = "Læringsmøde om delvis raskmelding"
GUIDE = "Delvis raskmelding: sådan gør vi"
EXAMPLE = "Praksiseksempel fra Mai"
FOLLOWS = 8_000  # milliseconds: a room looks every five seconds
MARK = "Arbejdsgiverens plan for timerne er kendt, før raskmeldingen aftales."
HALF_TYPED = "Husk at"
PRIVATE, SHARED = "Det her er kun til mig selv", "Et fast spørgsmål om timerne i hver samtale"
FROM_PHONE, FROM_LAPTOP = "Spørg arbejdsgiveren om timerne først.", "Aftal, hvornår vi ser på timerne igen."


@dataclass
class Cast:
    """Everybody in the story, each at a browser that stays open to the end."""

    program: Program
    proposer: Visitor
    member: Visitor
    leader: Visitor
    practitioner: Visitor
    approver: Visitor
    reader: Visitor


@pytest.fixture
def cast(program: Program, arrive: Arrive) -> Cast:
    return Cast(
        program,
        proposer=arrive("Solveig Brandholm", **LAPTOP),
        member=arrive("Amina Lindeskov", **LAPTOP),
        leader=arrive("Jørgen Vestmark", **LAPTOP),
        practitioner=arrive("Mai Agerlin", **PHONE),
        approver=arrive("Birthe Høgsvang", **LAPTOP),
        reader=arrive("Nadim Elmbak", **PHONE),
    )


def test_theme_becomes_a_guide_that_a_colleague_reads(cast: Cast) -> None:
    theme = propose(cast)
    choose(cast, theme)
    agenda = plan(cast, theme)
    meeting = invite(cast, agenda)
    room = hold(cast, meeting)
    write_together(cast)
    gather(cast, room)
    draft = write_guide(cast, room)
    approve(cast, draft)
    read(cast, draft)
    look_back(cast, theme)


def propose(cast: Cast) -> str:
    """A colleague writes, is called away, comes back to what was written, and proposes it."""
    who = cast.proposer
    who.go("/temaer/meld-ind/")
    who.write(da("What do we need to know more about?"), THEME)
    who.write(da("What happened, or what are you in doubt about?"), NEED)
    expect(who.page.locator("[data-saved]")).to_contain_text(re.compile(r"\d{1,2}\.\d{2}"))
    who.page.reload()
    expect(who.field(da("What do we need to know more about?"))).to_have_value(THEME)
    expect(who.field(da("What happened, or what are you in doubt about?"))).to_have_value(NEED)
    return steps.propose(who, THEME, need=NEED, why_now=WHY_NOW)


def choose(cast: Cast, theme: str) -> None:
    """The working group says next and why; the proposer reads it on the page and in a mail."""
    steps.decide(cast.member, THEME, reason=REASON)
    cast.proposer.go(theme)
    cast.proposer.reads(da("Chosen as one of the next"))
    cast.proposer.reads(REASON)
    mail = cast.program.mail(to="solveig@nordager.example", subject=da("Your theme is chosen: %(title)s", title=THEME))
    assert REASON in mail.text


def plan(cast: Cast, theme: str) -> str:
    """A leader starts from the template, adds and moves an item, and reads a warning. Returns the agenda's address."""
    who = cast.leader
    agenda = steps.plan(who, theme, MEETING, leaders=["Amina Lindeskov", "Jørgen Vestmark"])
    who.reads("Velkommen og ramme")
    who.reads_not(da("Think of this"))
    who.choose(da("What happens"), da("Practice examples"))
    who.write(da("What it is called", "agenda item"), EXAMPLE)
    who.write(da("Minutes"), "15")
    who.press(da("Add the item"))
    rows = who.page.locator(".timed-row")
    expect(rows.last).to_contain_text(EXAMPLE)
    expect(rows.last).to_contain_text("12.00–12.15")
    who.reads(da("Think of this"))
    who.press(da("Move “%(item)s” up", item=EXAMPLE))
    expect(rows.last).not_to_contain_text(EXAMPLE)
    who.picture("agenda")
    return agenda


def invite(cast: Cast, agenda: str) -> str:
    """People are chosen, seated and invited by mail; the practitioner says yes on the phone. Returns the meeting."""
    steps.choose_people(cast.leader, agenda, ["Mai Agerlin", "Solveig Brandholm"])
    steps.seat(cast.leader, agenda, "Gruppe 1", ["Mai Agerlin", "Solveig Brandholm"])
    meeting = steps.invite(cast.leader, agenda)
    mail = cast.program.mail(to="mai@nordager.example", subject=MEETING, where=lambda mail: bool(mail.calendar))
    assert "METHOD:REQUEST" in mail.calendar
    assert "DTSTART" in mail.calendar
    (address,) = re.findall(rf"{cast.program.origin}/moeder/\S+", mail.text)[:1]
    assert address.startswith(meeting)
    steps.reply(cast.practitioner, address)
    cast.leader.go(meeting)
    expect(cast.leader.page.locator("#people")).to_contain_text("Mai Agerlin")
    return meeting


def hold(cast: Cast, meeting: str) -> str:
    """Three people have the room open when it begins; theirs follow by themselves. Returns the room's address."""
    room = f"{meeting}rum/"
    for who in (cast.practitioner, cast.proposer):
        who.go(room)
        who.reads(da("The meeting has not begun yet. This page follows by itself when it does."))
    assert steps.begin(cast.leader, meeting) == room
    steps.start_item(cast.leader, "Vi deler viden i grupper")
    for who in (cast.practitioner, cast.proposer):
        expect(who.field(da("One card, one thought"))).to_be_visible(timeout=FOLLOWS)
    return room


def write_together(cast: Cast) -> None:
    """Two write at the same time; each sees the other's card come, and loses nothing of what is half-typed."""
    phone, laptop = cast.practitioner, cast.proposer
    laptop.write(da("One card, one thought"), HALF_TYPED)
    steps.write_card(phone, FROM_PHONE)
    expect(steps.card(laptop, FROM_PHONE)).to_be_visible(timeout=FOLLOWS)
    expect(laptop.field(da("One card, one thought"))).to_have_value(HALF_TYPED)
    steps.write_card(laptop, FROM_LAPTOP, kind="Point of attention")
    expect(steps.card(phone, FROM_LAPTOP)).to_be_visible(timeout=FOLLOWS)
    phone.picture("room-phone")
    refuse_cpr(phone)


def refuse_cpr(who: Visitor) -> None:
    """A CPR number is refused in Danish beside its field, with a button that takes it out; nobody ever sees it."""
    number = impossible_cpr()
    who.write(da("One card, one thought"), f"Ring til borgeren {number} om timerne")
    who.press(da("Put up the card"))
    field = who.page.locator("[data-field=text]")
    expect(field).to_contain_text("CPR-nummer")
    field.locator("[name=remove_cpr]").click()
    expect(who.field(da("One card, one thought"))).to_have_value(re.compile("Ring til borgeren .* om timerne"))
    expect(who.field(da("One card, one thought"))).not_to_have_value(re.compile(number[:6]))
    who.press(da("Put up the card"))
    expect(steps.card(who, "Ring til borgeren")).to_be_visible()
    who.reads_not(number)


def impossible_cpr() -> str:
    """A number as test persons have it: 60 is added to the day, so that nobody has it."""
    born = date(1950, 1, 1) + timedelta(days=random.randrange(18_000))
    return f"{born.day + 60:02}{born:%m%y}-{random.randrange(10_000):04}"


def in_two_weeks() -> str:
    """A day as Danes write it."""
    return f"{datetime.now(UTC) + timedelta(14):%d/%m-%Y}"


def gather(cast: Cast, room: str) -> None:
    """The leader marks the cards, writes down what is agreed; everybody takes something along; the book is closed."""
    leader = cast.leader
    expect(steps.card(leader, FROM_LAPTOP)).to_be_visible(timeout=FOLLOWS)
    for text in (FROM_PHONE, FROM_LAPTOP):
        steps.choose_for_product(leader, text)
    leader.picture("room-leader", whole=True)
    leader.follow(re.compile(da("What we agree on")))
    steps.agree(
        leader, "produkt", da("Put somebody down for a product"), da("Put down"), what=GUIDE, person="Mai Agerlin"
    )
    steps.agree(leader, "uklarhed", da("Something is unclear"), da("Write it down"), text="Hvad med fleksjob?")
    agreed = {
        "what": "Spørg forsikringen",
        "owner": "Solveig Brandholm",
        "due_on": in_two_weeks(),
    }
    steps.agree(leader, "aftale", da("Write down an agreement"), da("Write it down"), **agreed)
    steps.take_along(cast.practitioner, room, PRIVATE)
    steps.take_along(cast.proposer, room, "At spørge før jeg regner", introduces=SHARED, is_shared=True)
    for who in (leader, cast.member):
        steps.take_along(who, room, "At vi skal mødes oftere")
    steps.end(leader, room)
    steps.close(leader, room)
    for who in (leader, cast.proposer, cast.reader):
        who.go(room.replace("/rum/", "/opsamling/"))
        who.reads(SHARED)
        who.reads(FROM_PHONE)
        who.reads_not(PRIVATE)


def write_guide(cast: Cast, room: str) -> str:
    """Who took it on writes the guide from the cards, on the phone. Returns the draft's address."""
    who = cast.practitioner
    draft = steps.begin_guide(who, room, GUIDE, duty=f"Mai Agerlin: {GUIDE}")
    weigh(who, draft, FROM_PHONE, text=MARK, obligation="must")
    weigh(who, draft, FROM_LAPTOP, text=FROM_LAPTOP, obligation="may")
    use, goal = "Når arbejdsgiveren kan tilbyde færre timer", "At timerne kan vokse uge for uge"
    steps.save_part(who, draft, "add=situation", name="Færre timer", use=use, goal=goal)
    steps.save_part(who, draft, "add=tool&choice=must", number="727-2011-53", title="Plan for timer")
    steps.complete(who, draft, purpose="Til dig, der sidder med en borger, som er delvis klar igen.")
    steps.ask_for_approval(who, draft, "Birthe Høgsvang")
    return draft


def weigh(who: Visitor, draft: str, card: str, *, text: str, obligation: str) -> None:
    """Turn what a card gave into a guiding mark: it rests on card, meeting and group, never on who wrote."""
    written = steps.weigh(who, draft, card, text=text, obligation=obligation)
    written.locator("summary").click()
    expect(written).to_contain_text(f"{MEETING} · Gruppe 1")
    expect(written.get_by_role("blockquote")).to_contain_text(card)
    expect(written).not_to_contain_text("Solveig Brandholm")


def approve(cast: Cast, draft: str) -> None:
    """Before somebody else has approved it, nobody reads it; the approver does from the own overview."""
    product = draft.removesuffix("kladde/")
    cast.reader.go(product)
    cast.reader.heading(da("There is nothing here"))
    cast.approver.go("/")
    cast.approver.follow(GUIDE)
    cast.approver.reads(MARK)
    cast.approver.picture("approve")
    steps.approve(cast.approver, GUIDE)


def read(cast: Cast, draft: str) -> None:
    """A third colleague finds it on the phone and has the mark on the first screen; it can be printed."""
    who = cast.reader
    who.go("/")
    assert steps.find(who, "raskmelding", GUIDE) == draft.removesuffix("kladde/")
    mark = who.reads(MARK).bounding_box()
    assert mark is not None
    assert mark["y"] + mark["height"] <= PHONE["viewport"]["height"]
    who.picture("guide-phone")
    who.reads(da("Must", "instruction"))
    who.reads("727-2011-53")
    who.reads(da("None relevant"))
    paper = who.fetch(who.page.locator("a[href*='/pdf/']"))
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")


def look_back(cast: Cast, theme: str) -> None:
    """The proposer has seen every step: on the theme's page, and in mails."""
    who = cast.proposer
    who.go(theme)
    trail = who.page.get_by_role("list", name=da("The way so far")).get_by_role("listitem")
    told = (
        da("Proposed"),
        da("Chosen as one of the next"),
        da("Learning meeting planned"),
        da("Invitations sent"),
        da("Learning meeting held"),
        da("Guidance begun"),
        da("Guidance published"),
    )
    expect(trail).to_contain_text(told)
    who.picture("theme")
    who.follow(re.compile(da("Guidance published")))
    who.heading(GUIDE)
    who.go("/")
    who.picture("overview")
    cast.program.mail(to="solveig@nordager.example", subject=THEME, where=lambda mail: GUIDE in mail.text)
    about = [mail for mail in cast.program.mails(to="solveig@nordager.example") if THEME in mail.subject]
    assert len(about) == len(told) - 1
