"""The form by which one raises one's hand, or leaders somebody else's."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from pejl.foundation import clock
from pejl.meetings.models import Meeting
from pejl.meetings.queries import people_of
from pejl.organisation import queries as organisation
from pejl.room import forms
from pejl.room.names import HAND_PURPOSES, HandKind, ViewName


def hand_form(meeting: Meeting, view: ViewName, data: QueryDict | None = None) -> forms.Hand:
    """One's own hand; on the leaders' page anybody's."""
    if view == ViewName.LEADER:
        people = [one.person for one in people_of(meeting)]
        return forms.HandFor(data, people=people, naming=organisation.naming(clock.today()))
    return forms.Hand.blank() if data is None else forms.Hand(data)


def hand_context(meeting: Meeting, view: ViewName, form: forms.Hand | None = None) -> dict[str, Any]:
    """What the form needs on a page."""
    return {
        "meeting": meeting,
        "view": view,
        "hand_form": form or hand_form(meeting, view),
        "hand_kinds": list(HandKind),
        "purposes": HAND_PURPOSES,
    }
