"""Items of the agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    lines_of,
    own,
    roles_in,
)

People = Sequence[Person]
Held = dict[str, list[UUID]]
Naming = Callable[[Person], str]

# Chosen on a page from before they left.
NO_LONGER_HERE = gettext_lazy("Somebody you chose is no longer here. Choose among those shown.")


class Behaviours(forms.ChoiceField):
    """What an item does; a group is added inside its group work."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [choice for choice in Behaviour.choices if choice[0] != Behaviour.GROUP]
        super().__init__(label=gettext_lazy("What happens"), choices=choices, **kwargs)


class Minutes(forms.IntegerField):
    """How long something takes; a step may have none of its own."""

    def __init__(self, *, may_be_none: bool = False, **kwargs: Any) -> None:
        super().__init__(min_value=0 if may_be_none else 1, max_value=LONGEST_ITEM, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            told = {"most": LONGEST_ITEM}
            some, none = (
                _("Write a number of minutes from 1 to %(most)d."),
                _("Write a number of minutes from 0 to %(most)d."),
            )
            raise forms.ValidationError((some if self.min_value else none) % told, code="invalid") from None


class AddItem(GuardedForm):
    """A new item, with the least it needs; what it is called when nobody says so is what it does."""

    behaviour = Behaviours()
    label = LineField(label=pgettext_lazy("agenda item", "What it is called"), max_length=160, required=False)
    minutes = Minutes(label=gettext_lazy("Minutes"), initial=10)
    # Before which item: somebody else may move it while the page is open.
    position = forms.ChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        choices=(),
        error_messages={"invalid_choice": gettext_lazy("That item is no longer there. Choose where again.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(item.pk): item.position for item in items}
        before = [(item.pk, _("Before “%(item)s”") % {"item": item.label}) for item in items]
        self.fields["position"].choices = [("", pgettext("place in the agenda", "Last")), *before]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What ``operations.add_item`` takes."""
        cleaned = self.cleaned_data
        return {
            "behaviour": cleaned["behaviour"],
            "label": cleaned["label"] or str(Behaviour(cleaned["behaviour"]).label),
            "minutes": cleaned["minutes"],
            "position": self.places.get(cleaned["position"]),
        }


class _Ticked(forms.ModelMultipleChoiceField):
    """Those who have a part."""

    def __init__(self, label: str, people: Any, naming: Naming) -> None:
        super().__init__(
            label=label,
            queryset=people,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": NO_LONGER_HERE},
        )
        self.label_from_instance = naming  # type: ignore[method-assign]


class ChangeItem(GuardedForm):
    """Everything about one item, or one group. Who may have a part in it follows from what it does."""

    behaviour = Behaviours()
    label = LineField(label=pgettext_lazy("agenda item", "What it is called"), max_length=160)
    minutes = Minutes(label=gettext_lazy("Minutes"))
    locked_start = DanishTimeField(
        label=gettext_lazy("Fixed start"),
        help_text=gettext_lazy("Only where it must begin at a certain time. Leave it empty to follow the item before."),
        required=False,
    )
    round_minutes = Minutes(
        label=gettext_lazy("Minutes of the first round"),
        help_text=gettext_lazy("The rest is for the dialogue. Leave it empty where there is no round."),
        required=False,
    )
    purpose = WordsField(label=gettext_lazy("What it is for"), max_length=1000, required=False)
    questions = WordsField(label=gettext_lazy("What it should answer"), max_length=4000, required=False)
    cases = WordsField(
        label=gettext_lazy("Case stories"),
        help_text=gettext_lazy(
            "Short stories to talk about. Leave out what somebody could be recognised by: name, place, age, diagnosis."
        ),
        max_length=4000,
        required=False,
    )
    room = LineField(label=gettext_lazy("Room"), max_length=80, required=False)
    speaking = forms.ChoiceField(label=gettext_lazy("Who speaks"), choices=Speaking.choices)
    authorship = forms.ChoiceField(
        label=gettext_lazy("Cards are written"),
        help_text=gettext_lazy("Cannot be changed once the first card is on the board."),
        choices=Authorship.choices,
    )
    may_shrink = forms.BooleanField(label=gettext_lazy("May be shortened when time is short"), required=False)
    roles = WordsField(
        label=gettext_lazy("Roles of its own"),
        help_text=gettext_lazy("One a line, such as focus person, interviewer, listening team. Save, and name people."),
        max_length=1000,
        required=False,
    )
    speakers = forms.MultipleChoiceField(
        label=gettext_lazy("Those who speak"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    leader_notes = WordsField(
        label=gettext_lazy("Notes for the meeting leaders"),
        help_text=gettext_lazy("Nobody else ever sees them."),
        max_length=4000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        item: AgendaItem,
        choice: People,
        held: Held,
        is_leader: bool,
        naming: Naming,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.naming = item, naming
        self.usual = roles_in(item.behaviour)
        self.fields["questions"].help_text = " ".join(
            str(sentence) for sentence in (PROMPTS.get(item.behaviour), _("One question a line.")) if sentence
        )
        if item.parent_id is not None:
            self.fields["minutes"] = Minutes(label=_("Minutes"), may_be_none=True)
        if item.behaviour == Behaviour.MANAGEMENT:
            self.fields["questions"].label = _("The frame for the presentation")
        for name in self._left_out(is_leader=is_leader):
            del self.fields[name]
        named = [*item.roles, *(item.parent.roles if item.parent else ())]
        if named and "speakers" in self.fields:
            self.fields["speakers"].choices = [(role, role) for role in named]  # type: ignore[attr-defined]
        else:
            self.fields.pop("speakers", None)
        people = Person.objects.filter(pk__in=[person.pk for person in choice]).by_name()
        for role in self.usual:
            self._offer(role, str(ItemRole(role).label), people, held.get(role, []))
        # An own role's field is called by its number: what it is called is anybody's words.
        self.own = {f"own_{number}": role for number, role in enumerate(item.roles)}
        for name, role in self.own.items():
            self._offer(name, role, people, held.get(own(role), []))

    @property
    def parts_offered(self) -> list[str]:
        """The names of the fields in which people are named."""
        return [*self.usual, *self.own]

    def _left_out(self, *, is_leader: bool) -> Iterator[str]:
        """What this item has not: a group follows its group work, a step its item."""
        item = self.item
        if item.behaviour == Behaviour.GROUP:
            yield from ("behaviour", "minutes", "locked_start", "speaking", "may_shrink", "roles", "speakers")
        elif item.parent_id is not None:
            yield "locked_start"
        if item.behaviour != Behaviour.GROUPS:
            yield "round_minutes"
        if item.behaviour not in (Behaviour.GROUPS, Behaviour.GROUP, Behaviour.PLENARY):
            yield "cases"
        if not is_leader:
            yield "leader_notes"

    def _offer(self, role: str, label: str, people: Any, held: list[UUID]) -> None:
        """Members are ticked among all; for the other parts one is named at a time, and can be taken off again."""
        if role == ItemRole.MEMBER:
            self.fields[role] = _Ticked(label, people, self.naming)
            return
        if held:
            self.fields[role] = _Ticked(label, people.filter(pk__in=held), self.naming)
        asked = _("One more: %(role)s") % {"role": label.lower()} if held else label
        added: Any = forms.ModelChoiceField(
            label=asked,
            queryset=people.exclude(pk__in=held),
            required=False,
            empty_label=pgettext("nobody chosen in a list", "Choose a name"),
            error_messages={"invalid_choice": NO_LONGER_HERE},
        )
        added.label_from_instance = self.naming
        self.fields[f"add_{role}"] = added

    @staticmethod
    def filled(item: AgendaItem, people: Held) -> dict[str, Any]:
        """The fields as the item has them now; ``people`` are the ids of those who have each part."""
        return {
            "behaviour": item.behaviour,
            "label": item.label,
            "minutes": item.minutes,
            "locked_start": item.locked_start,
            "round_minutes": item.round_minutes,
            "purpose": item.purpose,
            "questions": item.questions,
            "cases": item.cases,
            "room": item.room,
            "roles": "\n".join(item.roles),
            "speakers": item.speakers,
            "speaking": item.speaking,
            "authorship": item.authorship,
            "may_shrink": item.may_shrink,
            "leader_notes": item.leader_notes,
            "version": item.version,
            **{role: ids for role, ids in people.items() if ":" not in role},
            **{f"own_{number}": people.get(own(role), []) for number, role in enumerate(item.roles)},
        }

    def values(self) -> dict[str, Any]:
        """What ``operations.change_item`` takes."""
        cleaned, item = self.cleaned_data, self.item
        return {
            "behaviour": cleaned.get("behaviour", item.behaviour),
            "label": cleaned["label"],
            "minutes": cleaned.get("minutes", 0),
            "round_minutes": cleaned.get("round_minutes"),
            "purpose": cleaned["purpose"],
            "questions": cleaned["questions"],
            "cases": cleaned.get("cases"),
            "roles": self._named(),
            "speakers": [role for role in cleaned.get("speakers", item.speakers) if role in self._spoken()],
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
        named = self._named()
        kept = {own(role): self._people(name) for name, role in self.own.items() if role in named}
        return {role: self._people(role) for role in self.usual} | kept

    def _named(self) -> list[str]:
        """The item's own roles as they are to be."""
        return lines_of(self.cleaned_data["roles"]) if "roles" in self.fields else list(self.item.roles)

    def _spoken(self) -> set[str]:
        """The roles that can be speakers' roles."""
        return {*self._named(), *(self.item.parent.roles if self.item.parent else ())}

    def _people(self, role: str) -> list[Person]:
        added = self.cleaned_data.get(f"add_{role}")
        return [*self.cleaned_data.get(role, []), *([added] if added else [])]
