"""The last wall: whichever way a row is written, no CPR number gets in, and nothing unreadable either."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Concat
from pytest_django import DjangoDbBlocker

from pejl.foundation.privacy import fields, forms
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid

NUMBER = "710101-1234"
FIELDS = ("title", "text", "email", "content")


class Note(models.Model):
    title = fields.Line()
    text = fields.Words(blank=True)
    email = fields.Address(blank=True)
    content = fields.Structured(default=dict, blank=True)

    class Meta:
        app_label = "privacy_tests"


@pytest.fixture
def notes(django_db_blocker: DjangoDbBlocker) -> Iterator[models.QuerySet[Note]]:
    """A table of notes in a database of its own, in memory."""
    alias = "notes"
    scratch = {alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    connections.settings[alias] = connections.configure_settings({"default": {}, **scratch})[alias]
    with django_db_blocker.unblock():
        with connections[alias].schema_editor() as editor:
            editor.create_model(Note)
        yield Note._default_manager.using(alias)
        connections[alias].close()
    del connections[alias]
    del connections.settings[alias]


def value(field: str, text: str) -> object:
    return {"content": {"blocks": [{"text": text}]}, "email": f"{text}@post.example"}.get(field, text)


def by_save(notes: models.QuerySet[Note], field: str, text: str) -> None:
    Note(**{"title": "x", field: value(field, text)}).save(using=notes.db)


def by_saving_again(notes: models.QuerySet[Note], field: str, text: str) -> None:
    note = notes.create(title="x")
    setattr(note, field, value(field, text))
    note.save(update_fields=[field])


def by_create(notes: models.QuerySet[Note], field: str, text: str) -> None:
    notes.create(**{"title": "x", field: value(field, text)})


def by_bulk_create(notes: models.QuerySet[Note], field: str, text: str) -> None:
    notes.bulk_create([Note(title="x"), Note(**{"title": "y", field: value(field, text)})])


def by_update(notes: models.QuerySet[Note], field: str, text: str) -> None:
    notes.create(title="x")
    notes.update(**{field: value(field, text)})


def by_bulk_update(notes: models.QuerySet[Note], field: str, text: str) -> None:
    note = notes.create(title="x")
    setattr(note, field, value(field, text))
    notes.bulk_update([note], [field])


def by_get_or_create(notes: models.QuerySet[Note], field: str, text: str) -> None:
    notes.get_or_create(title="ny", defaults={field: value(field, text)})


def by_update_or_create(notes: models.QuerySet[Note], field: str, text: str) -> None:
    notes.create(title="x")
    notes.update_or_create(title="x", defaults={field: value(field, text)})


WAYS = [
    by_save, by_saving_again, by_create, by_bulk_create, by_update, by_bulk_update, by_get_or_create,
    by_update_or_create,
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_writing_lets_a_cpr_number_in(
    notes: models.QuerySet[Note], way: Callable[[models.QuerySet[Note], str, str], None], field: str
) -> None:
    with pytest.raises(CprFound) as refused:
        way(notes, field, NUMBER)
    assert refused.value.field is not None
    assert refused.value.field.startswith(field)
    assert all("1234" not in str(row) for row in notes.values_list(*FIELDS))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_keeps_words(
    notes: models.QuerySet[Note], way: Callable[[models.QuerySet[Note], str, str], None], field: str
) -> None:
    way(notes, field, "aftale-727-2011-53")
    assert value(field, "aftale-727-2011-53") in [row[0] for row in notes.values_list(field)]


def test_a_cpr_number_does_not_get_in_inside_an_expression(notes: models.QuerySet[Note]) -> None:
    notes.create(title="borger")
    with pytest.raises(CprFound):
        notes.update(title=Concat(F("title"), Value(f" {NUMBER}")))
    with pytest.raises(CprFound):
        notes.update(content=Value({"a": NUMBER}, models.JSONField()))
    notes.update(title=Concat(F("title"), Value(" A")))
    assert notes.get().title == "borger A"


@pytest.mark.parametrize(("field", "length"), [("title", 200), ("text", 20_000)])
def test_what_is_too_long_is_refused_on_every_database(notes: models.QuerySet[Note], field: str, length: int) -> None:
    notes.create(**{"title": "x", field: "æ" * length})
    with pytest.raises(Invalid) as refused:
        notes.create(**{"title": "x", field: "æ" * (length + 1)})
    assert refused.value.field == field
    with pytest.raises(ValidationError):
        Note(**{"title": "x", field: "æ" * (length + 1)}).full_clean()


def test_what_nobody_meant_to_type_is_taken_out(notes: models.QuerySet[Note]) -> None:
    note = Note(
        title="A\u030arsplan\x00\r\n2026\t\x9f",
        text="Først\r\nså\x0b\tsidst\ud800",
        email=" Anna@Nordager.EXAMPLE ",
        content={"a\x00": ["o\x00k", 1, None]},
    )
    note.save(using=notes.db)
    assert (note.title, note.text, note.email) == ("Årsplan 2026 ", "Først\nså\tsidst", "anna@nordager.example")
    kept = notes.get()
    assert (kept.title, kept.text, kept.email) == (note.title, note.text, note.email)
    assert kept.content == {"a": ["ok", 1, None]}


def test_a_lookup_is_tidied_as_what_it_looks_for(notes: models.QuerySet[Note]) -> None:
    notes.create(title="Årsplan", email="anna@nordager.example")
    assert notes.filter(title="A\u030arsplan", email="Anna@Nordager.example").count() == 1


def test_an_absent_value_stays_absent() -> None:
    assert all(Note._meta.get_field(name).get_prep_value(None) is None for name in FIELDS)


@pytest.mark.parametrize("field", [fields.Line(), fields.Words(), fields.Address(), fields.Structured(default=dict)])
def test_a_field_is_rebuilt_from_its_migration(field: models.Field) -> None:
    _, path, args, kwargs = field.deconstruct()
    assert path == f"pejl.foundation.privacy.fields.{type(field).__name__}"
    again = type(field)(*args, **kwargs)
    assert again.deconstruct()[1:] == field.deconstruct()[1:]
    assert "pejl.foundation.privacy.fields" in MigrationWriter.serialize(field)[0]


def test_a_field_brings_its_guarded_form_field() -> None:
    made = {name: type(Note._meta.get_field(name).formfield()) for name in FIELDS}
    assert made == {
        "title": forms.LineField,
        "text": forms.WordsField,
        "email": forms.AddressField,
        "content": forms.StructuredField,
    }
