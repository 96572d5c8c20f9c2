import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from markupsafe import Markup
from playwright.sync_api import sync_playwright

from pejl.design import environment as design
from pejl.design.tests.house import House
from pejl.design.tests.live_browser import launch, room


@pytest.fixture
def pages():
    """Page templates by name, for a test to fill before it renders."""
    return {}


@pytest.fixture
def environment(pages):
    """The environment as a page has it, in the language of the message ids."""
    loader = ChoiceLoader([DictLoader(pages), FileSystemLoader(design.TEMPLATES)])
    made = Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_null_translations(newstyle=True)
    made.globals["static"] = "/static/{}".format
    design.install(made)
    return made


@pytest.fixture
def render(environment):
    """Render a template's source as a page would."""

    def rendered(source, **context):
        return environment.from_string(source).render({"csrf_input": "CSRF", **context})

    return rendered


@pytest.fixture
def around():
    """What stands around every page: the context that layouts/page.html asks for."""
    return {
        "language": "da",
        "navigation": [
            {"label": "Her", "url": "/her/", "current": True},
            {"label": "Der", "url": "/der/", "current": False},
        ],
        "search_url": "/find/",
        "q": "",
        "messages": [],
        "user_menu": {
            "name": "Anna Holm",
            "place": "",
            "links": [{"label": "Min side", "url": "/mig/"}],
            "language": {
                "url": "/sprog/",
                "choices": [("da", "Dansk"), ("en", "English")],
                "current": "da",
                "next": "/",
            },
            "log_out_url": "/ud/",
        },
    }


@pytest.fixture(scope="module")
def playwright():
    """What drives browsers; there can be one at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright):
    """A browser for pages that speak with a server of their own."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def house():
    """The server that a test lets happen things on."""
    house = House()
    house.open()
    yield house
    if house.server:
        house.close()


@pytest.fixture
def show(render, around):
    """The source of a room page with this content."""
    return lambda content, **context: room(lambda *a, **k: Markup(render(*a, **k)), around, content, **context)


class Tabs:
    """Tabs of one browser; what their consoles say fails the test."""

    def __init__(self, context, house):
        self.context, self.house, self.complaints = context, house, []
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))

    def open(self, path="/"):
        page = self.context.new_page()
        page.goto(self.house.origin + path)
        return page


@pytest.fixture
def tabs(chromium, house):
    """A browser of nobody yet."""
    context = chromium.new_context(viewport={"width": 800, "height": 800})
    tabs = Tabs(context, house)
    yield tabs
    context.close()
    assert tabs.complaints == []
