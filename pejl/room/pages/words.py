"""The field for what one writes to a round for oneself: on the room's page while the round goes on, or on its own."""

from __future__ import annotations

from dataclasses import dataclass

from pejl.foundation.drafts import queries as kept
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import forms, queries
from pejl.room.live import Look
from pejl.room.live.parts import rounds
from pejl.room.models import Contribution
from pejl.room.names import ViewName


@dataclass(frozen=True)
class Words:
    """What somebody has written to an item, and the form for it."""

    item: AgendaItem
    written: Contribution | None
    form: forms.Contribution

    @property
    def is_behind(self) -> bool:
        """Whether the field, not sent yet, holds something else than what was written before."""
        return self.written is not None and not self.form.is_bound and self.form["text"].value() != self.written.text


def place_of(item: AgendaItem) -> str:
    """Where the server keeps a draft of it."""
    return f"room:contribution:{item.pk}"


def words_to(item: AgendaItem, person: Person, form: forms.Contribution | None = None) -> Words:
    """What the person has written to an item; in the form also what has been typed since."""
    written = queries.contribution_of(item, person)
    return Words(item, written, form or _form(item, person, written))


def words_at_hand(look: Look, person: Person, view: ViewName) -> Words | None:
    """For the round that goes on around whoever takes part, their group's before everybody's; none for leaders."""
    if view != ViewName.PARTICIPANT:
        return None
    around = [one for one in look.ask(rounds.circles) if one.members is None or person in one.members]
    found = next((one for one in reversed(around) if one.is_at_hand), None)
    return words_to(found.item, person) if found else None


def _form(item: AgendaItem, person: Person, written: Contribution | None) -> forms.Contribution:
    as_written = {"text": written.text, "version": written.version} if written else {}
    draft = kept.at(place_of(item), person=person)
    is_newer = draft is not None and (written is None or draft.saved_at > written.written_at)
    typed = draft.fields if draft is not None and is_newer else {}
    return forms.Contribution(initial={**as_written, **typed}, auto_id=forms.Contribution.IDS)
