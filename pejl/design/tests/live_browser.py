"""A browser, pages of the room's layout, and the small server they speak with."""

import os
import shutil

from playwright.sync_api import Browser, BrowserContext, Playwright

PAGE = (
    '{% extends "layouts/room.html" %}{% block title %}T{% endblock %}'
    "{% block body_attributes %}ATTRIBUTES{% endblock %}{% block content %}"
    '<div data-follow="meeting:1/VIEW" data-number="NUMBER"></div><p data-live-state role="status"></p>'
    "CONTENT{% endblock %}"
)
ANNA = "00000000-0000-4000-8000-00000000000a"
BO = "00000000-0000-4000-8000-00000000000b"
SESSION = {
    "left": 3600,
    "longest": 36000,
    "stay_url": "/stay/",
    "remaining_url": "/remaining/",
}


ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def program() -> str | None:
    """Where Chromium is."""
    return os.environ.get("PEJL_CHROMIUM") or shutil.which("chromium")


def launch(playwright: Playwright) -> Browser:
    """Chromium without what it would ask the network for by itself."""
    return playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)


def room(render, around, content, *, view="leader", number=0, person=ANNA, token="TOKEN", **context):
    """The source of a page in the room's layout."""
    csrf = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    source = PAGE.replace("VIEW", view).replace("NUMBER", str(number)).replace("CONTENT", content)
    source = source.replace("ATTRIBUTES", f' data-person="{person}"' if person else "")
    context = {**around, "csrf_input": render("{{ x | safe }}", x=csrf), "session": SESSION, **context}
    return str(render(source, **context))


def without_workers(context: BrowserContext) -> None:
    """As a browser that has no shared workers: most phones."""
    context.add_init_script("delete window.SharedWorker")


def state(page, wanted, seconds=5):
    """Wait until the page says how it is connected."""
    page.wait_for_function(
        "(wanted) => document.documentElement.dataset.live === wanted", arg=wanted, timeout=seconds * 1000
    )
