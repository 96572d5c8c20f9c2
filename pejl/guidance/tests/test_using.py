"""Using a product, saying what one met, and what comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Feedback, UseDay, Version
from pejl.guidance.tests.factories import a_product, published, the_draft
from tests.people import person_in

DAY = timedelta(days=1)


@pytest.fixture
def version(anna: Person, dorte: Person, now: datetime) -> Version:
    """In force; anna wrote it and answers for it."""
    return published(a_product(anna, now), dorte, anna, now)


def used(version: Version, now: datetime, times: int = 1) -> None:
    for _one in range(times):
        assert operations.use(version=version, on_device=None, now=now)


def said(version: Version, by: Person, now: datetime, **held: Any) -> Feedback:
    given = {"kind": "question", "text": "Gælder det også for unge?", **held}
    return operations.give_feedback(version=version, by=by, now=now, **given)


def answered(feedback: Feedback, by: Person, now: datetime, **held: Any) -> Any:
    given = {"text": "Ja, det gør det.", "outcome": "answered", **held}
    return operations.answer_feedback(feedback=feedback, by=by, now=now, **given)


def told(person: Person) -> list[str]:
    return list(Notice.objects.visible_to(person).order_by("created_at").values_list("subject", flat=True))


def test_uses_of_a_day_are_one_row_that_names_nobody(version: Version, now: datetime) -> None:
    before = Event.objects.count()
    used(version, now, 3)
    assert [(one.on, one.times) for one in UseDay.objects.filter(version=version)] == [(day_of(now), 3)]
    assert Event.objects.count() == before


def test_a_device_counts_once_a_day(version: Version, now: datetime) -> None:
    today = day_of(now)
    assert operations.use(version=version, on_device=today - DAY, now=now)
    assert not operations.use(version=version, on_device=today, now=now)
    assert UseDay.objects.get(version=version).times == 1


def test_only_what_is_in_force_is_used(version: Version, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    operations.withdraw(product=version.product, reason="Ny lov", by=anna, now=now)
    for one in (draft, version.again()):
        with pytest.raises(Refusal):
            operations.use(version=one, on_device=None, now=now)
    assert not UseDay.objects.exists()


def test_uses_are_told_in_sum_and_fewer_than_five_not_at_all(version: Version, now: datetime) -> None:
    today = day_of(now)
    assert queries.uses_of(version.product, today) == queries.Uses(None, None)
    used(version, now, 4)
    assert queries.uses_of(version.product, today) == queries.Uses(None, None)
    used(version, now)
    assert queries.uses_of(version.product, today) == queries.Uses(5, 5)
    assert queries.uses_of(version.product, today + 29 * DAY) == queries.Uses(5, 5)
    assert queries.uses_of(version.product, today + 30 * DAY) == queries.Uses(5, None)


def test_the_responsible_hears_once_a_day_and_the_sender_hears_the_answer(
    version: Version, anna: Person, bo: Person, now: datetime
) -> None:
    before = len(told(anna))
    first = said(version, bo, now)
    said(version, bo, now)
    assert len(told(anna)) == before + 1
    said(version, bo, now + DAY)
    assert len(told(anna)) == before + 2
    assert queries.feedback_for(anna).first() == first
    answered(first, anna, now + DAY)
    assert any(version.title in one for one in told(bo))
    assert first not in queries.feedback_for(anna)
    with pytest.raises(Refusal):
        answered(first, anna, now + DAY)


def test_only_those_it_concerns_read_and_answer(version: Version, bo: Person, dorte: Person, now: datetime) -> None:
    question = said(version, bo, now)
    story = said(version, bo, now, kind="story", text="Vi spørger nu tidligere.", is_shared=True)
    assert set(queries.feedback_on(version.product, bo)) == {question, story}
    # Dorte approved the text: that does not make her read what was written to the responsible.
    assert list(queries.feedback_on(version.product, dorte)) == [story]
    assert list(queries.stories_of(version.product, dorte)) == [story]
    with pytest.raises(NotAllowed):
        answered(question, dorte, now)


def test_deputy_and_author_answer_too(version: Version, anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    operations.name_responsible(product=version.product, person=dorte, deputy=bo, by=anna, now=now)
    sender = person_in(anna.space, "Finn Fog", "finn@nordager.example")
    assert answered(said(version, sender, now), bo, now).by == bo
    assert answered(said(version, sender, now), anna, now).by == anna


@pytest.mark.parametrize(
    "held",
    [{"kind": "praise"}, {"text": "  "}, {"is_shared": True}, {"lineage": uuid4()}, {"text": "Om 710101-1234"}],
)
def test_what_cannot_be_said_is_refused(version: Version, bo: Person, now: datetime, held: dict[str, Any]) -> None:
    with pytest.raises((Invalid, CprFound)):
        said(version, bo, now, **held)
    assert not Feedback.objects.exists()


def test_drafts_and_what_one_cannot_read_take_no_feedback(
    version: Version, anna: Person, bo: Person, guest: Person, now: datetime
) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Refusal):
        said(draft, anna, now)
    for one, by in ((draft, bo), (version, guest)):
        with pytest.raises(NotAllowed):
            said(one, by, now)


def test_the_next_draft_is_shown_what_was_promised(version: Version, anna: Person, bo: Person, now: datetime) -> None:
    promised, other = said(version, bo, now), said(version, bo, now)
    answered(promised, anna, now, outcome="next_version")
    answered(other, anna, now)
    draft = operations.begin_next_version(product=version.product, by=anna, now=now)
    assert list(queries.for_next_version(draft)) == [promised]


def test_a_new_theme_says_who_asked_and_nothing_that_was_written_to_one_alone(
    version: Version, anna: Person, bo: Person, now: datetime
) -> None:
    question = said(version, bo, now)
    with pytest.raises(Invalid):
        answered(question, anna, now, outcome="new_theme")
    words = {"theme_title": "Praktik for unge", "theme_need": "Vi mangler en fælles linje."}
    theme = answered(question, anna, now, outcome="new_theme", **words).theme
    assert (theme.title, theme.proposed_by) == ("Praktik for unge", anna)
    assert bo.name in theme.why_now
    assert question.text not in theme.need + theme.why_now
