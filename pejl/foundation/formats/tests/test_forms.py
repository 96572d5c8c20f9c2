from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.utils import translation

from pejl.foundation.formats.forms import AtAMoment, DanishDateField, DanishTimeField


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


class Night(AtAMoment, forms.Form):
    day = DanishDateField()
    start = DanishTimeField()


@pytest.mark.parametrize(
    ("day", "start"),
    [("28/3-2027", "2"), ("28/3-2027", "2.59"), ("31/10-2027", "2"), ("31/10-2027", "2.59")],
)
def test_an_hour_that_the_clock_never_shows_or_shows_twice_is_no_moment(day: str, start: str) -> None:
    form = Night({"day": day, "start": start})
    assert not form.is_valid()
    assert list(form.errors) == ["start"]
    assert f'value="{start}"' in str(form["start"])


@pytest.mark.parametrize(
    ("day", "start", "moment"),
    [
        ("28/3-2027", "1.59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("28/3-2027", "3", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("31/10-2027", "1.59", datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        ("31/10-2027", "3", datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_the_hours_beside_it_are(day: str, start: str, moment: datetime) -> None:
    form = Night({"day": day, "start": start})
    assert form.is_valid(), form.errors
    assert form.starts_at == moment


def test_half_a_moment_is_refused_where_it_is_missing() -> None:
    assert list(Night({"day": "30/2-2027", "start": "2"}).errors) == ["day"]
    assert list(Night({"day": "28/3-2027", "start": ""}).errors) == ["start"]
