"""What a meeting is, finding it, and calling it off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.foundation.formats import moments
from pejl.foundation.formats.forms import AtAMoment, DanishDateField, DanishTimeField
from pejl.foundation.privacy.forms import GuardedForm, LineField, SearchField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.forms.agenda import NO_LONGER_HERE
from pejl.meetings.models import Meeting
from pejl.meetings.names import LARGEST_ROOM, Kind, lines_of

People = Sequence[Person]


class FindMeetings(GuardedForm):
    """Which meetings to list."""

    q = SearchField(label=gettext_lazy("Words in the title"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("meeting", "Kind"),
        choices=[("", pgettext_lazy("kinds", "All")), *Kind.choices],
        required=False,
    )


class ChangeMeeting(AtAMoment, GuardedForm):
    """What a meeting is."""

    title = LineField(label=gettext_lazy("Title"), max_length=160)
    purposes = WordsField(
        label=gettext_lazy("What should come out of it"),
        help_text=gettext_lazy("One purpose a line."),
        max_length=4000,
        required=False,
    )
    day = DanishDateField(label=gettext_lazy("Day"), help_text=gettext_lazy("For example 4/3 or tomorrow."))
    start = DanishTimeField(label=gettext_lazy("Starts at"), help_text=gettext_lazy("For example 9 or 12.45."))
    ends_by = DanishTimeField(
        label=gettext_lazy("Over by"),
        help_text=gettext_lazy("The agenda shows what is left until then, or how much too long it is."),
        required=False,
    )
    place = LineField(label=gettext_lazy("Place"), max_length=160, required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Room for"),
        help_text=gettext_lazy("How many people; empty if it does not matter."),
        min_value=1,
        max_value=LARGEST_ROOM,
        required=False,
    )
    leaders = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Meeting leaders"),
        help_text=gettext_lazy("Two are best: a head or coordinator together with a caseworker."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_LONGER_HERE},
    )
    chair = forms.ModelChoiceField(
        label=gettext_lazy("Chair in plenary"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        error_messages={"invalid_choice": NO_LONGER_HERE},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leaders", "chair"):
            field: Any = self.fields[name]
            field.label_from_instance, field.queryset = naming, people

    @staticmethod
    def filled(meeting: Meeting, *, leaders: People, chair: Person | None) -> dict[str, Any]:
        """The fields as the meeting has them now."""
        shown = moments.in_denmark(meeting.starts_at)
        return {
            "title": meeting.title,
            "purposes": "\n".join(meeting.purposes),
            "day": shown.date(),
            "start": shown.time(),
            "ends_by": meeting.ends_by,
            "place": meeting.place,
            "capacity": meeting.capacity,
            "leaders": [person.pk for person in leaders],
            "chair": chair.pk if chair else None,
            "version": meeting.version,
        }

    def values(self) -> dict[str, Any]:
        """What ``operations.change`` takes."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "purposes": lines_of(cleaned["purposes"]),
            "ends_by": cleaned["ends_by"],
            "place": cleaned["place"],
            "capacity": cleaned["capacity"],
            "starts_at": self.starts_at,
            "leaders": list(cleaned["leaders"]),
            "chair": cleaned["chair"],
            "expected_version": cleaned["version"],
        }


class CancelMeeting(GuardedForm):
    """Why there is no meeting."""

    reason = WordsField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Everybody invited reads it, and so does whoever proposed the theme."),
        max_length=1000,
        required=False,
    )
