"""What a program or page has seen of the groups before it changes them."""

from __future__ import annotations

from pejl.foundation.tenancy import scopes
from pejl.meetings import queries
from pejl.meetings.models import Meeting
from tests.access.situations import Situation


def seen_groups(s: Situation) -> str:
    """The mark of who sits where in the group work."""
    with scopes.scope(s.space.pk):
        return queries.table_of(Meeting.objects.get(pk=s.meeting.pk), s.work).seen


def seen_proposal(s: Situation) -> str:
    """The mark of what is proposed for it when two groups are asked for."""
    with scopes.scope(s.space.pk):
        table = queries.table_of(Meeting.objects.get(pk=s.meeting.pk), s.work)
        return queries.propose(table, seed=1, number=2).seen
