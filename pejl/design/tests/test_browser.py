"""The look and the scripts in a real browser, under the policy that production sends."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from pejl.design import gallery

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "build" / "static"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ORIGIN = "http://pejl.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PAGE = '{% extends "layouts/page.html" %}{% block title %}T{% endblock %}{% block content %}CONTENT{% endblock %}'


@pytest.fixture(scope="module")
def browser():
    program = os.environ.get("PEJL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Site:
    """Pages by path and answers by path, with every request kept; what the console says fails the test."""

    def __init__(self, page, render, around):
        self.page, self.render, self.around = page, render, around
        self.pages, self.answers, self.requests, self.complaints = {}, {}, [], []
        page.route(f"{ORIGIN}/**", self._answer)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, said):
        if said.type == "error" and "Failed to load resource" not in said.text and "Response Status" not in said.text:
            self.complaints.append(said.text)

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        self.requests.append(route.request)
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        if path in self.answers:
            return self.answers[path](route)
        headers = {"Content-Security-Policy": POLICY}
        return route.fulfill(body=self.pages[path], content_type="text/html; charset=utf-8", headers=headers)

    def show(self, content, **context):
        csrf = '<input type="hidden" name="csrfmiddlewaretoken" value="TOKEN">'
        context = {**self.around, "csrf_input": self.render("{{ x | safe }}", x=csrf), **context}
        self.pages["/"] = self.render(PAGE.replace("CONTENT", content), **context)
        self.page.goto(f"{ORIGIN}/")
        return self.page

    def sent(self, path):
        return [request for request in self.requests if urlsplit(request.url).path == path]


@pytest.fixture
def site(browser, render, around):
    from markupsafe import Markup

    def marked(source, **context):
        return Markup(render(source, **context))

    context = browser.new_context(viewport={"width": 1366, "height": 768})
    site = Site(context.new_page(), marked, around)
    yield site
    context.close()
    assert site.complaints == []


@pytest.fixture
def everything(site, environment):
    """The gallery, shown."""
    site.pages["/"] = site.render('{% extends "gallery.html" %}', examples=gallery.examples(environment), **site.around)
    site.page.goto(f"{ORIGIN}/")
    return site.page


@pytest.mark.parametrize("width", [1366, 390])
def test_gallery_has_no_serious_barrier(everything, width):
    everything.set_viewport_size({"width": width, "height": 844})
    everything.evaluate(AXE.read_text(encoding="utf-8"))
    found = everything.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        (v["id"], v["nodes"][0]["html"]) for v in found["violations"] if v["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("width", [320, 390, 683, 1366, 1920])
def test_gallery_fits_the_screen(everything, width):
    everything.set_viewport_size({"width": width, "height": 800})
    assert everything.evaluate("document.documentElement.scrollWidth") == width


def test_gallery_shows_where_the_keyboard_is(everything):
    unseen = everything.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter((control) => control.checkVisibility({opacityProperty: false}))
        .filter((control) => {
            control.focus({focusVisible: true});
            const seen = control.matches(".form-checkbox, .form-radio") ? control.nextElementSibling : control;
            const marks = [getComputedStyle(seen), getComputedStyle(seen, "::before")];
            return !marks.some((style) => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3);
        }).map((control) => control.outerHTML)"""
    )
    assert unseen == []


def test_list_shows_fifteen_rows_on_a_laptop(site):
    rows = (
        "{% for n in range(20) %}{{ ui.row('Hvornår er et forløb det rigtige?', href='/', meta='Uge 47') }}{% endfor %}"
    )
    page = site.show(
        "{{ ui.page_header('Temaer', primary=ui.button('Meld ind', kind='primary')) }}"
        "{% call ui.filter_bar('/', 'Afgræns') %}{{ ui.field(form.kind) }}{% endcall %}"
        "{% call ui.list() %}" + rows + "{% endcall %}",
        form=gallery.sample_form(),
    )
    inside = "[...document.querySelectorAll('.row')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight)"
    assert page.evaluate(f"{inside}.length") >= 15


FORM = (
    '{% call ui.form("/send/", draft_key="a:b", draft_url="/drafts/") %}{{ ui.field(form.title) }}'
    "{{ ui.field(form.why, counter=True) }}{{ ui.button('Gem') }}{% endcall %}"
)


def draft(site, answer):
    """Write one word in the form and wait for what the page says about it."""
    site.answers["/drafts/"] = answer
    page = site.show(FORM, form=gallery.sample_form())
    page.get_by_label("Title").press_sequentially("Ord")
    expect(page.locator("[data-saved]")).not_to_be_empty()
    return page


def test_draft_is_sent_with_what_changed_and_says_when(site):
    page = draft(site, lambda route: route.fulfill(status=204))
    request = site.sent("/drafts/")[0]
    assert json.loads(request.post_data) == {"place": "a:b", "fields": {"plain-title": "Ord"}}
    assert request.headers["x-csrftoken"] == "TOKEN"
    assert page.locator("[data-saved]").inner_text().startswith("Saved ")


def test_draft_refused_says_so_beside_its_field(site):
    problem = {"detail": "Her står et CPR-nummer.", "field": "plain-title"}
    page = draft(site, lambda route: route.fulfill(status=422, json=problem))
    refusal = page.locator('[data-field="plain-title"] [data-refusal]')
    assert refusal.inner_text() == "Her står et CPR-nummer."
    assert refusal.get_attribute("role") == "alert"


def test_draft_not_sent_says_that_it_is_kept_and_warns_before_leaving(site):
    page = draft(site, lambda route: route.abort())
    assert page.locator("[data-saved]").inner_text() == "Not saved yet - it is kept in this window"
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_draft_saved_lets_one_leave_in_silence(site):
    page = draft(site, lambda route: route.fulfill(status=204))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []


def test_draft_after_sign_out_offers_to_sign_in_and_keeps_the_text(site):
    page = draft(site, lambda route: route.fulfill(status=401))
    link = page.locator("[data-saved] a")
    assert (link.get_attribute("target"), link.inner_text()) == ("_blank", "Sign in in a new tab")
    assert page.get_by_label("Title").input_value() == "Ord"


def test_form_waits_for_the_draft_on_its_way(site):
    held = []
    site.answers["/drafts/"] = held.append
    site.answers["/send/"] = lambda route: route.fulfill(status=204)
    page = site.show(FORM, form=gallery.sample_form())
    with page.expect_request("**/drafts/"):
        page.get_by_label("Title").press_sequentially("Ord")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_timeout(300)
    assert site.sent("/send/") == []
    with page.expect_request("**/send/"):
        held[0].fulfill(status=204)


def test_form_is_sent_once_however_often_it_is_pressed(site):
    site.answers["/send/"] = lambda route: route.fulfill(status=204)
    page = site.show(FORM, form=gallery.sample_form())
    prevented = page.evaluate(
        """() => {
            const prevented = [];
            addEventListener("submit", (event) => prevented.push(event.defaultPrevented));
            for (let presses = 0; presses < 3; presses++) document.querySelector(".form button").click();
            return prevented;
        }"""
    )
    assert prevented == [False, True, True]


def test_counter_counts_a_line_break_as_the_server_does(site):
    page = site.show(FORM, form=gallery.sample_form())
    page.locator("textarea").fill("æ\nø")
    assert page.locator(".form-count").inner_text() == "396 characters left"
    page.locator("textarea").fill("x" * 402)
    assert page.locator(".form-count").inner_text() == "2 characters too many"


CLOCK = '{{ ui.clock("", "Tilbage", ends="2026-11-27T09:30:00Z", now="%s", announce=True) }}'


def test_clock_follows_the_server_and_not_the_browser(site):
    site.page.clock.install(time="2031-01-01T00:00:00Z")
    page = site.show(CLOCK % "2026-11-27T09:28:58Z")
    time = page.locator("[data-clock-time]")
    assert time.inner_text() == "1:02"
    page.clock.run_for(3000)
    assert page.locator("#announcer").inner_text() == "One minute left"
    page.clock.run_for(30_000)
    assert page.locator("#announcer").inner_text() == "Thirty seconds left"
    page.clock.run_for(31_000)
    assert page.locator("#announcer").inner_text() == "Time is up"
    assert time.inner_text() == "+0:02"


PART = '{% call ui.refreshed("part", "/part/", seconds=1) %}{{ ui.field(form.title) }}{% endcall %}'


def test_refreshed_part_fetches_itself(site):
    site.answers["/part/"] = lambda route: route.fulfill(body="<p>Nyt</p>", content_type="text/html")
    page = site.show(PART, form=gallery.sample_form())
    page.get_by_text("Nyt").wait_for()


def test_refreshed_part_waits_while_somebody_writes_in_it(site):
    site.answers["/part/"] = lambda route: route.fulfill(body="<p>Nyt</p>", content_type="text/html")
    page = site.show(PART, form=gallery.sample_form())
    page.get_by_label("Title").focus()
    page.wait_for_timeout(2500)
    assert site.sent("/part/") == []
    page.locator("#search").focus()
    page.get_by_text("Nyt").wait_for()


def test_fragment_after_sign_out_keeps_the_page_and_offers_to_sign_in(site):
    site.answers["/part/"] = lambda route: route.fulfill(status=401)
    page = site.show(PART, form=gallery.sample_form())
    page.locator("#notices a").wait_for()
    assert page.locator("#notices a").inner_text() == "Sign in in a new tab"
    assert page.get_by_label("Title").is_visible()


def test_error_summary_is_met_first_and_leads_into_the_field(site):
    page = site.show("{{ ui.error_summary(form) }}{{ ui.field(form.title) }}", form=gallery.failed_form())
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.locator("[data-error-summary] a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_failed-title"


def test_menu_closes_with_escape(site):
    page = site.show("")
    page.locator(".user-menu summary").click()
    assert page.get_by_role("link", name="Min side").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Min side").is_visible()
    assert page.evaluate("document.activeElement.matches('.user-menu summary')")


def test_motion_is_off_when_the_system_asks(site):
    site.page.emulate_media(reduced_motion="reduce")
    page = site.show("{% call ui.details('Mere') %}Her{% endcall %}")
    assert page.locator(".details .icon").evaluate("(icon) => getComputedStyle(icon).transitionDuration") == "1e-05s"


@pytest.mark.parametrize("minutes", [-15, 15])
def test_clock_is_right_however_wrong_the_browsers_is_and_whatever_was_slow(site, minutes):
    """What came late says too little of the server's time; what the connection tells mends it."""
    site.page.clock.install(time=f"2026-11-27T09:{30 + minutes:02}:00Z")
    page = site.show(CLOCK % "2026-11-27T09:28:00Z")
    assert page.locator("[data-clock-time]").inner_text() == "2:00"
    page.evaluate(
        "(offset) => dispatchEvent(new CustomEvent('pejl:time', {detail: offset}))", -(minutes * 60 + 90) * 1000
    )
    assert page.locator("[data-clock-time]").inner_text() == "1:30"
    late = CLOCK % "2026-11-27T09:28:00Z"
    page.locator(".clock").evaluate("(clock, html) => (clock.outerHTML = html)", str(site.render(late)))
    page.evaluate("document.dispatchEvent(new Event('pejl:patched'))")
    assert page.locator("[data-clock-time]").inner_text() == "1:30"


def test_clock_after_a_sleep_says_only_what_holds_now(site):
    site.page.clock.install(time="2026-11-27T09:00:00Z")
    page = site.show(CLOCK % "2026-11-27T09:00:00Z")
    page.clock.run_for(1000)
    page.clock.fast_forward(30 * 60 * 1000)
    page.clock.run_for(1000)
    assert page.locator("#announcer").inner_text() == "Time is up"
    assert page.locator("[data-clock-time]").inner_text() == "+0:02"


def test_clock_goes_on_through_the_night_that_is_an_hour_longer(browser, render, around):
    from markupsafe import Markup

    context = browser.new_context(timezone_id="Europe/Copenhagen")
    site = Site(context.new_page(), lambda *a, **k: Markup(render(*a, **k)), around)
    site.page.clock.install(time="2026-10-25T00:50:00Z")
    page = site.show('{{ ui.clock("", "Tilbage", ends="2026-10-25T01:20:00Z", now="2026-10-25T02:50:00+02:00") }}')
    assert page.locator("[data-clock-time]").inner_text() == "30:00"
    page.clock.run_for(20 * 60 * 1000)
    assert page.locator("[data-clock-time]").inner_text() == "10:00"
    context.close()


def test_clock_told_anew_with_the_same_end_is_no_new_beginning(site):
    site.page.clock.install(time="2026-11-27T09:00:00Z")
    page = site.show(CLOCK % "2026-11-27T09:00:00Z")
    page.clock.run_for(2000)
    for ends, said in (("09:30", ""), ("09:35", "Tilbage 34:58")):
        html = (CLOCK % "2026-11-27T09:00:02Z").replace("09:30", ends)
        attributes = "(clock, html) => { const t = document.createElement('template'); t.innerHTML = html;"
        attributes += (
            "for (const {name, value} of t.content.firstElementChild.attributes) clock.setAttribute(name, value); }"
        )
        page.locator(".clock").evaluate(attributes, str(site.render(html)))
        page.evaluate("document.dispatchEvent(new Event('pejl:patched'))")
        page.clock.run_for(500)
        assert page.locator("#announcer").inner_text() == said
