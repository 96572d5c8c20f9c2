"""Somebody who is to present at the meetings of the matrix: asked by the leader, with something prepared and shared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour, ItemRole, SharedWith
from pejl.meetings.tests.factories import an_item

SLIDES = Examined("oplaeg.txt", Kind.TEXT, b"Tre ting, der virkede")


def asked(meeting: Meeting, people: Mapping[str, Person], *, now: datetime) -> dict[str, Any]:
    """A practice example: the owner is asked, and shares what is prepared; an invited guest presents unasked."""
    leader, owner = people["leader"], people["owner"]
    parts = {ItemRole.PRESENTER: [people["invited_guest"]]}
    example = an_item(meeting, by=leader, now=now, behaviour=Behaviour.PRACTICE, label="Et eksempel", parts=parts)
    ask = operations.ask_to_present(item=example, person=owner, words="Vil du?", by=leader, now=now)
    said = {"answers": [("Hvad gjorde jeg?", "Jeg ringede")], "shared_with": SharedWith.PARTICIPANTS}
    preparation = operations.prepare(item=example, **said, expected_version=0, by=owner, now=now)
    file = operations.bring_file(item=example, file=SLIDES, by=owner, now=now)
    return {"example": example, "ask": ask.again(), "preparation": preparation.again(), "preparation_file": file}
