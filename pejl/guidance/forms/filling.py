"""A form of the job centre as it is filled in on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from pejl.foundation.formats import richtext
from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.guidance import policies
from pejl.guidance.models import Block


class FillIn(GuardedForm):
    """A field for each that may be filled in on a screen, by the block's id; its guide questions stand with it.

    None is required: what is left empty is written by hand. The browser is asked to remember none of it.
    """

    def __init__(self, data: Any = None, *, blocks: Sequence[Block], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for block in policies.fields_on_screen(blocks):
            self.fields[str(block.pk)] = WordsField(
                label=str(block.content.get("name") or ""),
                help_text=_guide(block),
                max_length=policies.LONGEST_ANSWER,
                required=False,
                widget=forms.Textarea(attrs={"autocomplete": "off"}),
            )

    @property
    def answers(self) -> dict[UUID, str]:
        """What was said, by the ids of the fields, after cleaning."""
        return {UUID(name): text for name, text in self.cleaned_data.items() if text}


def _guide(block: Block) -> SafeString:
    """The guide questions, a line each; that they are a list is seen without its marks."""
    lines = richtext.plain(str(block.content.get("guide") or "")).splitlines()
    return format_html_join(SafeString("<br>"), "{}", ((line.removeprefix("- "),) for line in lines if line.strip()))
