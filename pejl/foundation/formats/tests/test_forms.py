from __future__ import annotations

from datetime import date, time

from django import forms
from django.utils import translation

from pejl.foundation.formats.forms import DanishDateField, DanishTimeField


class Plan(forms.Form):
    day = DanishDateField(today=lambda: date(2015, 1, 7))
    start = DanishTimeField(required=False)


def test_what_is_typed_becomes_a_day_and_a_time() -> None:
    form = Plan({"day": "4/3", "start": "kl. 12.45"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2015, 3, 4), "start": time(12, 45)}


def test_an_optional_field_may_be_empty_and_a_required_one_not() -> None:
    form = Plan({"day": "  ", "start": " "})
    assert {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()} == {"day": ["required"]}


def test_a_refusal_is_a_sentence_and_what_was_typed_stays_in_the_field() -> None:
    form = Plan({"day": "engang", "start": "senere"})
    assert [errors[0].code for errors in form.errors.as_data().values()] == ["invalid", "invalid"]
    assert "engang" not in str(form.errors)
    assert 'value="engang"' in str(form["day"])


def test_a_value_is_shown_as_it_is_written() -> None:
    form = Plan(initial={"day": date(2015, 3, 4), "start": time(12, 45)})
    assert 'value="4/3-2015"' in str(form["day"])
    assert 'type="text"' in str(form["day"])
    assert 'value="12.45"' in str(form["start"])
    assert 'inputmode="decimal"' in str(form["start"])
    with translation.override("en"):
        assert 'value="4 Mar 2015"' in str(form["day"])


def test_an_unchanged_value_counts_as_unchanged() -> None:
    with translation.override("da"):
        form = Plan({"day": "4/3-2015", "start": "12.45"}, initial={"day": date(2015, 3, 4), "start": time(12, 45)})
        assert not form.has_changed()
