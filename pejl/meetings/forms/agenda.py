"""Items of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from pejl.foundation.formats.forms import DanishTimeField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import (
    LONGEST_ITEM,
    PROMPTS,
    Authorship,
    Behaviour,
    ItemRole,
    Speaking,
    roles_in,
)

People = Sequence[Person]
Held = dict[str, list[UUID]]


class Behaviours(forms.ChoiceField):
    """What an item does; a group is added inside its group work."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [choice for choice in Behaviour.choices if choice[0] != Behaviour.GROUP]
        super().__init__(label=gettext_lazy("What happens"), choices=choices, **kwargs)


class AddItem(GuardedForm):
    """A new item, with the least it needs; what it is called when nobody says so is what it does."""

    behaviour = Behaviours()
    label = LineField(label=pgettext_lazy("agenda item", "What it is called"), max_length=160, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST_ITEM, initial=10)
    position = forms.TypedChoiceField(
        label=gettext_lazy("Where"), coerce=int, empty_value=None, required=False, choices=()
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = [(item.position, _("Before “%(item)s”") % {"item": item.label}) for item in items]
        self.fields["position"].choices = [("", pgettext("place in the agenda", "Last")), *before]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What ``operations.add_item`` takes."""
        cleaned = self.cleaned_data
        return {
            "behaviour": cleaned["behaviour"],
            "label": cleaned["label"] or str(Behaviour(cleaned["behaviour"]).label),
            "minutes": cleaned["minutes"],
            "position": cleaned["position"],
        }


class _Ticked(forms.ModelMultipleChoiceField):
    """Those who have a part."""

    def __init__(self, role: str, people: Any) -> None:
        label = ItemRole(role).label
        super().__init__(label=label, queryset=people, required=False, widget=forms.CheckboxSelectMultiple)


class ChangeItem(GuardedForm):
    """Everything about one item, or one group. Who may have a part in it follows from what it does."""

    behaviour = Behaviours()
    label = LineField(label=pgettext_lazy("agenda item", "What it is called"), max_length=160)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST_ITEM)
    locked_start = DanishTimeField(
        label=gettext_lazy("Fixed start"),
        help_text=gettext_lazy("Only where it must begin at a certain time. Leave it empty to follow the item before."),
        required=False,
    )
    questions = WordsField(label=gettext_lazy("What it should answer"), max_length=4000, required=False)
    room = LineField(label=gettext_lazy("Room"), max_length=80, required=False)
    speaking = forms.ChoiceField(label=gettext_lazy("Who speaks"), choices=Speaking.choices)
    authorship = forms.ChoiceField(
        label=gettext_lazy("Cards are written"),
        help_text=gettext_lazy("Cannot be changed once the first card is on the board."),
        choices=Authorship.choices,
    )
    may_shrink = forms.BooleanField(label=gettext_lazy("May be shortened when time is short"), required=False)
    leader_notes = WordsField(
        label=gettext_lazy("Notes for the meeting leaders"),
        help_text=gettext_lazy("Nobody else ever sees them."),
        max_length=4000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, item: AgendaItem, choice: People, held: Held, is_leader: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.roles = roles_in(item.behaviour)
        self.fields["questions"].help_text = " ".join(
            str(sentence) for sentence in (PROMPTS.get(item.behaviour), _("One question a line.")) if sentence
        )
        if item.parent_id is not None:
            for name in ("behaviour", "minutes", "locked_start", "speaking", "may_shrink"):
                del self.fields[name]
        if not is_leader:
            del self.fields["leader_notes"]
        for role in self.roles:
            self._offer(role, choice, held.get(role, []))

    def _offer(self, role: str, choice: People, held: list[UUID]) -> None:
        """Members are ticked among all; for the other parts one is named at a time, and can be taken off again."""
        people = Person.objects.filter(pk__in=[person.pk for person in choice]).by_name()
        if role == ItemRole.MEMBER:
            self.fields[role] = _Ticked(role, people)
            return
        if held:
            self.fields[role] = _Ticked(role, people.filter(pk__in=held))
        label = _("One more: %(role)s") if held else "%(role)s"
        self.fields[f"add_{role}"] = forms.ModelChoiceField(
            label=label % {"role": str(ItemRole(role).label).lower() if held else ItemRole(role).label},
            queryset=people.exclude(pk__in=held),
            required=False,
            empty_label=pgettext("nobody chosen in a list", "Choose a name"),
        )

    @staticmethod
    def filled(item: AgendaItem, people: Held) -> dict[str, Any]:
        """The fields as the item has them now; ``people`` are the ids of those who have each part."""
        return {
            "behaviour": item.behaviour,
            "label": item.label,
            "minutes": item.minutes,
            "locked_start": item.locked_start,
            "questions": item.questions,
            "room": item.room,
            "speaking": item.speaking,
            "authorship": item.authorship,
            "may_shrink": item.may_shrink,
            "leader_notes": item.leader_notes,
            "version": item.version,
            **people,
        }

    def values(self) -> dict[str, Any]:
        """What ``operations.change_item`` takes."""
        cleaned, item = self.cleaned_data, self.item
        return {
            "behaviour": cleaned.get("behaviour", item.behaviour),
            "label": cleaned["label"],
            "minutes": cleaned.get("minutes", 0),
            "questions": cleaned["questions"],
            "may_shrink": cleaned.get("may_shrink", item.may_shrink),
            "speaking": cleaned.get("speaking", item.speaking),
            "authorship": cleaned["authorship"],
            "locked_start": cleaned.get("locked_start"),
            "room": cleaned["room"],
            "leader_notes": cleaned.get("leader_notes"),
            "expected_version": cleaned["version"],
            "parts": self._parts(),
        }

    def _parts(self) -> dict[str, list[Person]]:
        return {role: self._people(role) for role in self.roles}

    def _people(self, role: str) -> list[Person]:
        added = self.cleaned_data.get(f"add_{role}")
        return [*self.cleaned_data.get(role, []), *([added] if added else [])]
