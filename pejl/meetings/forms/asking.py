"""Asking colleagues to present, answering, and preparing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.foundation.files.forms import UploadField
from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Ask, Preparation
from pejl.meetings.names import ANSWERS, AskState, SharedWith
from pejl.meetings.queries import Prompt

Naming = Callable[[Person], str]
NOBODY_CHOSEN = pgettext_lazy("nobody chosen in a list", "Choose a name")


class AskWords(WordsField):
    """What the leaders write to whoever they ask."""

    def __init__(self, **kwargs: Any) -> None:
        hint = gettext_lazy("The mail also says what is wanted, when, how long, and how to answer.")
        label = gettext_lazy("What you write to them")
        super().__init__(label=label, help_text=hint, max_length=2000, required=False, **kwargs)

    @staticmethod
    def kindly() -> str:
        """What stands there at first."""
        return _("Would you share an example of your own? It can be one that went well or one that was difficult.")


class AskToPresent(GuardedForm):
    """Whom to ask for one item."""

    person = forms.ModelChoiceField(label=gettext_lazy("Whom do you ask?"), queryset=None, empty_label=NOBODY_CHOSEN)
    words = AskWords()

    def __init__(self, *args: Any, people: Any, naming: Naming, **kwargs: Any) -> None:
        super().__init__(*args, initial={"words": AskWords.kindly(), **kwargs.pop("initial", {})}, **kwargs)
        person: Any = self.fields["person"]
        person.label_from_instance, person.queryset = naming, people


class AskAll(GuardedForm):
    """What is written to everybody who is not asked yet."""

    words = AskWords(initial=AskWords.kindly)


class TakeBack(GuardedForm):
    """The ask as it was seen when it is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerAsk(GuardedForm):
    """An answer to being asked: the buttons say which."""

    answer = forms.ChoiceField(choices=[(one.value, one.label) for one in AskState if one in ANSWERS])
    words = WordsField(
        label=gettext_lazy("Do you want to say anything with it?"),
        help_text=gettext_lazy("Only the meeting leaders read it."),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What ``operations.answer_ask`` takes."""
        cleaned = self.cleaned_data
        return {
            "answer": cleaned["answer"],
            "words": cleaned.get("words", ""),
            "colleague": cleaned.get("colleague"),
            "expected_version": cleaned["version"],
        }


class PassOn(AnswerAsk):
    """Passing it on to a colleague whom one has talked with."""

    colleague = forms.ModelChoiceField(
        label=gettext_lazy("Which colleague?"),
        help_text=gettext_lazy("Talk together first. Your colleague is asked, and can say no."),
        queryset=None,
        empty_label=NOBODY_CHOSEN,
    )
    words = WordsField(label=gettext_lazy("What you write to your colleague"), max_length=2000, required=False)

    def __init__(self, *args: Any, ask: Ask, naming: Naming, **kwargs: Any) -> None:
        said = {"answer": AskState.PASSED_ON, "version": ask.version}
        super().__init__(*args, auto_id="pass_%s", initial=said, **kwargs)
        colleague: Any = self.fields["colleague"]
        colleague.label_from_instance = naming
        colleague.queryset = Person.objects.present().filter(is_guest=False).exclude(pk=ask.person_id).by_name()


class Prepare(GuardedForm):
    """What a presenter writes: a field for each prompt, and who may see it."""

    shared_with = forms.ChoiceField(
        label=gettext_lazy("Who may see it before the meeting?"),
        choices=SharedWith.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        prompts: Sequence[Prompt],
        preparation: Preparation | None,
        kept: dict[str, str],
        can_share: bool,
        **kwargs: Any,
    ) -> None:
        saved = {
            "version": preparation.version if preparation else 0,
            "shared_with": preparation.shared_with if preparation else SharedWith.NOBODY,
        }
        written = {prompt.field: prompt.written for prompt in prompts}
        super().__init__(*args, initial=saved | written | kept, **kwargs)
        self.prompts = prompts
        for prompt in prompts:
            self.fields[prompt.field] = WordsField(label=prompt.text, max_length=8000, required=False)
        if not can_share:
            del self.fields["shared_with"]

    @property
    def answers(self) -> list[forms.BoundField]:
        """The fields of the prompts, in order."""
        return [self[prompt.field] for prompt in self.prompts]

    def values(self) -> dict[str, Any]:
        """What ``operations.prepare`` takes."""
        cleaned = self.cleaned_data
        return {
            "answers": [(prompt.text, cleaned[prompt.field]) for prompt in self.prompts],
            "shared_with": cleaned.get("shared_with") or SharedWith.NOBODY,
            "expected_version": cleaned["version"],
        }


class BringFile(GuardedForm):
    """A file to the presentation."""

    file = UploadField(label=gettext_lazy("File or slides"))
