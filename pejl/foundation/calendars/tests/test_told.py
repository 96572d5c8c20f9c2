"""Reading our own files back."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from pejl.foundation.calendars import ical, told
from pejl.foundation.calendars.tests.test_ical import BO, EVENT

MARKED = dataclasses.replace(EVENT, mark="presenter:1")


def read(event: ical.Event, method: ical.Method = "REQUEST") -> told.Told:
    return told.read(ical.invitation(event, method=method, recipient=BO))


def test_method_and_sequence_are_read() -> None:
    one = read(dataclasses.replace(EVENT, sequence=7), "CANCEL")
    assert (one.method, one.sequence) == ("CANCEL", 7)


@pytest.mark.parametrize(
    ("change", "news"),
    [
        ({"location": "Kantinen"}, (told.WHERE,)),
        ({"location": ""}, (told.WHERE,)),
        ({"summary": "Et andet møde, " + "som hedder noget meget langt " * 5}, (told.WHAT,)),
        ({"starts_at": EVENT.starts_at - timedelta(minutes=15)}, (told.WHEN,)),
        ({"ends_at": EVENT.ends_at + timedelta(minutes=15)}, (told.ENDS,)),
        ({"mark": "chair:1"}, (told.OWN,)),
        ({"mark": ""}, (told.OWN,)),
        ({"sequence": 99, "stamped_at": EVENT.stamped_at + timedelta(days=1)}, ()),
        ({"description": "Andre ord om det samme"}, ()),
    ],
)
def test_what_is_news(change: dict[str, object], news: tuple[str, ...]) -> None:
    assert read(MARKED).differs(read(dataclasses.replace(MARKED, **change))) == news


def test_words_of_people_cannot_look_like_news() -> None:
    sly = dataclasses.replace(EVENT, description="Hej\r\nLOCATION:Et andet sted\r\nSEQUENCE:900")
    assert read(EVENT).differs(read(sly)) == ()
    assert read(sly).sequence == EVENT.sequence


def test_the_highest_sequence_wins_and_among_equals_the_last() -> None:
    files = [
        ical.invitation(dataclasses.replace(EVENT, sequence=n, location=place), method="REQUEST", recipient=BO)
        for n, place in ((3, "A"), (2, "B"), (3, "C"))
    ]
    newest = told.latest(files)
    assert newest is not None
    assert (newest.sequence, newest.said[told.WHERE]) == (3, "LOCATION:C")
    assert told.latest([]) is None
