"""The field component renders a Django field of every kind, and keeps what was typed."""

import pytest
from django import forms

from pejl.design.controls import control
from pejl.design.gallery import failed_form, sample_form


def field(render, form, name, options=""):
    return render("{{ ui.field(form[name]" + options + ") }}", form=form, name=name)


def test_field_names_its_control(render):
    html = field(render, sample_form(), "title")
    assert '<label class="form-label" for="id_plain-title">Title</label>' in html
    assert 'id="id_plain-title" name="plain-title" aria-describedby="id_plain-title-hint" aria-required="true"' in html
    assert '<span class="form-hint" id="id_plain-title-hint">A line of your own.</span>' in html


def test_field_with_an_error_keeps_what_was_typed_and_says_what_is_wrong(render):
    html = field(render, failed_form(), "title", ', after_error="REMEDY"')
    assert 'value="710101-1234"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_failed-title-hint id_failed-title-error"' in html
    assert 'id="id_failed-title-error"' in html
    assert "REMEDY" in html


def test_field_without_an_error_shows_no_remedy(render):
    assert "REMEDY" not in field(render, sample_form(), "title", ', after_error="REMEDY"')


def test_field_shows_the_remedy_its_form_offers(render):
    form = failed_form()
    form.remedy = lambda name: ("remove", f"failed-{name}", "Fjern nummeret") if name == "title" else None
    assert 'name="remove" value="failed-title"><span>Fjern nummeret</span></button>' in field(render, form, "title")
    assert "<button" not in field(render, form, "day")


def test_field_marks_what_may_be_left_empty(render):
    assert "(optional)" in field(render, sample_form(), "why")
    assert "(optional)" not in field(render, sample_form(), "title")
    assert "(optional)" not in field(render, sample_form(), "why", ", mark=False")


def test_field_never_gives_a_password_back(render):
    form = forms.Form({"secret": "hemmeligt"})
    form.fields["secret"] = forms.CharField(widget=forms.PasswordInput(render_value=True))
    assert "hemmeligt" not in field(render, form, "secret")


def test_textarea_keeps_its_first_line_break(render):
    form = forms.Form({"why": "\n\nTo linjer <ned>"})
    form.fields["why"] = forms.CharField(widget=forms.Textarea)
    assert 'rows="4">\n\n\nTo linjer &lt;ned&gt;</textarea>' in field(render, form, "why")


def test_select_shows_groups_and_the_chosen(render):
    html = field(render, sample_form(), "grouped")
    assert '<optgroup label="North"><option value="a">First</option></optgroup>' in html
    assert " selected" in field(render, sample_form(), "kind")


@pytest.mark.parametrize(("name", "kind"), [("one", "radio"), ("many", "checkbox")])
def test_group_of_choices_has_one_legend_and_a_label_for_each(render, name, kind):
    html = field(render, sample_form(), name)
    assert html.startswith("<fieldset")
    assert html.count("<legend") == 1
    assert html.count(f'<input class="form-{kind}"') == html.count("<label for=") == 2
    assert html.count(" checked") == 1


def test_counter_counts_instead_of_cutting(render):
    assert 'maxlength="120"' in field(render, sample_form(), "title")
    html = field(render, sample_form(), "title", ", counter=True")
    assert "maxlength" not in html
    assert 'data-counter="id_plain-title" data-limit="120"' in html


def test_hidden_field_shows_nothing(render):
    assert field(render, sample_form(), "token") == (
        '<input type="hidden" name="plain-token" id="id_plain-token" value="x">'
    )


def test_control_refuses_a_widget_it_does_not_know():
    form = forms.Form()
    form.fields["odd"] = forms.DateTimeField(widget=forms.SplitDateTimeWidget)
    with pytest.raises(ValueError, match="SplitDateTimeWidget"):
        control(form["odd"])


def test_error_summary_leads_to_every_field_with_an_error(render):
    html = render("{{ ui.error_summary(form) }}", form=failed_form())
    assert 'href="#id_failed-title"' in html
    assert 'href="#id_failed-one"' in html
    assert "Two things do not fit together" in html


def test_error_summary_is_silent_without_errors(render):
    assert render("{{ ui.error_summary(form) }}", form=sample_form()) == ""
