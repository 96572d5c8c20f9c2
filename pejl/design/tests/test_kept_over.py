"""What writes over what stood there is kept on the device like the rest, and never over what nobody has seen."""

import threading
from html import escape

import pytest
from playwright.sync_api import expect

from pejl.design.tests.house import until
from pejl.design.tests.live_browser import state

pytestmark = pytest.mark.journey

FIELD = (
    '<form id="words" method="post" action="/words/" hx-post="/words/" hx-target="#place" hx-swap="innerHTML"'
    ' data-outbox="over" data-keep-typing data-page="/own/">TOKEN<input type="hidden" name="client_id" value="">'
    '<input type="hidden" name="version" id="version" value="VERSION"><textarea id="text" name="text" required>\nTEXT'
    "</textarea><button>Save</button></form>SAID"
)


class Desk:
    """One text on the server: it is written over by whoever has seen it as it is, and each sending counts once."""

    def __init__(self, house, show):
        self.house, self.show = house, show
        self.text, self.version, self.taken, self.sent = "", "", {}, []
        self.lock = threading.Lock()
        house.pages["/"] = self.page
        house.answers["/words/"] = self.answer

    def page(self):
        return self.show(f'<div id="place">{self.field(self.text, self.version, token="{{ csrf_input }}")}</div>')

    def field(self, text, version, said="", token=""):
        parts = {"TOKEN": token, "VERSION": str(version), "TEXT": escape(text), "SAID": said}
        made = FIELD
        for name, value in parts.items():
            made = made.replace(name, value)
        return made

    def write(self, text):
        self.text, self.version = text, int(self.version or 0) + 1

    def answer(self, sent):
        with self.lock:
            fields = sent[1]
            self.sent.append(fields)
            if fields["client_id"] not in self.taken and fields["text"] != self.text:
                if fields["version"] != str(self.version):
                    said = f"<em>There it reads: {escape(self.text)}</em>"
                    return 422, self.field(fields["text"], self.version, said)
                self.write(fields["text"])
            self.taken[fields["client_id"]] = True
            mark = f' data-written="{self.version}"' if fields["text"] == self.text else ""
            return 200, self.field(self.text, self.version, f"<p{mark}>Saved</p>")

    def fail(self):
        self.house.answers["/words/"] = (503, "")

    def work(self, page):
        self.house.answers["/words/"] = self.answer
        page.evaluate("dispatchEvent(new Event('online'))")


@pytest.fixture
def desk(house, show):
    return Desk(house, show)


def save(page, words):
    page.locator("#text").fill(words)
    page.get_by_role("button", name="Save").click()


def listed(page):
    return page.locator(".outbox__text")


def left(page):
    """How many rows lie on the device."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("pejl-kept");
            request.onsuccess = () => {
                if (!request.result.objectStoreNames.length) return resolve(0);
                const rows = request.result.transaction("rows").objectStore("rows").count();
                rows.onsuccess = () => (request.result.close(), resolve(rows.result));
            };
        })"""
    )


def test_saved_words_stay_in_their_field_and_the_focus_with_them(tabs, desk):
    page = tabs.open()
    page.locator("#text").fill("To listen")
    page.locator("#text").press("Tab")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved")).to_be_visible()
    expect(page.locator("#text")).to_have_value("To listen")
    assert page.evaluate("document.activeElement.textContent") == "Save"
    save(page, "To listen first")
    until(lambda: desk.text == "To listen first")
    until(lambda: left(page) == 0)
    assert (desk.version, len(desk.sent)) == (2, 2)


def test_words_outlive_the_connection_and_a_reload_and_the_last_ones_stand(tabs, house, desk):
    page = tabs.open()
    state(page, "stream")
    house.close()
    save(page, "First thought")
    expect(page.locator(".outbox__title")).to_have_text("Kept here, not sent yet")
    expect(listed(page)).to_have_text("First thought")
    expect(page.locator("#text")).to_have_value("First thought")
    save(page, "Second thought")
    expect(listed(page)).to_have_text("Second thought")
    desk.fail()
    house.open()
    page.reload()
    expect(page.locator("#text")).to_have_value("Second thought")
    expect(listed(page)).to_have_text("Second thought")
    desk.work(page)
    until(lambda: desk.text == "Second thought", 10)
    expect(listed(page)).to_have_count(0)
    assert (desk.version, [one["version"] for one in desk.sent]) == (2, ["", "1"])
    until(lambda: left(page) == 0)


def test_an_answer_that_is_lost_writes_nothing_twice(tabs, house, desk):
    page = tabs.open()
    heard = []

    def unheard(sent):
        desk.answer(sent)
        heard.append(1)
        return None, ""

    house.answers["/words/"] = unheard
    save(page, "Heard and not answered")
    until(lambda: heard)
    save(page, "Written on")
    desk.work(page)
    until(lambda: desk.text == "Written on", 10)
    until(lambda: left(page) == 0)
    assert desk.version == 2


def test_what_was_changed_elsewhere_meanwhile_is_shown_beside_what_was_kept(tabs, desk):
    desk.write("Before")
    page = tabs.open()
    desk.fail()
    save(page, "From the phone")
    expect(listed(page)).to_have_text("From the phone")
    desk.write("From the laptop")
    desk.work(page)
    expect(page.locator("em")).to_have_text("There it reads: From the laptop")
    expect(page.locator("#text")).to_have_value("From the phone")
    assert (desk.text, listed(page).count()) == ("From the laptop", 0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    until(lambda: desk.text == "From the phone")
    until(lambda: left(page) == 0)


def test_half_written_words_come_back_over_the_version_that_was_seen(tabs, desk):
    desk.write("Before")
    page = tabs.open()
    page.locator("#text").press("End")
    page.locator("#text").press_sequentially(", and more")
    until(lambda: left(page) == 1)
    desk.write("From the laptop")
    page.reload()
    expect(page.locator("#text")).to_have_value("Before, and more")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("em")).to_have_text("There it reads: From the laptop")
    assert desk.text == "From the laptop"


def test_what_is_typed_on_while_it_is_sent_is_written_over_that(tabs, house, desk):
    page = tabs.open()
    go_on = threading.Event()

    def slowly(sent):
        go_on.wait(5)
        return desk.answer(sent)

    house.answers["/words/"] = slowly
    save(page, "One")
    page.wait_for_timeout(100)
    page.locator("#text").press_sequentially(" and two")
    go_on.set()
    until(lambda: desk.text == "One")
    expect(page.locator("#version")).to_have_value("1")
    expect(page.locator("#text")).to_have_value("One and two")
    page.get_by_role("button", name="Save").click()
    until(lambda: desk.text == "One and two")
    until(lambda: left(page) == 0)
    assert desk.version == 2


def test_what_is_stale_on_another_page_leads_to_where_it_is_mended(tabs, house, desk):
    page = tabs.open()
    desk.fail()
    save(page, "From the phone")
    expect(listed(page)).to_have_count(1)
    desk.write("From the laptop")
    house.pages["/"], house.pages["/own/"] = desk.show("<p>Another item</p>"), desk.page
    page.reload()
    expect(listed(page)).to_have_text("From the phone")
    house.answers["/words/"] = (
        422,
        '<ul class="error-summary__list"><li>There it reads: From the laptop</li></ul>',
    )
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".outbox__refusal")).to_have_text("There it reads: From the laptop")
    expect(page.get_by_role("link", name="Mend it")).to_have_attribute("href", "/own/")
