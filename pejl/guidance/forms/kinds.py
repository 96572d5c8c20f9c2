"""Making kinds of products, and beginning a product of one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.guidance import policies
from pejl.guidance.forms.writing import Naming
from pejl.guidance.models import Kind
from pejl.guidance.names import STANDARD_COLUMNS, BlockKind, Column, Part
from pejl.guidance.policies import kinds as limits
from pejl.guidance.queries import Approving

SPARE_COLUMNS = 2


class KindField(forms.ModelChoiceField):
    """A choice among the kinds, each with what it is for."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, empty_label=None, **kwargs)

    def label_from_instance(self, kind: Any) -> str:
        """Its name and what it is for."""
        return str(kind.with_purpose)


class BeginProduct(GuardedForm):
    """A product without a meeting behind it. ``authors`` is what the operation takes."""

    title = LineField(label=_("Title of the product"), max_length=160)
    kind = KindField(label=_("What kind of product is it?"))
    with_whom = forms.TypedMultipleChoiceField(
        label=_("Who writes it with you?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, data: Any = None, *, kinds: Any, me: Person, colleagues: Sequence[Person], naming: Naming, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset, self.me = kinds, me
        self.colleagues = {str(one.pk): one for one in colleagues if one != me}
        others: Any = self.fields["with_whom"]
        others.choices = [(key, naming(one)) for key, one in self.colleagues.items()]

    @property
    def authors(self) -> list[Person]:
        """The person who asks, and those chosen, after cleaning."""
        return [self.me, *(self.colleagues[key] for key in self.cleaned_data["with_whom"])]


class MakeKind(GuardedForm):
    """A new kind: its name, what it is for, and which kind it is a copy of."""

    name = LineField(label=_("Name"), max_length=limits.LONGEST_NAME, help_text=_("For example: Huskeliste"))
    about = WordsField(
        label=_("What is it for, and when does one choose it?"),
        max_length=limits.LONGEST_ABOUT,
        help_text=_("One or two sentences. Colleagues read them when they choose."),
    )
    of = forms.ModelChoiceField(
        label=_("Begin with the parts of"), queryset=None, required=False, empty_label=_("Nothing: an empty kind")
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None, *, kinds: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["of"].queryset = kinds  # type: ignore[attr-defined]


class DescribeKind(GuardedForm):
    """What a kind is called and for, and what it takes to be approved."""

    name = LineField(label=_("Name"), max_length=limits.LONGEST_NAME)
    about = WordsField(
        label=_("What is it for, and when does one choose it?"),
        max_length=limits.LONGEST_ABOUT,
        help_text=_("One or two sentences. Colleagues read them when they choose."),
    )
    review_months = forms.IntegerField(
        label=_("Months until it is looked over again"), min_value=limits.MONTHS[0], max_value=limits.MONTHS[1]
    )
    approvals = forms.IntegerField(
        label=_("How many must approve"), min_value=limits.APPROVALS[0], max_value=limits.APPROVALS[1]
    )
    needs_hearing = forms.BooleanField(label=_("A draft is heard before it is approved"), required=False)
    functions = forms.ModelMultipleChoiceField(
        label=_("Functions that may approve"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With nobody chosen, here or below, everybody may whose function approves guidance."),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People who may approve"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Kind,
        approving: Approving,
        functions: Any,
        colleagues: Any,
        naming: Naming,
        **kwargs: Any,
    ) -> None:
        plain = ("name", "about", "review_months", "approvals", "needs_hearing", "edit")
        shown: dict[str, Any] = {name: getattr(kind, name) for name in plain}
        named = {"functions": approving.functions, "people": approving.people}
        super().__init__(data, initial=shown | named | kwargs.pop("initial", {}), **kwargs)
        chosen: Any = self.fields["functions"]
        chosen.queryset = functions
        people: Any = self.fields["people"]
        people.label_from_instance, people.queryset = naming, colleagues


class DescribePart(GuardedForm):
    """A part of a kind. ``part`` is what the operations take, after cleaning."""

    name = LineField(
        label=_("Heading"),
        max_length=limits.LONGEST_HEADING,
        required=False,
        help_text=_("Left empty, it is the usual one for what stands here."),
    )
    hint = LineField(
        label=_("A hint to the authors"),
        max_length=limits.LONGEST_HINT,
        required=False,
        help_text=_("What belongs here, and how much?"),
    )
    is_needed = forms.BooleanField(label=_("A draft without anything here is not ready"), required=False)
    begins_with = WordsField(
        label=_("A new draft begins with"),
        required=False,
        max_length=limits.MOST_BEGUN * limits.LONGEST_BEGUN,
        help_text=_("One heading, question or field a line. The authors fill them in."),
    )
    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, part: Part, edit: int, **kwargs: Any) -> None:
        shown: dict[str, Any] = {name: getattr(part, name) for name in ("name", "hint", "is_needed")}
        shown |= {"begins_with": "\n".join(part.begins_with), "edit": edit}
        super().__init__(data, initial=shown, **kwargs)
        self.before = part
        if part.kind in policies.BEGINS_EMPTY:
            del self.fields["begins_with"]
        if part.kind == BlockKind.SITUATION:
            self._ask_for_columns(part.columns)

    def _ask_for_columns(self, columns: Collection[Column]) -> None:
        number = min(len(columns) + SPARE_COLUMNS, policies.MOST_COLUMNS)
        given = [*columns, *(Column("") for _one in range(number - len(columns)))]
        for place, column in enumerate(given, start=1):
            shown = str(column.label) if column.key else ""
            self.fields[f"column_{place}"] = LineField(
                label=_("Column %(number)d") % {"number": place},
                required=False,
                max_length=limits.LONGEST_NAME,
                initial=shown,
            )
            self.fields[f"needed_{place}"] = forms.BooleanField(
                label=_("Column %(number)d must be filled in") % {"number": place},
                required=False,
                initial=column.is_required,
            )
        self.given = given

    @property
    def part(self) -> Part:
        """The part as it was described."""
        said = self.cleaned_data
        return Part(
            key=self.before.key,
            kind=self.before.kind,
            name=said["name"],
            hint=said["hint"],
            is_needed=said["is_needed"],
            columns=self._columns(),
            begins_with=tuple(said.get("begins_with", "").splitlines()),
        )

    def _columns(self) -> tuple[Column, ...]:
        """The columns that have a name; a standard one that keeps its name stays in the reader's language."""
        if self.before.kind != BlockKind.SITUATION:
            return ()
        said = [
            (one, self.cleaned_data[f"column_{place}"].strip(), self.cleaned_data[f"needed_{place}"])
            for place, one in enumerate(self.given, start=1)
        ]
        return tuple(Column(one.key, _own_name(one, name), needed) for one, name, needed in said if name)


def _own_name(column: Column, typed: str) -> str:
    return "" if not column.name and column.key in STANDARD_COLUMNS and typed == str(column.label) else typed


class UseCards(GuardedForm):
    """What cards that are left over are laid under; a new block, where nothing is chosen."""

    under = forms.ChoiceField(label=_("Lay it under"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        under: Any = self.fields["under"]
        under.choices = choices
