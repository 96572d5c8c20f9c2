"""Codes: made, renewed and closed by leaders; they open one meeting, while it can be followed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.live import queries as live
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, topic_of
from pejl.room import operations, queries
from pejl.room.models import FollowCode
from pejl.room.names import CODE_LENGTH, CODE_LETTERS
from pejl.room.tests.factories import Evening, an_evening, begun


def opened(code: str, now: datetime) -> Meeting | None:
    """What a code opens in the test's job centre."""
    return queries.followed_by(code, now=now)


def test_code_is_made_once_and_can_be_read_aloud(evening: Evening, anna: Person, dorte: Person, now: datetime) -> None:
    code = operations.open_following(meeting=evening.meeting, by=anna, now=now)
    assert operations.open_following(meeting=evening.meeting, by=dorte, now=now) == code
    assert len(code.code) == CODE_LENGTH
    assert set(code.code) <= set(CODE_LETTERS)
    typed = f" {code.code[:4].lower()}-{code.code[4:]} "
    assert queries.tidied(typed) == code.code
    assert "following.opened" in [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]


def test_renewed_code_ends_the_old_one(evening: Evening, anna: Person, dorte: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    old = operations.open_following(meeting=evening.meeting, by=anna, now=now).code
    new = operations.renew_following(meeting=evening.meeting, expected_code=old, by=anna, now=now).code
    assert (opened(old, now), opened(new, now)) == (None, evening.meeting)
    with pytest.raises(Stale):
        operations.renew_following(meeting=evening.meeting, expected_code=old, by=dorte, now=now)
    with pytest.raises(Stale):
        operations.close_following(meeting=evening.meeting, expected_code=old, by=dorte, now=now)
    operations.close_following(meeting=evening.meeting, expected_code=new, by=dorte, now=now)
    operations.close_following(meeting=evening.meeting, expected_code=None, by=dorte, now=now)
    assert opened(new, now) is None
    assert queries.follow_code_of(evening.meeting) is None


def test_code_opens_on_the_day_and_until_the_end(evening: Evening, anna: Person, now: datetime) -> None:
    code = operations.open_following(meeting=evening.meeting, by=anna, now=now).code
    starts_at = evening.meeting.starts_at
    assert opened(code, starts_at - timedelta(days=2)) is None
    assert opened(code, starts_at - timedelta(hours=1)) == evening.meeting
    begun(evening, evening.framing, by=anna, now=now)
    assert opened(code, now) == evening.meeting
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert opened(code, now) is None
    with pytest.raises(Refusal, match="until it ends"):
        operations.open_following(meeting=evening.meeting, by=anna, now=now)


def test_only_leaders_let_others_follow(evening: Evening, bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.open_following(meeting=evening.meeting, by=bo, now=now)
    assert not FollowCode.objects.exists()


def test_code_is_looked_for_in_its_own_job_centre(
    evening: Evening, anna: Person, carla: Person, space: Space, other_space: Space, now: datetime
) -> None:
    code = operations.open_following(meeting=evening.meeting, by=anna, now=now).code
    with scopes.scope(other_space.pk):
        theirs = operations.open_following(meeting=an_evening(carla, now=now).meeting, by=carla, now=now).code
        assert opened(code, evening.meeting.starts_at) is None
    assert opened(theirs, evening.meeting.starts_at) is None
    assert space.pk in queries.spaces_marked(code)
    assert other_space.pk in queries.spaces_marked(theirs)
    assert not list(queries.spaces_marked("0000"))
    assert not list(queries.spaces_marked(code + "C"))
