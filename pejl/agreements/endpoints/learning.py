"""My learning goals in the API, how they went, and what colleagues share of theirs."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.agreements import operations, queries
from pejl.agreements.endpoints.routing import Key, SourceOut, router
from pejl.agreements.models import GoalAnswer, LearningGoal
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords


class GoalOut(Schema):
    """What I take along from somewhere, and will introduce. ``version`` is what a change must name."""

    id: UUID
    takes_along: str
    will_introduce: str
    is_shared: bool
    source: SourceOut
    ask_on: date | None
    created_at: datetime
    version: int


class GoalIn(GuardedSchema):
    """The goal as it is to be; ``expected_version`` is that of the goal as it was read."""

    takes_along: OptionalWords = ""
    will_introduce: OptionalWords = ""
    is_shared: bool
    expected_version: int


class AskAboutIn(GuardedSchema):
    """The day from which I am asked how it went; null for no question."""

    ask_on: date | None


Said = Annotated[OptionalWords, Field(max_length=5000)]


class AnswerIn(AskAboutIn):
    """How it went; ``ask_on`` is when to ask again."""

    how_it_went: Said = ""
    helped: Said = ""
    hindered: Said = ""
    is_shared: bool = False
    ask_on: date | None = None


class ShareIn(GuardedSchema):
    """Whether colleagues may read it."""

    is_shared: bool


class AnswerOut(Schema):
    """How it went with a learning goal."""

    id: UUID
    goal_id: UUID
    how_it_went: str
    helped: str
    hindered: str
    is_shared: bool
    answered_at: datetime


class SharedGoalOut(Schema):
    """What a colleague shares, with the answers that they share too."""

    id: UUID
    person_id: UUID
    takes_along: str
    will_introduce: str
    source: SourceOut
    created_at: datetime
    shared_answers: list[AnswerOut]


@router.get("/learning-goals", response=list[GoalOut], operation_id="list_learning_goals")
@paginate
def list_goals(request: HttpRequest) -> Any:
    """My own learning goals, latest first."""
    return queries.goals_of(request.auth)  # type: ignore[attr-defined]


@router.put("/learning-goals/{goal_id}", response=GoalOut, operation_id="change_learning_goal")
def change_goal(request: HttpRequest, goal_id: UUID, said: GoalIn) -> LearningGoal:
    """Change, share or keep to oneself. A first goal is written in the meeting's room."""
    goal = _goal(request, goal_id)
    return operations.take_along(source=goal.source, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]


@router.delete("/learning-goals/{goal_id}", response={204: None}, operation_id="forget_learning_goal")
def forget_goal(request: HttpRequest, goal_id: UUID) -> Status[None]:
    """Take it away for good."""
    operations.forget(goal=_goal(request, goal_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(204, None)


@router.put("/learning-goals/{goal_id}/ask-on", response=GoalOut, operation_id="ask_about_learning_goal")
def ask_about(request: HttpRequest, goal_id: UUID, said: AskAboutIn) -> LearningGoal:
    """When I want to be asked how it went."""
    operations.ask_about(goal=_goal(request, goal_id), ask_on=said.ask_on, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _goal(request, goal_id)


@router.get("/learning-goals/{goal_id}/answers", response=list[AnswerOut], operation_id="list_goal_answers")
@paginate
def list_answers(request: HttpRequest, goal_id: UUID) -> Any:
    """How it went with my goal, latest first."""
    return queries.answers_of(_goal(request, goal_id))


@router.post("/learning-goals/{goal_id}/answers", response={201: AnswerOut}, operation_id="answer_learning_goal")
def answer(request: HttpRequest, goal_id: UUID, said: AnswerIn, key: Key = None) -> Status[GoalAnswer]:
    """How it went, what helped and what hindered; mine alone unless I share it."""
    goal, by, now = _goal(request, goal_id), request.auth, clock.now()  # type: ignore[attr-defined]
    made = drafts.once(
        lambda: operations.answer(goal=goal, by=by, now=now, **said.dict()), client_id=key, by=by, now=now
    )
    return Status(201, _answer(request, made))


@router.put("/goal-answers/{answer_id}/shared", response=AnswerOut, operation_id="share_goal_answer")
def share_answer(request: HttpRequest, answer_id: UUID, said: ShareIn) -> GoalAnswer:
    """Let colleagues read it, or keep it to myself again."""
    own, by = _answer(request, answer_id), request.auth  # type: ignore[attr-defined]
    operations.share_answer(answer=own, is_shared=said.is_shared, by=by, now=clock.now())
    return _answer(request, answer_id)


@router.delete("/goal-answers/{answer_id}", response={204: None}, operation_id="forget_goal_answer")
def forget_answer(request: HttpRequest, answer_id: UUID) -> Status[None]:
    """Take it away for good."""
    operations.forget_answer(answer=_answer(request, answer_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(204, None)


@router.get("/shared-learning", response=list[SharedGoalOut], operation_id="list_shared_learning")
@paginate
def list_shared(request: HttpRequest) -> Any:
    """What colleagues chose to share of what they learn, latest first."""
    return queries.shared_learning(request.auth)  # type: ignore[attr-defined]


def _goal(request: HttpRequest, goal_id: UUID) -> LearningGoal:
    return get_object_or_404(queries.goals_of(request.auth), pk=goal_id)  # type: ignore[attr-defined]


def _answer(request: HttpRequest, answer_id: UUID) -> GoalAnswer:
    by = request.auth  # type: ignore[attr-defined]
    own = GoalAnswer.objects.visible_to(by).filter(goal__person=by).select_related("goal")
    return get_object_or_404(own, pk=answer_id)
