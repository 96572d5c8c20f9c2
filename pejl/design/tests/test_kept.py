"""What is written in the room and not sent yet: kept on the device, sent by itself, never twice."""

import threading

import pytest
from playwright.sync_api import expect

from pejl.design.tests.house import until
from pejl.design.tests.live_browser import ANNA, ARGUMENTS, BO, program, state

pytestmark = pytest.mark.journey

FORM = (
    '<form id="write" method="post" action="/cards/" data-outbox{}>{{{{ csrf_input }}}}'
    '<input type="hidden" name="client_id" value="">'
    '<textarea id="text" name="text" required></textarea><button>Put up</button></form>'
    '<form id="out" method="post" action="/out/" data-signs-out><button>Sign out</button></form>'
)
WRITE = FORM.format("")
KEEPING = FORM.format(" data-keep-typing")
BRIEF = FORM.format('="brief" data-keep-typing')


def write(page, words):
    page.locator("#text").press_sequentially(words)
    page.get_by_role("button", name="Put up").click()


def listed(page):
    return page.locator(".outbox__text")


def cards(house):
    """The cards that came through, as the server tells them apart: by who sent what as which."""
    return [fields for path, fields, _ in house.sent if path == "/cards/"]


@pytest.fixture
def room_page(house, show):
    """A page of the room with one form for cards."""

    def put(content=WRITE, **context):
        house.pages["/"] = show(content, **context)

    put()
    return put


def test_a_card_outlives_the_connection_and_a_reload_and_is_sent_once(tabs, house, room_page):
    page = tabs.open()
    state(page, "stream")
    house.close()
    write(page, "Twelve weeks are short")
    expect(listed(page)).to_have_text("Twelve weeks are short")
    expect(page.locator(".outbox__title")).to_have_text("Kept here, not sent yet")
    assert page.locator("#text").input_value() == ""
    house.answers["/cards/"] = (503, "")
    house.open()
    page.reload()
    expect(listed(page)).to_have_text("Twelve weeks are short")
    house.answers["/cards/"] = (204, "")
    expect(listed(page)).to_have_count(0, timeout=15_000)
    assert {card["text"] for card in cards(house)} == {"Twelve weeks are short"}
    assert len({card["client_id"] for card in cards(house)}) == 1
    count = len(cards(house))
    page.reload()
    page.wait_for_timeout(800)
    assert len(cards(house)) == count


def test_an_answer_that_is_lost_is_asked_for_under_the_same_key(tabs, house, room_page):
    page = tabs.open()
    house.answers["/cards/"] = (None, "")
    write(page, "Heard but not answered")
    until(lambda: cards(house))
    house.answers["/cards/"] = (204, "")
    until(lambda: len(cards(house)) >= 2, 10)
    expect(listed(page)).to_have_count(0)
    assert len({card["client_id"] for card in cards(house)}) == 1


def test_of_several_tabs_one_sends_in_the_order_of_writing(tabs, house, room_page):
    house.answers["/cards/"] = (503, "")
    pages = [tabs.open() for _ in range(3)]
    for page, words in zip(pages, ("One", "Two", "Three"), strict=True):
        write(page, words)
        expect(page.locator("#text")).to_have_value("")
    expect(listed(pages[0])).to_have_text(["One", "Two", "Three"])
    inside, most, lock = [0], [0], threading.Lock()

    def slowly(_):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        threading.Event().wait(0.2)
        with lock:
            inside[0] -= 1
        return 204, ""

    house.sent.clear()
    house.answers["/cards/"] = slowly
    for page in pages:
        page.evaluate("dispatchEvent(new Event('online'))")
    for page in pages:
        expect(listed(page)).to_have_count(0, timeout=10_000)
    assert [card["text"] for card in cards(house)] == ["One", "Two", "Three"]
    assert most == [1]


REFUSED = (
    '<main><div class="error-summary"><ul class="error-summary__list"><li>Here is a CPR number.</li></ul></div></main>'
)


def test_what_the_server_will_never_take_is_shown_with_its_words_and_mended(tabs, house, room_page):
    page = tabs.open()
    house.answers["/cards/"] = (422, REFUSED)
    write(page, "710101-1234 has waited")
    expect(page.locator(".outbox__refusal")).to_have_text("Here is a CPR number.")
    assert len(cards(house)) == 1
    page.get_by_role("button", name="Mend it").click()
    expect(page.locator("#text")).to_have_value("710101-1234 has waited")
    expect(listed(page)).to_have_count(0)
    page.locator("#text").fill("Somebody has waited")
    house.answers["/cards/"] = (204, "")
    page.get_by_role("button", name="Put up").click()
    until(lambda: len(cards(house)) == 2)
    assert cards(house)[0]["client_id"] != cards(house)[1]["client_id"]


def test_a_form_that_comes_back_with_what_helps_stands_in_its_place_until_it_is_sent(tabs, house, room_page):
    attributes = 'action="/cards/" hx-post="/cards/" hx-target="#place" hx-swap="innerHTML"'
    form = WRITE.replace('action="/cards/"', attributes).partition('<form id="out"')[0]
    room_page(f'<div id="place">{form}</div>')
    page = tabs.open()
    back = form.replace("{{ csrf_input }}", "").replace("</textarea>", "Number 710101-1234</textarea><em>Not that</em>")
    house.answers["/cards/"] = (422, back)
    write(page, "Number 710101-1234")
    expect(page.locator("#place em")).to_have_text("Not that")
    expect(page.locator("#text")).to_have_value("Number 710101-1234")
    assert (listed(page).count(), rows(page)) == (0, [0, 0])
    house.tell({"id": "place", "html": f'<div id="place">{form}</div>'})
    until(lambda: page.locator("[data-follow]").get_attribute("data-number") == "1")
    assert page.locator("#text").input_value() == "Number 710101-1234"
    house.answers["/cards/"] = (200, form)
    page.locator("#text").fill("Number")
    page.get_by_role("button", name="Put up").dblclick()
    until(lambda: len(cards(house)) == 2)
    expect(page.locator("#place em")).to_have_count(0)
    expect(page.locator("#text")).to_have_value("")
    assert [card["text"] for card in cards(house)] == ["Number 710101-1234", "Number"]


def test_what_is_thrown_away_is_gone(tabs, house, room_page):
    page = tabs.open()
    house.answers["/cards/"] = (422, REFUSED)
    write(page, "Not this")
    page.get_by_role("button", name="Throw it away").click()
    expect(listed(page)).to_have_count(0)
    page.reload()
    expect(listed(page)).to_have_count(0)


def by_session(token):
    """Answers as the server does: what carries another session's token is refused."""

    def answer(sent):
        return (204, "") if sent[2].get("X-CSRFToken") == token else (403, "<main><p>Too old</p></main>")

    return answer


def test_a_session_that_ended_keeps_it_until_the_same_person_is_back(tabs, house, room_page):
    page = tabs.open()
    state(page, "stream")
    house.answers["/cards/"] = (401, "")
    write(page, "Still here")
    expect(page.locator("#notices a")).to_have_text("Sign in in a new tab")
    expect(listed(page)).to_have_text("Still here")
    room_page(person=BO, token="BOS")
    house.answers["/cards/"] = by_session("BOS")
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(700)
    assert len(cards(house)) == 1
    room_page(person=ANNA, token="NEW")
    house.answers["/cards/"] = by_session("NEW")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(listed(page)).to_have_count(0)
    assert len(cards(house)) == 2


def test_a_token_of_before_is_renewed_without_anybody_noticing(tabs, house, room_page):
    page = tabs.open()
    room_page(token="NEW")
    house.answers["/cards/"] = by_session("NEW")
    write(page, "Under an old token")
    until(lambda: len(cards(house)) == 2)
    expect(listed(page)).to_have_count(0)


def test_another_person_in_the_same_browser_neither_sees_nor_sends_it(tabs, house, room_page):
    page = tabs.open()
    house.answers["/cards/"] = (503, "")
    write(page, "Anna's own")
    expect(listed(page)).to_have_count(1)
    house.sent.clear()
    room_page(person=BO)
    house.answers["/cards/"] = (204, "")
    page.reload()
    page.wait_for_timeout(1200)
    assert (listed(page).count(), cards(house)) == (0, [])
    room_page(person=ANNA)
    page.reload()
    until(lambda: len(cards(house)) == 1)


def rows(page):
    """How many rows and keys lie on the device."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("pejl-kept");
            request.onsuccess = () => {
                const names = [...request.result.objectStoreNames];
                if (!names.length) return resolve([0, 0]);
                const change = request.result.transaction(names);
                const counts = ["rows", "keys"].map((name) => change.objectStore(name).count());
                change.oncomplete = () => (request.result.close(), resolve(counts.map(({result}) => result)));
            };
        })"""
    )


def test_signing_out_wipes_it_in_every_tab_and_nothing_is_left_after_sending(tabs, house, room_page):
    page, other = tabs.open(), tabs.open()
    write(page, "Sent at once")
    until(lambda: cards(house))
    until(lambda: rows(page) == [0, 0])
    house.answers["/cards/"] = (503, "")
    write(page, "Never sent")
    expect(listed(other)).to_have_count(1)
    assert rows(page) == [1, 1]
    house.answers["/out/"] = (200, "<p>Bye</p>")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Bye")).to_be_visible()
    expect(listed(other)).to_have_count(0)
    assert rows(other) == [0, 0]


def test_a_day_later_it_is_gone(tabs, house, room_page):
    page = tabs.open()
    house.answers["/cards/"] = (503, "")
    write(page, "Yesterday")
    expect(listed(page)).to_have_count(1)
    page.evaluate("Date.now = ((now) => () => now() + 25 * 3600e3)(Date.now)")
    page.evaluate("dispatchEvent(new Event('pejl:kept-changed'))")
    expect(listed(page)).to_have_count(0)
    assert rows(page) == [0, 0]


def test_what_is_half_written_comes_back_after_a_reload_and_goes_when_it_is_sent(tabs, house, room_page):
    room_page(KEEPING)
    page = tabs.open()
    page.locator("#text").press_sequentially("Half a tho")
    until(lambda: rows(page) == [1, 1])
    page.reload()
    expect(page.locator("#text")).to_have_value("Half a tho")
    page.locator("#text").press_sequentially("ught")
    page.get_by_role("button", name="Put up").click()
    until(lambda: cards(house) and rows(page) == [0, 0])
    page.reload()
    page.wait_for_timeout(300)
    assert page.locator("#text").input_value() == ""


def test_where_no_author_is_stored_nothing_is_kept_before_it_is_sent(tabs, house, room_page):
    room_page(BRIEF)
    page = tabs.open()
    page.locator("#text").press_sequentially("Nobody's words")
    page.wait_for_timeout(800)
    assert rows(page) == [0, 0]
    page.get_by_role("button", name="Put up").click()
    until(lambda: cards(house) and rows(page) == [0, 0])
    assert page.evaluate("JSON.stringify(history.state)") == "null"


def test_what_is_kept_cannot_be_read_in_the_profile(playwright, house, room_page, tmp_path):
    house.answers["/cards/"] = (503, "")
    words = "Kanariefuglen-synger-om-rehabilitering"
    profile = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(profile, executable_path=program(), args=ARGUMENTS)
    page = context.new_page()
    page.goto(house.origin)
    write(page, words)
    expect(listed(page)).to_have_count(1)
    assert rows(page) == [1, 1]
    context.close()
    kept = [path.read_bytes() for path in profile.rglob("*") if path.is_file()]
    assert any(b"pejl-kept" in content or "pejl-kept".encode("utf-16-le") in content for content in kept)
    assert not [1 for content in kept for code in ("utf-8", "utf-16-le") if words.encode(code) in content]


@pytest.fixture(scope="module")
def plain_browser(playwright):
    """One in which http://pejl.test is this machine: an address on the net, without HTTPS."""
    arguments = [*ARGUMENTS, "--host-resolver-rules=MAP pejl.test 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=program(), args=arguments)
    yield browser
    browser.close()


def test_without_https_it_says_what_is_missing_and_the_form_keeps_its_words(plain_browser, house, room_page):
    room_page(WRITE.replace('action="/cards/"', 'action="/cards/" hx-post="/cards/" hx-swap="none"'))
    page = plain_browser.new_page()
    page.goto(f"http://pejl.test:{house.port}/")
    state(page, "stream")
    assert not page.evaluate("isSecureContext")
    expect(page.locator("[data-needs-https]")).to_be_visible()
    house.answers["/cards/"] = (503, "")
    write(page, "Stays in its field")
    until(lambda: cards(house))
    assert page.locator("#text").input_value() == "Stays in its field"
    house.answers["/cards/"] = (204, "")
    page.get_by_role("button", name="Put up").click()
    expect(page.locator("#text")).to_have_value("")
    assert len({card["client_id"] for card in cards(house)}) == 1
    assert page.evaluate("indexedDB.databases()") == []
    page.close()
