"""Themes in the API: the same questions and the same operations as on the pages."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header, Query, Router, Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.organisation.models import WorkingGroup
from pejl.themes import operations, queries
from pejl.themes.models import Area, Decision, Theme
from pejl.themes.names import Kind, Outcome, State

router = Router(tags=["themes"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class AreaOut(Schema):
    """A field of the work."""

    id: UUID
    name: str


class AreaIn(GuardedSchema):
    """A new area."""

    name: Annotated[LineText, Field(max_length=80)]


class ThemeOut(Schema):
    """A theme in a list. ``version`` is what a decision must name."""

    id: UUID
    title: str
    state: State
    kind: Kind
    area: AreaOut | None
    proposed_at: datetime
    version: int


class AboutOut(Schema):
    """What a step led to; ``is_alive`` says whether it can be fetched."""

    kind: str
    id: UUID
    title: str
    is_alive: bool


class DecisionOut(Schema):
    """What a working group decided, and why."""

    id: UUID
    outcome: Outcome
    reason: str
    group_id: UUID
    group: str
    merged_into_id: UUID | None
    by: str
    at: datetime

    @staticmethod
    def resolve_group(decision: Decision) -> str:
        """The group's name."""
        return decision.group.name

    @staticmethod
    def resolve_by(decision: Decision) -> str:
        """Who pressed the button."""
        return decision.by.name


class StepOut(Schema):
    """A step on the trail."""

    kind: str
    at: datetime
    words: str
    about: AboutOut | None
    decision: DecisionOut | None


class ThemeFullOut(ThemeOut):
    """A theme with all that has become of it."""

    need: str
    why_now: str
    proposed_by_id: UUID
    proposed_by: str
    merged_into_id: UUID | None
    trail: list[StepOut]


class ThemeIn(GuardedSchema):
    """A theme to propose."""

    title: Annotated[LineText, Field(max_length=160)]
    need: WordsText
    why_now: OptionalWords = ""
    area_id: UUID | None = None
    kind: Kind


class DecisionIn(GuardedSchema):
    """A decision; ``expected_version`` is the theme's as it was read, ``merge_into`` only with the outcome merge."""

    group_id: UUID
    outcome: Outcome
    reason: WordsText
    expected_version: int
    merge_into: UUID | None = None


class Narrowed(Schema):
    """Which themes to list."""

    q: OptionalLine = ""
    state: State | None = None
    area: UUID | None = None
    mine: bool = False


@router.get("/areas", response=list[AreaOut], operation_id="list_areas")
@paginate
def list_areas(request: HttpRequest) -> Any:
    """The fields of the work, by name."""
    return queries.areas().visible_to(request.auth)  # type: ignore[attr-defined]


@router.post("/areas", response={201: AreaOut}, operation_id="add_area")
def add_area(request: HttpRequest, said: AreaIn) -> Status[Area]:
    """Add a field of the work; the working groups may."""
    added = operations.add_area(name=said.name, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(201, added)


@router.get("/themes", response=list[ThemeOut], operation_id="list_themes")
@paginate
def list_themes(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Themes, newest first, narrowed as on the page."""
    person = request.auth  # type: ignore[attr-defined]
    area = get_object_or_404(Area.objects.visible_to(person), pk=asked.area) if asked.area else None
    return queries.listed(person, state=asked.state or "", area=area, text=asked.q, is_mine=asked.mine)


@router.post("/themes", response={201: ThemeFullOut}, operation_id="propose_theme")
def propose(request: HttpRequest, said: ThemeIn, key: Key = None) -> Status[dict[str, Any]]:
    """Propose a theme. Sent again with the same key, the same theme is answered."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    area = get_object_or_404(Area.objects.visible_to(by), pk=said.area_id) if said.area_id else None
    theme_id = drafts.once(
        lambda: operations.propose(
            title=said.title, need=said.need, why_now=said.why_now, area=area, kind=said.kind, by=by, now=now
        ),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _full(_theme(theme_id, by), by))


@router.get("/themes/{theme_id}", response=ThemeFullOut, operation_id="get_theme")
def get_theme(request: HttpRequest, theme_id: UUID) -> dict[str, Any]:
    """A theme and its trail."""
    by = request.auth  # type: ignore[attr-defined]
    return _full(_theme(theme_id, by), by)


@router.post("/themes/{theme_id}/decisions", response={201: DecisionOut}, operation_id="decide_on_theme")
def decide(request: HttpRequest, theme_id: UUID, said: DecisionIn, key: Key = None) -> Status[Decision]:
    """Decide in the name of a working group; the proposer is told why."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    theme, group = _theme(theme_id, by), get_object_or_404(WorkingGroup.objects.visible_to(by), pk=said.group_id)
    target = _theme(said.merge_into, by) if said.merge_into else None
    decision_id = drafts.once(
        lambda: operations.decide(
            theme=theme,
            group=group,
            outcome=said.outcome,
            reason=said.reason,
            merge_into=target,
            expected_version=said.expected_version,
            by=by,
            now=now,
        ),
        client_id=key,
        by=by,
        now=now,
    )
    made = Decision.objects.visible_to(by).select_related("group", "by").get(pk=decision_id)
    return Status(201, made)


def _theme(theme_id: UUID, person: Any) -> Theme:
    seen = Theme.objects.visible_to(person).select_related("area", "proposed_by")
    return get_object_or_404(seen, pk=theme_id)


def _full(theme: Theme, person: Any) -> dict[str, Any]:
    """A theme as ThemeFullOut reads it."""
    plain = ("id", "title", "state", "kind", "area", "proposed_at", "version", "need", "why_now", "merged_into_id")
    return {
        **{name: getattr(theme, name) for name in plain},
        "proposed_by_id": theme.proposed_by_id,
        "proposed_by": theme.proposed_by.name,
        "trail": [
            {
                "kind": one.step.kind,
                "at": one.step.at,
                "words": one.step.words,
                "about": {**vars(one.about), "is_alive": one.is_alive} if one.about else None,
                "decision": one.decision,
            }
            for one in queries.trail_of(theme, person)
        ],
    }
