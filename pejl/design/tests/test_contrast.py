"""Contrast after WCAG 2.1, computed from the tokens, for the light page and for the dark wall."""

import re

import pytest

from pejl.design.environment import TEMPLATES

TOKENS = (TEMPLATES / "theme" / "_tokens.scss").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0  # 1.4.3 text, 1.4.11 edges of controls and shapes


def scheme(selector):
    """The colours that the tokens file sets under a selector, by name."""
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", TOKENS, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


SCHEMES = {"light": scheme(":root"), "wall": scheme(".wall")}
GROUNDS = ["paper", "surface", "sea-wash", "mark-wash", "done-wash"]
PAIRS = [
    *[(text, ground, TEXT) for text in ("ink", "ink-quiet", "sea", "sea-deep", "mark", "done") for ground in GROUNDS],
    *[("on-sea", ground, TEXT) for ground in ("sea", "sea-deep")],
    *[("paper", ground, TEXT) for ground in ("ink", "mark", "mark-deep")],
    *[("line-strong", ground, SHAPE) for ground in ("paper", "surface")],
]


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_are_far_enough_apart(name, front, ground, least):
    colours = SCHEMES[name]
    assert ratio(colours[front], colours[ground]) >= least


def test_both_schemes_set_the_same_colours():
    assert SCHEMES["wall"].keys() == SCHEMES["light"].keys()


def test_ratio_is_that_of_the_standard():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_styles_take_their_colours_from_the_tokens():
    styles = [
        path for path in TEMPLATES.rglob("*.scss") if path.name not in ("_tokens.scss", "_print.scss", "_contrast.scss")
    ]
    assert [
        path.name for path in styles if re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", path.read_text(encoding="utf-8"))
    ] == []
