"""A staff file, sent as a file or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation import clock
from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.foundation.refusals import Refusal
from pejl.organisation.forms import staff_file, staff_text

LONGEST_PASTED = 1_000_000


class SendStaff(GuardedForm):
    """Which file. Read at once: ``staff`` is what it says."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a line of headings, at most 5 MB. Any separator, any Danish encoding."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        error_messages={"empty": _("The file is empty.")},
    )
    text = WordsField(
        label=_("Or paste the lines here"),
        help_text=_("With their headings, as they come when you copy them from a spreadsheet."),
        required=False,
        max_length=LONGEST_PASTED,
    )

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    staff: staff_file.StaffFile

    def clean(self) -> dict[str, Any]:
        """Read what was sent; what is wrong with the whole of it is said at its field."""
        said: dict[str, Any] = super().clean() or {}
        # The file's own guard knows the columns: it takes the place of the one that looks at all text alike.
        wrong = {name for name, found in self.errors.as_data().items() if any(one.code != "cpr" for one in found)}
        sent = said.get("file")
        field = "text" if sent is None else "file"
        content = self.data.get(self.add_prefix("text")) if sent is None else sent.read(staff_text.MOST_BYTES + 1)
        if wrong or "file" in self.errors:
            return said
        if not content:
            self.add_error("file", _("Choose a file, or paste the lines."))
            return said
        self.errors.pop("text", None)
        try:
            self.staff = staff_file.read(content, today=clock.today())
        except Refusal as refusal:
            self.add_error(field, forms.ValidationError(refusal.message, code="unreadable"))
        return said

    def remedy(self, name: str) -> None:
        """A column is taken out of the file, not a number out of a text."""
        return

    @property
    def file_name(self) -> str:
        """What the file is called."""
        sent = self.cleaned_data.get("file")
        return sent.name if sent else str(_("Pasted lines"))


class CarryOut(GuardedForm):
    """What else is to happen when an import is carried out."""

    end_missing = forms.BooleanField(label=_("Let those who are not in the file leave today"), required=False)
