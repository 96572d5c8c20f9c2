"""Components are strict: what they do not know is an error."""

import pytest
from jinja2 import UndefinedError

from pejl.design.environment import attributes, one_of, paragraphs, pieces


def test_component_unknown_is_an_error_that_lists_the_known(render):
    with pytest.raises(ValueError, match=r"no component 'buton'; there are: actions, alert"):
        render('{{ ui.buton("Gem") }}')


def test_component_keyword_unknown_is_an_error(render):
    with pytest.raises(TypeError, match="colour"):
        render('{{ ui.button("Gem", colour="red") }}')


def test_component_variant_unknown_is_an_error_that_lists_the_accepted(render):
    with pytest.raises(ValueError, match=r"'loud' is not a variant.*'primary', 'secondary', 'quiet', 'danger'"):
        render('{{ ui.button("Gem", kind="loud") }}')


def test_component_argument_missing_is_an_error(render):
    with pytest.raises(UndefinedError):
        render("{{ ui.button() }}")


def test_variable_unknown_is_an_error(render):
    with pytest.raises(UndefinedError):
        render("{{ nobody }}")


def test_text_is_escaped_and_markup_of_components_is_not(render):
    html = render('{{ ui.link("<b>", "/?a=1&b=2") }}{{ ui.cell(ui.link("her", "/")) }}')
    assert '<a class="link" href="/?a=1&amp;b=2">&lt;b&gt;</a>' in html
    assert '<td class="table__text"><a class="link" href="/">her</a></td>' in html


def test_form_takes_the_csrf_input_of_the_page(render):
    assert "CSRF" in render('{% call ui.form("/") %}{% endcall %}')
    assert "CSRF" in render('{{ ui.post_button("Gem", "/") }}')


def test_form_sent_with_get_carries_no_csrf_input(render):
    assert "CSRF" not in render('{% call ui.form("/", method="get") %}{% endcall %}')


def test_form_without_csrf_input_is_an_error(environment):
    with pytest.raises(UndefinedError, match="csrf_input"):
        environment.from_string('{{ ui.post_button("Gem", "/") }}').render()


@pytest.mark.parametrize("name", ["style", "onclick", "hx-on:click", "class", "href"])
def test_attributes_refuse_what_could_style_or_run(name):
    with pytest.raises(ValueError, match="may not be set"):
        attributes({name: "x"})


def test_attributes_write_values_escaped_and_leave_out_none():
    assert (
        attributes({"data-a": '"', "aria-busy": True, "hx-get": None, "max": 3}) == ' data-a="&#34;" aria-busy max="3"'
    )


def test_one_of_returns_what_is_accepted():
    assert one_of("a", "a", "b") == "a"


def test_paragraphs_follow_what_was_typed():
    assert paragraphs("En\r\nto\r\n\r\n \r\nTre\n") == [["En", "to"], ["Tre"]]
    assert paragraphs("  ") == []


def test_lines_that_begin_with_a_dash_are_a_list():
    assert pieces("Husk:\n- et\n- to\nog\n\n- tre\n\n-fire") == [
        (False, ["Husk:"]),
        (True, ["et", "to"]),
        (False, ["og"]),
        (True, ["tre"]),
        (False, ["-fire"]),
    ]
