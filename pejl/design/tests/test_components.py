"""Every component stands in the gallery, and nothing in it goes round the content security policy."""

import re

import pytest

from pejl.design import calls, gallery
from pejl.design.environment import TEMPLATES, names

FORBIDDEN = re.compile(r"<[^>]*\s(style|on\w+)=|<script(?![^>]*\ssrc=)|<style|javascript:", re.IGNORECASE)
TEMPLATE_FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def test_every_folder_is_a_component():
    folders = sorted(path.name for path in (TEMPLATES / "components").iterdir() if path.is_dir())
    assert names() == folders


@pytest.mark.parametrize("path", TEMPLATE_FILES)
def test_template_compiles(environment, path):
    assert environment.get_template(path).name == path


@pytest.mark.parametrize("name", names())
def test_example_renders_the_component(environment, name):
    source = (TEMPLATES / "components" / name / "example.html").read_text(encoding="utf-8")
    assert f"ui.{name}(" in source
    assert gallery.example(environment, name).html.strip()


@pytest.mark.parametrize("name", names())
def test_example_carries_no_style_and_no_script(environment, name):
    assert FORBIDDEN.search(gallery.example(environment, name).html) is None


# A mail program reads no style sheet: layouts/mail.html alone carries its styles in the markup.
@pytest.mark.parametrize("path", [path for path in TEMPLATE_FILES if path != "layouts/mail.html"])
def test_template_carries_no_style_and_no_script(path):
    assert FORBIDDEN.search((TEMPLATES / path).read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "planted", ['<p style="x">', "<p onclick='x'>", "<script>1</script>", "<style>", '<a href="javascript:x">']
)
def test_forbidden_markup_is_found(planted):
    assert FORBIDDEN.search(planted)


@pytest.mark.parametrize("name", names())
def test_example_has_no_id_twice(environment, name):
    ids = re.findall(r'\sid="([^"]+)"', gallery.example(environment, name).html)
    assert sorted(ids) == sorted(set(ids))


def test_icon_names_are_the_drawn_ones():
    drawn = sorted(path.stem for path in (TEMPLATES / "icons").glob("*.svg"))
    assert sorted(calls.variants("icon")["name"]) == drawn


@pytest.mark.parametrize("path", sorted((TEMPLATES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icon_is_drawn_as_the_others(path):
    assert path.read_text(encoding="utf-8").startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    )


@pytest.mark.parametrize("name", names())
def test_readme_names_the_component_with_its_call(name):
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert f"| `{calls.signature(name)}` |" in readme


def test_unused_component_is_found(tmp_path):
    (tmp_path / "page.html").write_text('{{ ui.button("Gem") }}{% call ui.form("/") %}{% endcall %}', encoding="utf-8")
    unused = gallery.unused_components(tmp_path)
    assert "button" not in unused
    assert "form" not in unused
    assert "story" in unused


def test_unused_icon_is_found(tmp_path):
    (tmp_path / "page.html").write_text('{{ ui.icon("print") }}', encoding="utf-8")
    assert "print" not in gallery.unused_icons(tmp_path)
    assert "mail" in gallery.unused_icons(tmp_path)


def test_calls_in_our_own_templates_are_right(environment):
    assert calls.misuses(environment, TEMPLATE_FILES) == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('{{ ui.buton("x") }}', "there is no component 'buton'"),
        ('{{ ui.button("x", colour="red") }}', "ui.button takes no keyword 'colour'"),
        ('{{ ui.state("x", "loud") }}', "ui.state does not know tone='loud'"),
        ('{{ ui.state("x", tone="loud") }}', "ui.state does not know tone='loud'"),
        ('{{ ui.state("x", "done", 3) }}', "ui.state takes fewer arguments"),
        ('{% call ui.state("x") %}{% endcall %}', "ui.state takes no call block"),
    ],
)
def test_call_that_would_fail_is_found(environment, pages, call, fault):
    pages["page.html"] = f"\n{call}"
    [found] = calls.misuses(environment, ["page.html"])
    assert found.startswith(f"page.html:2: {fault}")


def test_call_with_a_value_known_only_later_passes(environment, pages):
    pages["page.html"] = "{{ ui.state(word, tone=tone) }}{{ other.state(1, 2, 3) }}"
    assert calls.misuses(environment, ["page.html"]) == []
