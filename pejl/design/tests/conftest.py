import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from pejl.design import environment as design


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
