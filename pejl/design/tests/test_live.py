"""Pages that follow what happens, against a small server that speaks as ours does, over HTTP/1.1."""

import pytest
from playwright.sync_api import expect

from pejl.design.tests.house import until
from pejl.design.tests.live_browser import ANNA, BO, state, without_workers

pytestmark = pytest.mark.journey


NOW = '<div id="room-now" data-region><p id="what">{}</p></div>'
BOARD = '<div id="board">{}</div>'


def text_of(page, place):
    return page.locator(place).inner_text()


def test_eight_tabs_follow_over_one_stream_and_all_still_load_pages(tabs, house, show):
    house.pages["/"] = show(NOW.format("Before"))
    pages = [tabs.open() for _ in range(8)]
    for page in pages:
        state(page, "stream")
    house.tell({"id": "room-now", "html": NOW.format("After")})
    for page in pages:
        expect(page.locator("#what")).to_have_text("After")
    assert house.open_streams == 1
    for page in pages:
        page.goto(house.origin + "/?again")
        expect(page.locator("#what")).to_have_text("After", timeout=3000)


def test_a_browser_without_workers_lets_its_stream_go_while_hidden_and_catches_up(tabs, house, show):
    without_workers(tabs.context)
    house.pages["/"] = show(NOW.format("Before"))
    page = tabs.open()
    state(page, "stream")
    hide(page, True)
    until(lambda: house.open_streams == 0)
    house.tell({"id": "room-now", "html": NOW.format("Meanwhile")})
    page.wait_for_timeout(300)
    assert text_of(page, "#what") == "Before"
    hide(page, False)
    expect(page.locator("#what")).to_have_text("Meanwhile")


def hide(page, is_hidden):
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )


def test_a_tab_that_comes_late_is_told_what_the_others_know_already(tabs, house, show):
    house.pages["/"] = show(NOW.format("Before"))
    first = tabs.open()
    state(first, "stream")
    house.tell({"id": "room-now", "html": NOW.format("After")})
    expect(first.locator("#what")).to_have_text("After")
    second = tabs.open()
    expect(second.locator("#what")).to_have_text("After")


def test_an_orderly_end_is_resumed_at_once_and_nothing_is_missed(tabs, house, show):
    house.life = 1.5
    house.pages["/"] = show(BOARD.format(""))
    page = tabs.open()
    state(page, "stream")
    for number in range(12):
        html = f'<p id="card-{number}" data-sort="{number:02}">{number}</p>'
        house.tell({"id": f"card-{number}", "html": html, "within": "board"})
        page.wait_for_timeout(250)
    expect(page.locator("#board")).to_have_text("".join(map(str, range(12))))
    assert len(house.streams()) >= 2
    assert page.evaluate("document.documentElement.dataset.live") == "stream"


def test_a_restarted_server_is_found_again_and_a_lost_one_is_said(tabs, house, show):
    house.pages["/"] = show(NOW.format("Before"))
    page = tabs.open()
    state(page, "stream")
    house.close()
    state(page, "lost")
    expect(page.locator("[data-live-state]")).to_have_text("No connection. What you write is kept here.")
    house.tell({"id": "room-now", "html": NOW.format("After")})
    house.open()
    expect(page.locator("#what")).to_have_text("After", timeout=10_000)
    expect(page.locator("[data-live-state]")).to_have_text("")


@pytest.mark.parametrize(("asleep", "seconds"), [(True, 30), (False, 45)])
def test_a_line_that_is_dead_is_noticed_after_a_sleep_and_by_its_silence(tabs, house, show, asleep, seconds):
    without_workers(tabs.context)
    house.pages["/"] = show(NOW.format("Before"))
    page = tabs.context.new_page()
    page.clock.install()
    page.goto(house.origin)
    state(page, "stream")
    house.go_dead()
    house.tell({"id": "room-now", "html": NOW.format("While it slept")})
    page.clock.fast_forward(1000)
    expect(page.locator("#what")).to_have_text("Before")
    page.clock.fast_forward(seconds * 1000) if asleep else page.clock.run_for(seconds * 1000)
    page.clock.run_for(6000)
    expect(page.locator("#what")).to_have_text("While it slept")


@pytest.mark.parametrize("has_workers", [True, False])
def test_a_proxy_that_keeps_streams_back_is_asked_in_turns(tabs, house, show, has_workers):
    if not has_workers:
        without_workers(tabs.context)
    house.keeps_back, house.pages["/healthz"] = True, "Here"
    house.pages["/"] = show(NOW.format("Before"))
    page = tabs.open()
    state(page, "poll", seconds=10)
    for words in ("One", "Two", "Three"):
        house.tell({"id": "room-now", "html": NOW.format(words)})
        expect(page.locator("#what")).to_have_text(words, timeout=7000)
    assert len(house.streams()) == 2


def test_signed_out_it_says_so_and_no_longer_allowed_it_stops(tabs, house, show):
    house.pages["/"] = show(NOW.format("Before"))
    house.status = 401
    page = tabs.open()
    expect(page.locator("#notices a")).to_have_text("Sign in in a new tab")
    house.status = 404
    page.evaluate("dispatchEvent(new Event('pejl:signed-in'))")
    expect(page.locator("[data-live-state]")).to_contain_text("You can no longer follow this page")
    asked = len(house.streams())
    page.wait_for_timeout(1500)
    assert len(house.streams()) == asked


@pytest.mark.parametrize("has_workers", [True, False])
def test_the_tab_that_is_refused_says_so_and_loads_anew_and_the_others_go_on(tabs, house, show, has_workers):
    if not has_workers:
        without_workers(tabs.context)
    house.pages["/"] = show(NOW.format("Leading"))
    house.pages["/wall/"] = show(NOW.format("On the wall"), view="wall")
    leading, wall = tabs.open(), tabs.open("/wall/")
    state(leading, "stream")
    state(wall, "stream")
    house.pages["/"] = show(NOW.format("Taking part"), view="participant")
    house.refuse("meeting:1/leader")
    expect(leading.locator("[data-live-state]")).to_contain_text("You can no longer follow this page", timeout=1500)
    expect(leading.locator("#what")).to_have_text("Taking part", timeout=6000)
    house.tell({"id": "room-now", "html": NOW.format("Both hear")}, view="wall")
    expect(wall.locator("#what")).to_have_text("Both hear")
    expect(wall.locator("[data-live-state]")).to_have_text("")


def test_a_page_that_is_refused_and_would_want_the_same_again_stands_and_says_so(tabs, house, show):
    house.refused.add("meeting:1/leader")
    house.pages["/"] = show(NOW.format("Leading"))
    page = tabs.open()
    expect(page.locator("[data-live-state]")).to_contain_text("You can no longer follow this page")
    page.wait_for_timeout(5000)
    assert [path for _method, path in house.asked].count("/") == 2
    expect(page.locator("[data-live-state]")).to_contain_text("You can no longer follow this page")


FORM = (
    '<form id="write" method="post" action="/cards/"><textarea id="text" name="text"></textarea>'
    '<input type="hidden" name="csrfmiddlewaretoken" value=""></form>'
)
KEPT = '<p id="kept" data-keep>{}</p>'
FOLD = '<details id="fold"><summary>More</summary><p id="more">{}</p></details>'


def test_what_is_half_typed_or_open_is_left_alone_and_made_up_for_later(tabs, house, show):
    region = '<div id="room-now" data-region><h2>{}</h2>' + FORM + KEPT.format("Mine") + FOLD + "</div>"
    house.pages["/"] = show(region.format("One", "a"))
    page = tabs.open()
    state(page, "stream")
    page.locator("summary").click()
    page.locator("#text").press_sequentially("Half")
    page.keyboard.press("ArrowLeft")
    changed = region.format("Two", "b").replace("Mine", "Theirs").replace("</textarea>", "</textarea><p>Hint</p>")
    house.tell({"id": "room-now", "html": changed})
    expect(page.locator("#room-now h2")).to_have_text("Two")
    page.keyboard.press("X")
    assert page.locator("#text").input_value() == "HalXf"
    assert page.locator("#fold").evaluate("(fold) => fold.open")
    assert (text_of(page, "#more"), text_of(page, "#kept")) == ("b", "Mine")
    house.tell({"id": "room-now", "html": '<div id="room-now" data-region><h2>Three</h2></div>'})
    expect(page.locator("#room-now h2")).to_have_text("Three")
    assert page.locator("#text").input_value() == "HalXf"
    page.evaluate("document.getElementById('write').reset()")
    expect(page.locator("#text")).to_have_count(0)


def test_cards_come_in_their_order_move_and_go(tabs, house, show):
    def card(name, sort, within="left"):
        html = f'<p id="{name}" data-sort="{sort}">{name}<input name="csrfmiddlewaretoken" type="hidden" value=""></p>'
        return {"id": name, "html": html, "within": within}

    house.pages["/"] = show('<div id="left"></div><div id="right"></div>')
    page = tabs.open()
    state(page, "stream")
    house.tell(card("b", "2"), card("c", "3"), card("a", "1"))
    expect(page.locator("#left")).to_have_text("abc")
    assert page.locator("#a input").input_value() == "TOKEN"
    house.tell(card("a", "9"), card("b", "2", within="right"))
    expect(page.locator("#left")).to_have_text("ca")
    expect(page.locator("#right")).to_have_text("b")
    house.tell(card("c", "3", within="elsewhere"), {"id": "a"})
    expect(page.locator("#left")).to_have_text("")
    before = page.locator("#room, main").first.inner_html()
    page.evaluate("(n) => document.querySelector('[data-follow]').dataset.number = n", 0)
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterSettle', {detail: {elt: document.body}}))")
    until(lambda: page.locator("[data-follow]").get_attribute("data-number") == "3")
    assert page.locator("#room, main").first.inner_html() == before


def test_what_is_mine_is_marked_and_said_and_so_is_what_begins(tabs, house, show):
    turn = '<div id="room-turn" data-of="{}" data-say-mine="It is your turn"><b>{}</b></div>'
    house.pages["/"] = show('<h2 id="head" data-say>Round</h2>' + turn.format(BO, "Bo"))
    page = tabs.open()
    state(page, "stream")
    page.locator("body").click()
    house.tell({"id": "room-turn", "html": turn.format(f"{BO} {ANNA}", "Anna")})
    expect(page.locator("#announcer")).to_have_text("It is your turn")
    assert page.locator("#room-turn[data-mine]").count() == 1
    house.tell({"id": "head", "html": '<h2 id="head" data-say>Break</h2>'})
    expect(page.locator("#announcer")).to_have_text("Break")
    house.tell({"id": "room-turn", "html": turn.format(ANNA, "Still Anna")})
    expect(page.locator("#room-turn")).to_have_text("Still Anna")
    assert text_of(page, "#announcer") == "Break"


def test_what_is_only_for_one_is_fetched_anew_around_what_is_typed(tabs, house, show):
    place = '<div id="room-place" hx-get="/place/" hx-trigger="anew">{}</div>'
    house.pages["/"] = show(place.format("<h3>Old</h3>" + FORM))
    house.pages["/place/"] = "<h3>New</h3>" + FORM
    page = tabs.open()
    state(page, "stream")
    page.locator("#text").press_sequentially("Half")
    house.tell({"id": "room-place", "anew": True})
    expect(page.locator("#room-place h3")).to_have_text("New")
    assert page.locator("#text").input_value() == "Half"
    assert page.locator("#text").evaluate("(field) => field === document.activeElement")


def test_after_too_long_away_the_regions_are_read_anew(tabs, house, show):
    house.pages["/"] = show(NOW.format("Before") + FORM, number=3)
    page = tabs.open()
    state(page, "stream")
    page.locator("#text").press_sequentially("Half")
    house.pages["/"] = show(NOW.format("Long after") + FORM, number=40)
    house.say_anew()
    expect(page.locator("#what")).to_have_text("Long after")
    assert page.locator("[data-follow]").get_attribute("data-number") == "40"
    assert page.locator("#text").input_value() == "Half"
