"""Agreeing, and settling what was agreed; writing down what one takes along."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.agreements import permissions, policies, queries
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation import operations as organisation
from pejl.organisation.names import Duty, Handing

# What a learning goal is made of: two texts, and whether they are shared.
Words = dict[str, Any]


@transaction.atomic
def agree(
    *, what: str, owner: Person, due_on: date | None, source: Pointer | None, by: Person, now: datetime
) -> Agreement:
    """Somebody takes something on, perhaps by a day; told by mail when somebody else wrote it down."""
    tidy.require_words(what, field="what")
    policies.require_here(owner)
    agreement = Agreement(what=what.strip(), owner=owner, due_on=due_on, created_by=by, created_at=now)
    agreement.source = source
    agreement.save()
    audit.record("agreement.made", agreement, by=by, now=now)
    if owner.pk != by.pk:
        _tell_owner(agreement, by, now)
    return agreement


@transaction.atomic
def finish(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """It is done. Saying so twice is saying it once."""
    _settle(agreement, Agreement.State.DONE, "agreement.finished", by, now)


@transaction.atomic
def drop(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """It will not be done, and need not be."""
    _settle(agreement, Agreement.State.DROPPED, "agreement.dropped", by, now)


@transaction.atomic
def reopen(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """It was settled too soon: it waits again."""
    permissions.require_may_settle(by, agreement)
    settled = (Agreement.State.DONE, Agreement.State.DROPPED)
    closed = Agreement.objects.filter(pk=agreement.pk, state__in=settled)
    if closed.update(state=Agreement.State.OPEN, closed_at=None):
        audit.record("agreement.reopened", agreement, by=by, now=now)


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": what the person had not done goes on with the successor, by the same day.

    The person's own agreement stays as passed on, so that it can still be read who took it on.
    """
    if to is None:
        return
    handings = []
    for agreement in queries.open_for(of):
        taken = _passed_on(agreement, to, now)
        handings.append(Handing(Duty.AGREEMENT, pointers.to(taken, title=taken.what), to))
        audit.record("agreement.passed_on", agreement, by=by, now=now)
    organisation.note_handovers(of=of, handings=handings, now=now)


@transaction.atomic
def take_along(
    *,
    takes_along: str,
    will_introduce: str,
    is_shared: bool,
    source: Pointer,
    expected_version: int | None,
    by: Person,
    now: datetime,
) -> LearningGoal:
    """What a person takes along from one place and will introduce, and how: one for each person and place.

    ``expected_version`` is that of the goal as it was shown, None where there was none yet. The same words sent
    twice are written once. Raises Stale when they were changed elsewhere meanwhile.
    """
    tidy.require_words(takes_along + will_introduce, field="takes_along")
    words: Words = {
        "takes_along": takes_along.strip(),
        "will_introduce": will_introduce.strip(),
        "is_shared": is_shared,
    }
    goal = queries.goal_of(by, source.id)
    if goal is None:
        goal = _first_goal(words, source, by, now)
    if all(getattr(goal, name) == value for name, value in words.items()):
        return goal
    return _change_goal(goal, words, expected_version, by, now)


@transaction.atomic
def forget(*, goal: LearningGoal, by: Person, now: datetime) -> None:
    """The person takes the own learning goal away for good."""
    permissions.require_own(by, goal)
    audit.record("learning_goal.forgotten", goal, by=by, now=now)
    LearningGoal.objects.filter(pk=goal.pk).delete()


def _settle(agreement: Agreement, state: str, event: str, by: Person, now: datetime) -> None:
    permissions.require_may_settle(by, agreement)
    waiting = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.OPEN)
    if waiting.update(state=state, closed_at=now):
        audit.record(event, agreement, by=by, now=now)
    elif agreement.again().state != state:
        raise Stale(_("Somebody has already said what became of this. Look again."))


def _passed_on(agreement: Agreement, to: Person, now: datetime) -> Agreement:
    """The successor's agreement; who wrote it down first can still say what became of it."""
    Agreement.objects.filter(pk=agreement.pk).update(state=Agreement.State.PASSED_ON, closed_at=now)
    taken = Agreement(
        what=agreement.what, owner=to, due_on=agreement.due_on, created_by=agreement.created_by, created_at=now
    )
    taken.source = agreement.source
    taken.save()
    return taken


def _first_goal(words: Words, source: Pointer, by: Person, now: datetime) -> LearningGoal:
    """A new goal, or the one that was written in the same moment from another screen."""
    goal = LearningGoal(person=by, created_at=now, **words)
    goal.source = source
    try:
        with transaction.atomic():
            goal.save()
    except IntegrityError:
        return LearningGoal.objects.get(person=by, source_id=source.id)
    audit.record("learning_goal.written", goal, by=by, now=now)
    return goal


def _change_goal(
    goal: LearningGoal, words: Words, expected_version: int | None, by: Person, now: datetime
) -> LearningGoal:
    as_shown = LearningGoal.objects.filter(pk=goal.pk, version=expected_version or 0)
    if not as_shown.update(version=F("version") + 1, **words):
        raise Stale(_("You have written something else here from another screen. Look at it before you save."))
    audit.record("learning_goal.changed", goal, by=by, now=now)
    return goal.again()


def _tell_owner(agreement: Agreement, by: Person, now: datetime) -> None:
    """Subject says what is wanted, the first line by when."""
    with notices.in_language_of(agreement.owner):
        notices.tell(
            person=agreement.owner,
            subject=_("You have taken this on: %(what)s") % {"what": agreement.what},
            text=_sentences(agreement, by),
            path=reverse("agreements:list"),
            now=now,
        )


def _sentences(agreement: Agreement, by: Person) -> str:
    when = _("By %(day)s.") % {"day": dates.with_weekday(agreement.due_on)} if agreement.due_on else _("No day is set.")
    told = {"name": by.name, "place": agreement.source_title}
    where = _("%(name)s wrote it down in “%(place)s”.") if agreement.source_title else _("%(name)s wrote it down.")
    return f"{when}\n\n{where % told}"
