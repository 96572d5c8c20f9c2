"""What an agenda item and a template's item have in common."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, WORDS
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.meetings.names import Authorship, Behaviour, Speaking, lines_of


class ItemShape(SpaceRow):
    """What an agenda item and a template's item have in common. Minutes are planned; clock times are derived."""

    position = models.PositiveSmallIntegerField()
    behaviour = models.CharField(max_length=20, choices=Behaviour.choices)
    label = Line(max_length=160)
    purpose = Words(blank=True)
    questions = Words(blank=True)
    # Names of parts that only this item has, and those of them who speak in it: data, so that any form can be made.
    roles = Structured(default=list, blank=True)
    speakers = Structured(default=list, blank=True)
    planned_minutes = models.PositiveSmallIntegerField()
    may_shrink = models.BooleanField(default=False)
    speaking = models.CharField(max_length=20, choices=Speaking.choices, default=Speaking.ALL)
    authorship = models.CharField(max_length=10, choices=Authorship.choices, default=Authorship.NAMED)

    class Meta(SpaceRow.Meta):
        abstract = True

    @property
    def question_lines(self) -> list[str]:
        """Its questions, one a line."""
        return lines_of(self.questions)

    @property
    def named_speakers(self) -> list[str]:
        """The roles that alone may speak in it; none where that is not how it is said who speaks."""
        return list(self.speakers) if self.speaking == Speaking.NAMED else []


SHAPE = {
    "position": STRUCTURE,
    "behaviour": STRUCTURE,
    "label": WORDS,
    "purpose": WORDS,
    "questions": WORDS,
    "roles": WORDS,
    "speakers": WORDS,
    "planned_minutes": STRUCTURE,
    "may_shrink": STRUCTURE,
    "speaking": STRUCTURE,
    "authorship": STRUCTURE,
}
