"""What people do on the way from a theme to a guide, one press at a time. Nothing here needs a script in the page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.browsing import Visitor
from tests.journeys.words import da

TEMPLATE = "Læringsmøde, hele modellen"
BOARD = "Vi deler viden i grupper"


def propose(who: Visitor, title: str, *, need: str, why_now: str = "") -> str:
    """Propose a theme; returns its address."""
    who.go("/temaer/meld-ind/")
    who.write(da("What do we need to know more about?"), title)
    who.write(da("What happened, or what are you in doubt about?"), need)
    who.write(da("Why now?"), why_now)
    who.choose(da("Kind"), da("Legislation"))
    who.press(da("Propose the theme"))
    say_it_is_something_else(who, title)
    return who.page.url


def say_it_is_something_else(who: Visitor, title: str) -> None:
    """Where something is alike, the proposal is asked about once more."""
    alike = da("Is it like one of these?")
    expect(
        who.page.get_by_role("heading", name=re.compile(f"{re.escape(alike)}|{re.escape(title)}"), level=1)
    ).to_be_visible()
    if who.page.get_by_role("heading", name=alike, level=1).count():
        who.press(da("It is something else: propose it"))
    who.heading(title)


def decide(who: Visitor, title: str, *, reason: str) -> None:
    """Choose a theme as one of the next, at the group's table."""
    who.go("/temaer/bordet/")
    who.follow(da("Decide on “%(title)s”", title=title))
    who.tick(da("Next: we plan a learning meeting on it"))
    who.write(da("Why?"), reason)
    who.press(da("Decide"))
    who.reads(da("Decided. Whoever proposed or backs the theme is told, with your reason."))


def plan(who: Visitor, theme: str, title: str, *, leaders: list[str], day: str = "i morgen") -> str:
    """Plan a learning meeting on a theme from the Odder template; returns the address of its agenda."""
    who.go(theme)
    who.follow(da("Plan a learning meeting"))
    who.write(da("Title"), title)
    who.write(da("Day"), day)
    who.write(da("Starts at"), "9")
    who.write(da("Place"), "Mødelokale 2")
    for name in leaders:
        who.tick(name)
    who.write(da("What should come out of it"), "Vi kender kravene, og vi gør det ens")
    who.choose(da("Agenda to start from"), TEMPLATE)
    who.press(da("Plan the meeting"))
    who.heading(title)
    return who.page.url


def choose_people(who: Visitor, agenda: str, people: list[str]) -> None:
    """Choose who is to come, one by one."""
    who.go(agenda)
    who.follow(da("Choose participants"))
    for name in people:
        who.unfold(da("By name"))
        who.write(da("Part of the name"), name)
        who.press("Find")
        who.tick(name)
        who.press(da("Add the ticked ones"))
        expect(who.page.locator("#people")).to_contain_text(name)


def seat(who: Visitor, agenda: str, group: str, people: list[str]) -> None:
    """Put people into a group."""
    who.go(agenda)
    who.follow(group)
    for name in people:
        who.tick(name)
    who.press(da("Save the item"))
    expect(who.page.locator(".timed-row", has_text=group)).to_contain_text(", ".join(people))


def invite(who: Visitor, agenda: str) -> str:
    """Send the invitations; returns the meeting's address."""
    who.go(agenda.replace("/dagsorden/", "/invitationer/"))
    who.page.get_by_role("form", name=da("Send the invitations")).get_by_role("button").click()
    who.reads(da("The invitations are on their way."))
    return agenda.replace("/dagsorden/", "/")


def reply(who: Visitor, meeting: str) -> None:
    """Say that one is coming."""
    who.go(meeting)
    who.press(da("I am coming"))
    expect(who.page.locator("#answer")).to_contain_text(da("Coming"))


def begin(who: Visitor, meeting: str) -> str:
    """Go into the room and begin; returns the room's address, as those have it who take part."""
    who.go(meeting)
    who.press(da("Go into the room"))
    who.page.wait_for_url("**/rum/leder/")
    room = who.page.url.removesuffix("leder/")
    who.press(da("Begin the meeting"))
    expect(who.page.get_by_role("button", name=da("Begin the meeting"))).to_have_count(0)
    return room


def start_item(who: Visitor, label: str) -> None:
    """A leader begins an item, whatever stands before it."""
    who.press(da("Begin: %(item)s", item=label))
    who.heading(label)


def write_card(who: Visitor, text: str, *, kind: str = "Consideration") -> None:
    """Put up a card on the board that the page shows."""
    board = who.page.locator("#room-write")
    who.choose(da("What is it?"), da(kind), within=board)
    who.write(da("One card, one thought"), text, within=board)
    who.press(da("Put up the card"), within=board)
    expect(card(who, text)).to_be_visible()


def card(who: Visitor, text: str) -> Locator:
    """The card with this text, on its board."""
    return who.page.locator("[id^=card-]").filter(has_text=text)


def choose_for_product(who: Visitor, text: str) -> None:
    """A leader marks a card for the product."""
    who.press(da("For the product"), within=card(who, text))
    expect(card(who, text).locator(".card__chosen")).to_be_visible()


def agree(who: Visitor, part: str, summary: str, submit: str, **fields: str) -> None:
    """Write down one thing that the meeting agrees on."""
    who.unfold(summary)
    form = who.page.locator(f"#ny-{part}")
    for name, text in fields.items():
        control = form.locator(f"[name$={name}]")
        control.select_option(label=text) if name in ("person", "owner", "caretaker") else control.fill(text)
    who.press(submit, within=form)
    who.reads(next(iter(fields.values())))


def agree_on_product(who: Visitor, room: str, what: str, person: str) -> None:
    """Put somebody down for a product."""
    who.go(room.replace("/rum/", "/rum/aftaler/"))
    agree(who, "produkt", da("Put somebody down for a product"), da("Put down"), what=what, person=person)


def take_along(who: Visitor, room: str, words: str, *, introduces: str = "", is_shared: bool = False) -> None:
    """Write what one takes along."""
    who.go(room.replace("/rum/", "/rum/laering/"))
    who.write(da("What I take with me"), words)
    who.write(da("What I will introduce in my practice, and how"), introduces)
    if is_shared:
        who.tick(da("Share it with my colleagues"))
    who.press(da("Save"))
    # Sent by the device the page stays, and says so; sent by the browser it is the room again.
    expect(who.page.locator("#learning-state, #room-place").first).to_be_visible()
    who.go(room)


def end(who: Visitor, room: str) -> None:
    """A leader ends the meeting, early where something on the agenda was still to come."""
    who.go(f"{room}leder/")
    if who.page.locator("summary", has_text=da("End the meeting early")).count():
        who.unfold(da("End the meeting early"))
        who.press(da("End the meeting now"))
    else:
        who.press(da("End the meeting"))
    who.heading(da("The meeting is over"))


def close(who: Visitor, room: str) -> None:
    """Close the book on it."""
    who.go(room.replace("/rum/", "/opsamling/"))
    who.press(da("Close the meeting"))
    who.reads(da("Held", "meeting"))


def begin_guide(who: Visitor, room: str, title: str, *, duty: str) -> str:
    """From the meeting's summary: begin the guide from the chosen cards; returns the draft's address."""
    who.go(room.replace("/rum/", "/opsamling/"))
    who.follow(da("Begin the product"))
    who.write(da("Title of the product"), title)
    who.field(da("Who took it on")).select_option(label=duty)
    who.press(da("Begin the product"))
    who.heading(title)
    return re.sub(r"[?#].*", "", who.page.url)


def save_part(who: Visitor, draft: str, asked: str, **fields: str) -> None:
    """Open a part of the draft, fill it and save; a field's value is written, or chosen where it is a choice."""
    who.go(f"{draft}?{asked}")
    form = who.page.locator("#open form").first
    for name, text in fields.items():
        control = form.locator(f"[name={name}]")
        if control.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={text}]").check(force=True)
        elif control.first.evaluate("control => control.tagName") == "SELECT":
            control.select_option(label=text)
        elif control.get_attribute("hidden") is not None:  # an editor stands before the plain field
            control.locator("xpath=ancestor::*[.//*[@role='textbox']][1]").get_by_role("textbox").fill(text)
        else:
            control.fill(text)
    who.press(da("Save"), within=form)
    expect(who.page.locator("#open")).to_have_count(0)


def no_reference_of(who: Visitor, draft: str, kind: str) -> None:
    """Say that no reference of a kind is relevant."""
    who.go(draft)
    who.press(da("None relevant"), within=who.page.locator(f"#choice-{kind}"))
    expect(who.page.locator(f"#choice-{kind}").get_by_role("button", name=da("Take it out"))).to_be_visible()


def weigh(who: Visitor, draft: str, quoted: str, *, text: str, obligation: str) -> Locator:
    """Turn what a card gave into a guiding mark; returns the mark as it stands in the draft."""
    who.go(draft)
    identity = who.page.locator("[id^=block-]", has_text=quoted).first.get_attribute("id") or ""
    save_part(who, draft, f"block={identity.removeprefix('block-')}", text=text, obligation=obligation)
    return who.page.locator(f"#{identity}")


def complete(who: Visitor, draft: str, *, purpose: str) -> None:
    """Say what it is for, who answers for it, and that no references are relevant."""
    save_part(who, draft, "part=about", purpose=purpose)
    for kind in ("notice", "law_guide", "guidance", "principle_decision"):
        no_reference_of(who, draft, kind)
    save_part(who, draft, "part=people", responsible=who.name)
    who.reads(da("Nothing is missing."))


def ask_for_approval(who: Visitor, draft: str, approver: str) -> None:
    """Ask a colleague to read and decide."""
    who.go(draft)
    who.follow(da("Ask for approval"))
    who.tick(approver)
    who.press(da("Ask for approval"))
    who.reads(da("%(name)s is asked, and you will hear the answer.", name=approver))


def approve(who: Visitor, title: str) -> None:
    """From one's own overview: read, and decide that it is in force."""
    who.go("/")
    who.follow(title)
    who.tick(da("Approve it"))
    who.press(da("Send the decision"))
    who.reads(da("It is in force. The authors have been told."))


def find(who: Visitor, word: str, title: str) -> str:
    """By the search in the header; returns the address of what was found."""
    search = who.page.get_by_role("searchbox").first
    search.fill(word)
    search.press("Enter")
    who.page.wait_for_url("**/soeg/**")
    who.follow(title)
    who.heading(title)
    return who.page.url


def begin_next_version(who: Visitor, title: str) -> str:
    """Begin the next version of what is in force; returns the draft's address."""
    find(who, title, title)
    who.press(da("Write the next version"))
    who.page.wait_for_url("**/kladde/**")
    return re.sub(r"[?#].*", "", who.page.url)
