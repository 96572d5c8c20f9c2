"""Form fields that refuse CPR numbers, and a form that offers to take one out.

Only the field that is shown again holds what was typed: the sentence about it never does, nor any log or draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.refusals import NotAllowed, Refusal

REMOVE = "remove_cpr"


def check(value: Any) -> None:
    """Raise ``ValidationError`` with code ``cpr`` if a text, JSON content or file name holds a CPR number."""
    try:
        cpr.refuse_in(_readable(value))
    except Refusal as refusal:
        raise ValidationError(refusal.message, code=refusal.code) from None


def _readable(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        return value.name or ""
    if isinstance(value, (list, tuple)):
        return [_readable(one) for one in value]
    return value


class Guarded:
    """For any form field that takes text: tidies it and refuses a CPR number."""

    @staticmethod
    def tidy(text: str) -> str:
        return tidy.line(text)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.tidy(value) if isinstance(value, str) else value)  # type: ignore[misc]

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)  # type: ignore[misc]
        check(cleaned)
        return cleaned


class LineField(Guarded, forms.CharField):
    """One line of text."""

    def __init__(self, *, max_length: int | None = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class WordsField(Guarded, forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = 20_000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    @staticmethod
    def tidy(text: str) -> str:
        return tidy.words(text)


class SearchField(LineField):
    """What somebody searches for; never required."""

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)


class AddressField(Guarded, forms.EmailField):
    """An e-mail address, in lower case."""

    @staticmethod
    def tidy(text: str) -> str:
        return tidy.line(text).strip().lower()


class StructuredField(Guarded, forms.JSONField):
    """JSON content with people's words in it."""

    @staticmethod
    def tidy(text: str) -> str:
        return tidy.words(text)


def remove_from(data: QueryDict, fields: Iterable[str]) -> QueryDict:
    """A copy of what was posted, with the CPR numbers taken out of the named fields."""
    cleaned = data.copy()
    for name in fields:
        if name in cleaned:
            cleaned.setlist(name, [cpr.remove(str(value)) for value in cleaned.getlist(name)])
    return cleaned


class GuardedForm(forms.Form):
    """A form in which nothing holds a CPR number, whatever the kind of its fields.

    Where a field is refused with code ``cpr``, ``ui.field`` shows the button that ``remedy`` names under it. Pressed,
    the form comes back with the number taken out and ``cpr_removed`` naming the field; the page shows it once more,
    so that the person sees what will be kept.
    """

    secrets: tuple[str, ...] = ()
    """Fields that no row ever holds as they are: passwords. A sentence about one would tell what is in it."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        self.cpr_removed: str | None = data.get(REMOVE) if isinstance(data, QueryDict) else None
        if self.cpr_removed:
            data = remove_from(data, [self.cpr_removed])
        super().__init__(data, files, **kwargs)

    @property
    def cpr_fields(self) -> list[str]:
        """The html names of the fields in which a CPR number was found."""
        found = {name for name, errors in self.errors.as_data().items() if any(e.code == "cpr" for e in errors)}
        return [self.add_prefix(name) for name in self.fields if name in found]

    def remedy(self, name: str) -> tuple[str, str, str] | None:
        """The button that mends a field, as name, value and label; the field component shows it under the error."""
        html_name = self.add_prefix(name)
        return (REMOVE, html_name, _("Remove the number")) if html_name in self.cpr_fields else None

    def refuse(self, refusal: Refusal, *, otherwise: str | None = None) -> None:
        """Say why an operation refused: at the field that it names, else at ``otherwise``, else above all fields."""
        self.add_error(refusal.field if refusal.field in self.fields else otherwise, refusal.message)

    @contextmanager
    def refusing(self, *, otherwise: str | None = None) -> Iterator[None]:
        """Around what an operation does with the form: where it refuses, the form says why (as ``refuse``) and what
        follows inside is left out. That somebody may not at all is nothing that other words would mend: it is raised.
        """
        try:
            yield
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refuse(refusal, otherwise=otherwise)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in [name for name in self.fields if name not in self.secrets]:
            try:
                check(self[name].data)
            except ValidationError as error:
                # Instead of any other error: some repeat what was typed.
                self.errors.pop(name, None)
                self.add_error(name, error)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.cpr_removed:
            again = _("The number is removed. Look it over and send it again.")
            self.add_error(None, ValidationError(again, code="cpr_removed"))
