"""Every model field says, where it is written down, what it means for the person it may be about.

A model carries ``data = declare(title=WORDS, owner=PERSON_REF, ...)``. The primary key ``id`` and the tenant key
``space`` are structure everywhere and need no word. An architecture test asks ``undeclared`` and ``stale`` of every
model, and the register in the documentation is made from ``register``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.apps import apps
from django.db import models


class Kept(StrEnum):
    """How long."""

    WITH_ROW = "as long as the row"
    WITH_PERSON = "as long as the person is known in the job centre"
    UNTIL_USED = "until used or withdrawn"
    THIRTY_DAYS = "30 days"
    SIX_MONTHS = "6 months"


class Erased(StrEnum):
    """What happens to it when the person asks to be forgotten, or the time is up."""

    WITH_ROW = "deleted with its row"
    ON_REQUEST = "rewritten or deleted on request, otherwise with its row"
    BY_RENAMING = "the person it points at is renamed"
    BLANKED = "blanked"
    DELETED = "its row is deleted"


@dataclass(frozen=True, slots=True)
class Declaration:
    """Is it about a person; how long is it kept; is it in the person's export; how is it erased."""

    personal: bool
    kept: Kept
    exported: bool
    erased: Erased

    def __post_init__(self) -> None:
        if self.exported and not self.personal:
            raise ValueError("Only what is personal belongs in a person's export.")


#: Ids, states, positions, times, settings: what the program needs and no person can be read from.
STRUCTURE = Declaration(personal=False, kept=Kept.WITH_ROW, exported=False, erased=Erased.WITH_ROW)
#: Somebody's own words.
WORDS = Declaration(personal=True, kept=Kept.WITH_ROW, exported=True, erased=Erased.ON_REQUEST)
#: A reference to a person.
PERSON_REF = Declaration(personal=True, kept=Kept.WITH_ROW, exported=True, erased=Erased.BY_RENAMING)
#: What a person is called, and what can be found by it.
NAME = Declaration(personal=True, kept=Kept.WITH_PERSON, exported=True, erased=Erased.BY_RENAMING)
#: Where a person is reached.
CONTACT = Declaration(personal=True, kept=Kept.WITH_PERSON, exported=True, erased=Erased.BLANKED)
#: Digests, passwords, tokens: never shown again, not even in an export.
SECRET = Declaration(personal=True, kept=Kept.UNTIL_USED, exported=False, erased=Erased.BLANKED)
#: The person's own, seen by nobody else unless shared: takeaways, learning goals.
OWN = Declaration(personal=True, kept=Kept.WITH_ROW, exported=True, erased=Erased.DELETED)
#: Unsent text: the person's own, and short-lived.
DRAFT = Declaration(personal=True, kept=Kept.THIRTY_DAYS, exported=True, erased=Erased.DELETED)
#: Traces of use: who, when, what; no text.
TRACE = Declaration(personal=True, kept=Kept.SIX_MONTHS, exported=True, erased=Erased.BY_RENAMING)

Declarations = Mapping[str, Declaration]
_EVERYWHERE: Declarations = MappingProxyType({"id": STRUCTURE, "space": STRUCTURE})


def declare(**fields: Declaration) -> Declarations:
    """What each named field of a model means; the model keeps it as ``data``."""
    return MappingProxyType(fields)


def declared(model: type[models.Model]) -> Declarations:
    """All declarations of a model: its own and those of the models it is built on."""
    collected: dict[str, Declaration] = {}
    for parent in reversed(model.__mro__):
        own = parent.__dict__.get("data")
        if isinstance(own, Mapping):
            collected.update(own)
    return MappingProxyType(collected)


def undeclared(model: type[models.Model]) -> set[str]:
    """The fields of the model that nobody declared."""
    return _field_names(model) - set(declared(model)) - set(_EVERYWHERE)


def stale(model: type[models.Model]) -> set[str]:
    """The declared names that are no field of the model."""
    return set(declared(model)) - _field_names(model)


def register() -> list[tuple[str, str, Declaration]]:
    """Every field of every model of Pejl that has declarations: model label, field name, declaration; sorted."""
    return sorted(
        (
            (model._meta.label, name, declaration)
            for model in apps.get_models()
            if model.__module__.startswith("pejl.")
            for name, declaration in {**_EVERYWHERE, **declared(model)}.items()
            if name in _field_names(model)
        ),
        key=lambda line: line[:2],
    )


def _field_names(model: type[models.Model]) -> set[str]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {field.name for field in fields}
