"""The layouts stand on the context they name, and fall back to nothing when a part of it is not there."""

import re
from html.parser import HTMLParser

import pytest

from pejl.design.environment import TEMPLATES

VOID = {"meta", "link", "input", "img", "br", "hr"}


class Nesting(HTMLParser):
    """Raises when an element is closed that is not the innermost open one."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("layout", ["page", "paper", "room", "wall", "plain"])
def test_layout_is_well_nested_and_in_its_language(render, around, layout):
    html = render('{% extends "layouts/' + layout + '.html" %}{% block title %}T{% endblock %}', **around)
    nesting = Nesting()
    nesting.feed(html)
    assert nesting.open == []
    assert '<html lang="da">' in html
    assert "<title>T – Pejl</title>" in html
    assert html.count("<main ") == 1
    assert '<a class="skipnav" href="#content">' in html


@pytest.mark.parametrize("layout", ["page", "plain"])
def test_layout_stands_without_a_person(render, layout):
    nobody = {"navigation": [], "search_url": "", "user_menu": None}
    html = render('{% extends "layouts/' + layout + '.html" %}{% block title %}T{% endblock %}', **nobody)
    assert "<main " in html
    assert "<form" not in html


def test_page_marks_where_one_is(render, around):
    html = render('{% extends "layouts/page.html" %}{% block title %}T{% endblock %}', **around)
    assert '<a class="site-nav__link" href="/her/" aria-current="page">Her</a>' in html
    assert html.count('aria-current="page"') == 2  # the wide navigation and the one of the phone


def test_page_has_a_side_only_with_something_in_it(render, around):
    page = '{% extends "layouts/page.html" %}{% block title %}T{% endblock %}{% block side %}SIDE{% endblock %}'
    assert render(page, **around).count("SIDE") == 1
    assert "<aside" not in render(page.replace("SIDE", " "), **around)


def test_page_shows_what_the_last_step_led_to(render, around):
    class Message(str):
        level_tag = "success"

    html = render(
        '{% extends "layouts/page.html" %}{% block title %}T{% endblock %}',
        **around | {"messages": [Message("Gemt <her>")]},
    )
    assert "alert--success" in html
    assert "Gemt &lt;her&gt;" in html


def test_fragment_library_may_neither_evaluate_nor_style_nor_keep_history():
    base = (TEMPLATES / "layouts" / "base.html").read_text(encoding="utf-8")
    config = re.search(r"""name="htmx-config" content='([^']+)'""", base)[1]
    for setting in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"historyCacheSize":0',
        '"selfRequestsOnly":true',
    ):
        assert setting in config


def test_mail_has_one_button_and_says_by_when(render):
    html = render(
        '{% extends "layouts/mail.html" %}{% block content %}<p>Kære Anna</p>{% endblock %}',
        language="da",
        subject="Svar på indbydelsen",
        by_when="Svar senest fredag.",
        action_url="https://x/",
        action_label="Svar",
    )
    assert html.count("<a ") == 1
    assert html.index("Svar senest fredag.") < html.index("Kære Anna")
