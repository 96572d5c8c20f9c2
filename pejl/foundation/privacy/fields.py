"""Model fields for what people write. They are the last wall: no CPR number passes into the database.

``get_db_prep_save`` is reached by ``save``, ``bulk_create``, ``bulk_update`` and ``update`` alike, so no way of
writing goes round it. Forms and API refuse earlier and more kindly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.expressions import BaseExpression, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.privacy.forms import AddressField, LineField, StructuredField, WordsField
from pejl.foundation.refusals import Invalid

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.forms import Field as FormField

    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
    _EmailField = models.EmailField[str, str]
else:
    _CharField, _TextField, _EmailField = models.CharField, models.TextField, models.EmailField

LINE_LENGTH = 200
WORDS_LENGTH = 20_000


class _Guarded:
    """Tidies what is written, and refuses it at the door of the database if it holds a CPR number."""

    name: str
    max_length: int | None

    @staticmethod
    def tidy(value: Any) -> Any:
        return tidy.words(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return self.tidy(super().to_python(value))  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return self.tidy(super().get_prep_value(value))  # type: ignore[misc]

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Tidy the instance too, so that what is shown after saving is what was saved."""
        value = super().pre_save(instance, add)  # type: ignore[misc]
        if isinstance(value, str):
            value = self.tidy(value)
            setattr(instance, self.name, value)
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        for written in _written(value):
            cpr.refuse_in(written, field=self.name)
            if isinstance(written, str) and self.max_length and len(self.tidy(written)) > self.max_length:
                # SQLite keeps no lengths by itself.
                raise Invalid(_("At most %(count)d characters.") % {"count": self.max_length}, field=self.name)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]


def _written(value: Any) -> list[Any]:
    """What an update writes: the value itself, or the literal values inside an expression."""
    if isinstance(value, BaseExpression):
        return [part.value for part in value.flatten() if isinstance(part, Value)]
    return [] if value is None or hasattr(value, "as_sql") else [value]


class Line(_Guarded, _CharField):
    """One line somebody wrote: a title, a name, a place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LINE_LENGTH)
        super().__init__(*args, **kwargs)

    @staticmethod
    def tidy(value: Any) -> Any:
        return tidy.line(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> FormField | None:
        return super().formfield(**{"form_class": LineField, **kwargs})


class Words(_Guarded, _TextField):
    """Somebody's own words, of any number of lines, at most ``WORDS_LENGTH`` characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", WORDS_LENGTH)
        super().__init__(*args, **kwargs)

    @cached_property
    def validators(self) -> list[Any]:
        return [*super().validators, MaxLengthValidator(self.max_length or WORDS_LENGTH)]

    def formfield(self, **kwargs: Any) -> FormField | None:
        return super().formfield(**{"form_class": WordsField, **kwargs})


class Address(_Guarded, _EmailField):
    """An e-mail address, kept in lower case."""

    @staticmethod
    def tidy(value: Any) -> Any:
        return tidy.line(value).strip().lower() if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> FormField | None:
        return super().formfield(**{"form_class": AddressField, **kwargs})


class Structured(_Guarded, models.JSONField):
    """JSON content with people's words in it; texts, keys and whole numbers are guarded."""

    @staticmethod
    def tidy(value: Any) -> Any:
        return tidy.structure(value)

    def formfield(self, **kwargs: Any) -> FormField | None:
        return super().formfield(**{"form_class": StructuredField, **kwargs})
