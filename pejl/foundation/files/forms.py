"""The form field that takes a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pejl.foundation.files.examining import Examined, examine
from pejl.foundation.files.inspection.kinds import EXTENSIONS
from pejl.foundation.files.sentences import WHICH_KINDS
from pejl.foundation.refusals import Refusal

ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)


class UploadField(forms.FileField):
    """Takes a file and looks it over at once: its cleaned value is ``Examined``, or None where none was chosen.

    The form is checked before the operation begins its transaction, so nothing waits for the looking.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault("help_text", WHICH_KINDS)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        kwargs.setdefault("error_messages", {"empty": _("The file is empty.")})
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        """Look it over. Raises ValidationError with the sentence of the refusal."""
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return examine(upload=sent, name=sent.name)
        except Refusal as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from None
