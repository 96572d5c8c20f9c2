"""Input for guidance. The form of a block follows from its shape, so a new kind of block needs none of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.forms import UploadField
from pejl.foundation.files.sentences import PHOTOGRAPHS_ARE_NOT_READ, WHICH_KINDS
from pejl.foundation.formats import richtext
from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, SearchField, WordsField, check
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.guidance import policies
from pejl.guidance.models import Block, Version
from pejl.guidance.names import GROUPED_BY, INSTRUCTIONS, BlockKind, Field, Holds, Obligation, Part
from pejl.guidance.queries import People

Naming = Callable[[Person], str]
"""What people are called in a list, so that namesakes can be told apart."""


class LinkField(LineField):
    """An address to another site."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        try:
            return policies.link_of(super().clean(value))
        except Invalid as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from None


class RichField(WordsField):
    """Markdown of a few sorts, with an editor before it where there is a script for it."""

    is_rich = True

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        check(richtext.plain(cleaned))
        return cleaned


class BlockForm(GuardedForm):
    """One block: a field for each field of its part's shape, must or may for an instruction.

    ``edit`` says which text of the block was seen; ``content`` and ``obligation`` are what an operation takes.
    """

    part: Part

    def __init__(
        self,
        data: Any = None,
        *,
        block: Block | None = None,
        choice: str = "",
        others: Sequence[Block] = (),
        **kwargs: Any,
    ) -> None:
        """``choice`` is the group that a new block is written for: it need not be asked.

        ``others`` are the blocks of the version, of which a field may name one.
        """
        initial = _shown(self.part, block) if block is not None else {}
        grouped_by = GROUPED_BY.get(self.part.kind) if choice else None
        if grouped_by is not None:
            initial[grouped_by.name] = choice
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.present = block
        if grouped_by is not None:
            self.fields[grouped_by.name].widget = forms.HiddenInput()
        for field in self.part.shape:
            if field.holds is Holds.BLOCK:
                named: Any = self.fields[field.name]
                named.choices = _those_to_name(field, block, others)

    @property
    def content(self) -> dict[str, Any]:
        """The content of the block, after cleaning."""
        return {name: self.cleaned_data[name] for name in _on_form(self.part)}

    @property
    def obligation(self) -> str:
        """Must, may, or nothing for a block that is no instruction."""
        return str(self.cleaned_data.get("obligation", ""))

    @property
    def file(self) -> Examined | None:
        """What was sent for a block that has a file, looked over; None where nothing was."""
        return self.cleaned_data.get("file")


class FileBlockForm(BlockForm):
    """A file, and what it is: a new one in place of the one that is there, or else that stays."""

    file = UploadField(help_text=format_lazy("{} {}", WHICH_KINDS, PHOTOGRAPHS_ARE_NOT_READ))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if self.present is not None and self.present.file is not None:
            self.fields["file"].required = False
            self.fields["file"].label = _("Another file in its place")

    def clean(self) -> dict[str, Any] | None:
        if "file" not in self.errors and "alt" not in self.errors:
            with self.refusing():
                kept = self.present.file if self.present else None
                policies.require_file(self.part.kind, self.cleaned_data, self.file or kept)
        return self.cleaned_data


def _on_form(part: Part) -> dict[str, Field]:
    return {field.name: field for field in part.shape if field.holds is not Holds.FLAG}


def _those_to_name(field: Field, block: Block | None, others: Sequence[Block]) -> list[tuple[str, Any]]:
    found = [one for one in others if one.kind == field.of and (block is None or one.lineage != block.lineage)]
    return [("", _("None")), *((str(one.lineage), one.called) for one in found)]


def _shown(part: Part, block: Block) -> dict[str, Any]:
    days = {name: block.day(name) for name, field in _on_form(part).items() if field.holds is Holds.DAY}
    return block.content | days | {"obligation": block.obligation, "edit": block.edit}


def _choice(field: Field, common: Mapping[str, Any]) -> forms.Field:
    choices = field.choices.choices if field.choices else []
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


_MAKE: dict[Holds, Callable[[Field, Mapping[str, Any]], forms.Field]] = {
    Holds.LINE: lambda field, common: LineField(max_length=policies.LONGEST[Holds.LINE], **common),
    Holds.WORDS: lambda field, common: WordsField(max_length=policies.LONGEST[Holds.WORDS], **common),
    Holds.RICH: lambda field, common: RichField(max_length=policies.LONGEST[Holds.RICH], **common),
    Holds.CHECK: lambda field, common: forms.BooleanField(**common),
    Holds.BLOCK: lambda field, common: forms.ChoiceField(**common),
    Holds.LINK: lambda field, common: LinkField(max_length=policies.LONGEST[Holds.LINK], **common),
    Holds.DAY: lambda field, common: DanishDateField(**common),
    Holds.CHOICE: _choice,
}


def _field(part: Part, field: Field) -> forms.Field:
    """A field that is only needed without a flag is needed on a form, where flags are not set."""
    needed_by = field.needed_when[0] if field.needed_when else None
    is_required = field.is_required or (needed_by is not None and needed_by not in _on_form(part))
    return _MAKE[field.holds](field, {"label": field.label, "help_text": field.hint, "required": is_required})


@cache
def form_of(part: Part) -> type[BlockForm]:
    """The form of the blocks of a part."""
    fields: dict[str, Any] = {"edit": forms.IntegerField(widget=forms.HiddenInput, required=False)}
    for name, field in _on_form(part).items():
        fields[name] = _field(part, field)
        if name == "text" and part.kind in INSTRUCTIONS:
            fields["obligation"] = forms.ChoiceField(
                label=_("Must or may this be followed?"), choices=Obligation.choices, widget=forms.RadioSelect
            )
    base = FileBlockForm if part.kind == BlockKind.FILE else BlockForm
    return type(f"{part.kind.title()}BlockForm", (base,), fields | {"part": part, "__module__": __name__})


class Describe(GuardedForm):
    """A version's own words; what it changes is asked from the second version on."""

    title = LineField(label=_("Title"), max_length=160)
    purpose = WordsField(
        label=_("What it is for"),
        required=False,
        help_text=_("Who uses it, and when? One or two sentences, read beside the citizen."),
    )
    changes = WordsField(label=_("What has changed"), required=False)
    is_significant = forms.BooleanField(
        label=_("The change is significant: colleagues should read it again"), required=False
    )
    valid_from = DanishDateField(
        label=_("Valid from"), required=False, help_text=_("Leave it empty to let it hold as soon as it is approved.")
    )
    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: Version, **kwargs: Any) -> None:
        shown = {
            name: getattr(version, name)
            for name in ("title", "purpose", "changes", "is_significant", "valid_from", "edit")
        }
        super().__init__(data, initial=shown | kwargs.pop("initial", {}), **kwargs)
        if version.number == 1:
            del self.fields["changes"], self.fields["is_significant"]


class NamePeople(GuardedForm):
    """Who writes it, who answers for it, and who steps in. ``authors`` is what an operation takes."""

    stay = forms.TypedMultipleChoiceField(label=_("Authors"), widget=forms.CheckboxSelectMultiple, required=False)
    added = forms.TypedChoiceField(label=_("Add an author"), required=False, empty_value=None)
    responsible = forms.TypedChoiceField(
        label=_("Who answers for it"),
        required=False,
        empty_value=None,
        help_text=_("Looks it over in time, and answers questions about it."),
    )
    deputy = forms.TypedChoiceField(label=_("Deputy"), required=False, empty_value=None)

    def __init__(
        self, data: Any = None, *, people: People, colleagues: Sequence[Person], naming: Naming, **kwargs: Any
    ) -> None:
        now = people.responsible
        shown = {
            "stay": [str(person.pk) for person in people.authors],
            "responsible": str(now.person_id) if now else "",
            "deputy": str(now.deputy_id) if now and now.deputy_id else "",
        }
        super().__init__(data, initial=shown, **kwargs)
        self.is_answered_for, self.naming = now is not None, naming
        self._offer("stay", people.authors)
        self._offer("added", [person for person in colleagues if person not in people.authors], nobody=_("Nobody"))
        self._offer("responsible", colleagues, nobody=_("Nobody yet"))
        self._offer("deputy", colleagues, nobody=_("Nobody"))

    def _offer(self, name: str, people: Sequence[Person], nobody: str | Promise = "") -> None:
        by_key = {str(person.pk): person for person in people}
        field: Any = self.fields[name]
        field.choices = ([("", nobody)] if nobody else []) + [(key, self.naming(one)) for key, one in by_key.items()]
        field.coerce = by_key.__getitem__

    def clean(self) -> dict[str, Any] | None:
        chosen = self.cleaned_data
        if not chosen.get("responsible") and (self.is_answered_for or chosen.get("deputy")):
            self.add_error("responsible", _("Choose who answers for it."))
        return chosen

    @property
    def authors(self) -> list[Person]:
        """Those who stay and the one who is added, after cleaning."""
        return [*self.cleaned_data["stay"], *filter(None, [self.cleaned_data["added"]])]


class Withdraw(GuardedForm):
    """Why it is taken out of force."""

    reason = WordsField(label=_("Why?"), help_text=_("Colleagues who relied on it will read this."))


class Find(GuardedForm):
    """What narrows the list."""

    title = SearchField(label=_("Title"), max_length=160)
    kind = forms.ModelChoiceField(queryset=None, label=_("Kind"), required=False, empty_label=_("All kinds"))
    withdrawn = forms.BooleanField(label=_("Withdrawn too"), required=False)

    def __init__(self, data: Any = None, *, kinds: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"].queryset = kinds
