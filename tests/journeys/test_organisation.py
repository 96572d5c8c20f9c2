"""Whoever looks after Pejl: a colleague begins, another leaves, and the staff file does the same for many."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.browsing import Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.keyboard import Keyboard
from tests.journeys.program import Program
from tests.journeys.words import da, das

pytestmark = pytest.mark.journey

KEEPER = "Anders Tinghauge"
NEWCOMER, EMAIL, PASSWORD = "Signe Lærkedal", "signe@nordager.example", "fire grønne både i havnen"
UNIT, ABOVE, GROUP = "Ydelsesteamet", "Sygdom og afklaring", "Arbejdsgruppen i Unge- og uddannelsesteamet"
LEAVER, LEFT, DUTY = "Yusuf Heldrup", "Sygedagpengeteamet", "selv at ringe til arbejdsgiveren"

HEADINGS = "Medarbejdernr.;Navn;E-mail;Afdeling;Stilling;Lønramme;Ansat fra;Leder"
# As a personnel system writes it: family name first, a colleague whom Pejl knows already, a column nobody reads.
STAFF = f"""{HEADINGS}
0101;Lærkeholm, Åse;aase@nordager.example;Job og uddannelse > Rotationsteamet;Jobkonsulent;L 28;01-08-2026;Ja
0102;"Møller, Bjørn";bjoern@nordager.example;Job og uddannelse > Rotationsteamet;Jobkonsulent;L 26;01-09-2026;
0103;Strandkær, Mette;mette-s@nordager.example;Virksomhedsteamet;Virksomhedskonsulent;L 28;;
"""
FAULTY = STAFF.replace("bjoern@", "bjoern på ").replace("01-09-2026", "31-09-2026").replace("Virksomhedskonsulent", "")
PASTED = "Navn\tAfdeling\tStilling\nPernille Skovhus\tLedelse og stab\tProjektleder\n"


def test_colleague_begins_and_another_leaves(arrive: Arrive, program: Program) -> None:
    keeper = arrive(KEEPER)
    add_unit(keeper)
    welcome(keeper)
    seat(keeper)
    appoint_deputy(keeper)
    let_go(keeper)
    newcomer = arrive(NEWCOMER, steps_in=False)
    come_in(newcomer, program)
    expect(newcomer.page.locator("#needs")).to_contain_text(DUTY)
    newcomer.follow(da("You take over from %(name)s", name=LEAVER))
    expect(newcomer.page.locator("#handovers")).to_contain_text(DUTY)


def add_unit(who: Visitor) -> None:
    who.go("/organisation/")
    who.follow(da("Add a unit"))
    who.write(da("What is the unit called?"), UNIT)
    who.choose(da("What is it part of?"), ABOVE)
    who.press(da("Add the unit"))
    who.heading(UNIT)
    expect(who.page.get_by_role("main").get_by_role("link", name=ABOVE)).to_be_visible()


def welcome(who: Visitor) -> None:
    """From the unit's page the unit is chosen already; who begins tomorrow is not there yet."""
    who.follow(da("Welcome a colleague"))
    who.write(da("Name"), NEWCOMER)
    who.write("E-mail", EMAIL)
    who.choose(da("Function"), "Ydelsesmedarbejder")
    who.write(da("From which day?"), "i morgen")
    who.tick(da("Send an invitation to sign in"))
    who.press(da("Add the colleague"))
    who.heading(NEWCOMER)
    place = who.page.locator("#places .row", has_text=UNIT)
    expect(place).to_contain_text("Ydelsesmedarbejder")
    expect(place).to_contain_text(da("Not yet"))


def seat(who: Visitor) -> None:
    who.go("/organisation/grupper/")
    who.follow(GROUP)
    who.follow(da("Add a member"))
    find(who, NEWCOMER)
    who.press(da("Add"))
    expect(who.page.locator("#members")).to_contain_text(NEWCOMER)


def appoint_deputy(who: Visitor) -> None:
    """For somebody in another unit, so the deputy is looked for by name."""
    open_person(who, LEAVER)
    who.follow(da("Say who stands in"))
    find(who, NEWCOMER)
    who.press(da("Appoint"))
    expect(who.page.locator("#support .row", has_text=NEWCOMER)).to_contain_text(da("stands in"))


def let_go(who: Visitor) -> None:
    """Beforehand it is shown what goes to whom; afterwards the person and the unit remember."""
    who.follow(da("Has stopped here"))
    expect(who.page.get_by_role("region", name=da("%(name)s goes on with", name=NEWCOMER))).to_contain_text(DUTY)
    who.write(da("Last day here"), "i går")
    who.press(da("Yes, end it"))
    who.reads(da("%(name)s has left. What was open is handed over.", name=LEAVER))
    expect(who.page.locator("#past")).to_contain_text(
        da("%(function)s in %(unit)s", function="Ydelsesmedarbejder", unit=LEFT)
    )
    who.go("/organisation/")
    who.follow(LEFT)
    expect(who.page.locator("#people")).not_to_contain_text(LEAVER)
    who.unfold(da("Who was here before"))
    who.reads(LEAVER)


def come_in(who: Visitor, program: Program) -> None:
    """By the invitation's link."""
    mail = program.mail(to=EMAIL, subject=da("Choose a password for Pejl"))
    found = re.search(r"http://\S+\?link=\S+", mail.text)
    assert found
    who.go(found[0])
    who.write(da("New password"), PASSWORD)
    who.write(da("The same once more"), PASSWORD)
    who.press(da("Save the password"))
    who.follow(da("Sign in"))
    who.write("E-mail", EMAIL)
    who.write(da("Password"), PASSWORD)
    who.press(da("Sign in"))
    who.heading(da("My overview"))


def find(who: Visitor, name: str) -> None:
    """Look for a colleague by the first letters, and choose."""
    box = who.field(da("Part of the name"))
    box.fill(name[:6])
    box.press("Enter")
    who.page.wait_for_url("**?q=*")
    who.tick(name)


def open_person(who: Visitor, name: str) -> None:
    who.go(f"/organisation/personer/?q={name}")
    who.follow(name)
    who.heading(name)


def test_staff_file_is_tried_corrected_and_carried_out(arrive: Arrive) -> None:
    who = arrive(KEEPER)
    send(who, FAULTY.encode("cp1252"))
    faults = who.page.get_by_role("table").locator("tbody tr")
    expect(faults).to_have_count(3)
    said = (
        ("3", "E-mail", da("This is not an e-mail address.")),
        ("3", "Ansat fra", da("This is not a day. Write for example 1/8-2026 or 2026-08-01.")),
        ("4", "Stilling", da("Write what the person does.")),
    )
    for row, (line, column, sentence) in zip(faults.all(), said, strict=True):
        assert row.locator("td").all_inner_texts() == [line, column, sentence]

    send(who, b"\xef\xbb\xbf" + STAFF.encode())
    table = who.page.url
    who.reads(da("Nothing has changed yet. The file has %(num)s lines.", num=3))
    expect(changes(who, da("New units"))).to_contain_text("Job og uddannelse > Rotationsteamet")
    expect(changes(who, da("New people"))).to_contain_text("Åse Lærkeholm")
    expect(changes(who, da("New people"))).to_contain_text("Bjørn Møller")
    expect(changes(who, da("New leaders"))).to_contain_text("Åse Lærkeholm")
    expect(changes(who, da("New name, e-mail or staff number"))).to_contain_text("Mette Strandkær")
    who.reads(da("Columns that are not read: %(columns)s.", columns="Lønramme"))
    who.picture("import")
    who.go("/organisation/personer/?q=Lærkeholm")
    who.reads(da("Nobody is like that"))

    who.go(table)
    who.press(da("Carry out"))
    who.reads(da("Everything in the table is carried out."))
    open_person(who, "Åse Lærkeholm")
    expect(who.page.locator("#places")).to_contain_text("Rotationsteamet")
    send(who, STAFF.encode("cp1252"))
    who.reads(da("Nothing to change"))
    who.reads(das("%(num)s person in the file is unchanged.", "%(num)s people in the file are unchanged.", 3))


def test_pasted_lines_by_keyboard(arrive: Arrive) -> None:
    keys = Keyboard(arrive(KEEPER))
    keys.who.go("/organisation/personer/")
    keys.follow(da("Import staff"))
    keys.reach(keys.who.field(da("Or paste the lines here")))
    keys.page.keyboard.insert_text(PASTED)
    keys.press(da("See what it changes"))
    expect(changes(keys.who, da("New people"))).to_contain_text("Pernille Skovhus")
    keys.press(da("Carry out"))
    keys.who.reads(da("Everything in the table is carried out."))


def send(who: Visitor, content: bytes) -> None:
    """A file from the personnel system, as it lies on the disk."""
    who.go("/organisation/import/")
    file = {"name": "medarbejdere.csv", "mimeType": "text/csv", "buffer": content}
    who.field(da("File")).set_input_files(file)  # type: ignore[arg-type]
    who.press(da("See what it changes"))
    who.heading("medarbejdere.csv")


def changes(who: Visitor, kind: str) -> Locator:
    """The part of the table with one kind of change."""
    title = who.page.get_by_role("heading", name=re.compile(rf"^{re.escape(kind)}: \d"), level=3)
    return who.page.locator(".section--level-3", has=title)
