"""What is wrong with a value, in the reader's language; pydantic itself speaks English only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

EXACT = {
    "missing": _("This is missing."),
    "string_too_short": _("This must have at least %(min_length)s characters."),
    "string_too_long": _("This may have at most %(max_length)s characters."),
    "too_short": _("This must have a length of at least %(min_length)s."),
    "too_long": _("This may have a length of at most %(max_length)s."),
    "greater_than_equal": _("This must be at least %(ge)s."),
    "greater_than": _("This must be more than %(gt)s."),
    "less_than_equal": _("This may be at most %(le)s."),
    "less_than": _("This must be less than %(lt)s."),
    "enum": _("This must be one of: %(expected)s."),
    "literal_error": _("This must be one of: %(expected)s."),
    "extra_forbidden": _("There is no such field."),
}
# By what the type's name begins with, since each has several reasons.
BEGINNING = {
    "string": _("This must be a text."),
    "bool": _("This must be true or false."),
    "int": _("This must be a whole number."),
    "float": _("This must be a number."),
    "uuid": _("This must be an id."),
    "datetime": _("This must be a date and a time, such as 2026-03-04T12:45:00+01:00."),
    "date": _("This must be a date, such as 2026-03-04."),
    "time": _("This must be a time, such as 12:45."),
    "list": _("This must be a list."),
    "dict": _("This must be an object."),
    "model": _("This must be an object."),
}
UNKNOWN = _("This cannot be used.")


def sentence(fault: dict[str, Any]) -> str:
    """What is wrong, from an error of pydantic; never with the value itself, which may hold a CPR number."""
    kind, about = str(fault["type"]), fault.get("ctx", {})
    if "sentence" in about:  # said by our own validators, who speak the language already
        return str(about["sentence"])
    if kind in EXACT:
        return str(EXACT[kind]) % about
    return next((str(words) for beginning, words in BEGINNING.items() if kind.startswith(beginning)), str(UNKNOWN))
