"""Learning meetings, and the guide that comes of one."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Kind as ProductKind
from pejl.learning import operations, policies, queries
from pejl.learning.endpoints.planned import PlanIn, PlannedOut
from pejl.learning.endpoints.routing import Key, Title, person_of, router, template_of
from pejl.learning.models import LearningMeeting
from pejl.meetings import permissions as planning
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.organisation.models import WorkingGroup
from pejl.room.models import Card, ProductDuty
from pejl.themes.models import Theme


class LearningMeetingIn(PlanIn):
    """A learning meeting to plan; without a template its agenda is empty."""

    theme_id: UUID
    group_id: UUID


class LearningMeetingOut(PlannedOut):
    """A learning meeting; its agenda and people are read at ``/meetings/{meeting_id}``."""

    theme_id: UUID
    group_id: UUID


class WarningsOut(Schema):
    """What the plan lacks, in sentences; nothing of it stands in the way."""

    warnings: list[str]


class GuideIn(GuardedSchema):
    """A guide to begin, from cards of the meeting; ``duty_id`` says who took it on."""

    kind_id: UUID
    title: Title
    cards: list[UUID] = []
    duty_id: UUID | None = None


class GatherIn(Schema):
    """Which product of the meeting gets the chosen cards; none where it is the only one, or there is none yet.

    ``kind_id`` is the kind of one that begins now; without it, one that is written from cards.
    """

    product_id: UUID | None = None
    kind_id: UUID | None = None


class GatheredOut(Schema):
    """The product, and how many cards it got by this."""

    product_id: UUID
    number: int


class GuideOut(Schema):
    """The product that was begun."""

    product_id: UUID


@router.post("/learning-meetings", response={201: LearningMeetingOut}, operation_id="plan_learning_meeting")
def plan(request: HttpRequest, said: LearningMeetingIn, key: Key = None) -> Status[LearningMeeting]:
    """Plan a learning meeting on a theme; the members of a working group may."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    told = said.dict(exclude={"theme_id", "group_id", "template_id"}) | {
        "theme": get_object_or_404(Theme.objects.visible_to(by), pk=said.theme_id),
        "group": get_object_or_404(WorkingGroup.objects.visible_to(by), pk=said.group_id),
        "template": template_of(said.template_id, by),
        "leaders": [person_of(one, by) for one in said.leaders],
        "chair": person_of(said.chair, by) if said.chair else None,
    }
    planned_id = drafts.once(lambda: operations.plan(**told, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, LearningMeeting.objects.select_related("meeting").get(pk=planned_id))


@router.get(
    "/themes/{theme_id}/learning-meetings", response=list[LearningMeetingOut], operation_id="list_meetings_on_theme"
)
@paginate
def of_theme(request: HttpRequest, theme_id: UUID) -> Any:
    """The learning meetings on a theme, in the order of time."""
    by = request.auth  # type: ignore[attr-defined]
    theme = get_object_or_404(Theme.objects.visible_to(by), pk=theme_id)
    return queries.of_theme(theme, person=by)


@router.get("/learning-meetings/{meeting_id}", response=LearningMeetingOut, operation_id="get_learning_meeting")
def get(request: HttpRequest, meeting_id: UUID) -> LearningMeeting:
    """A learning meeting: its theme and the group that chose it."""
    return _learning_meeting(meeting_id, request.auth)  # type: ignore[attr-defined]


@router.get("/learning-meetings/{meeting_id}/warnings", response=WarningsOut, operation_id="get_plan_warnings")
def warnings(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """What the plan lacks, and why it matters; for those who plan it."""
    meeting = _learning_meeting(meeting_id, request.auth).meeting  # type: ignore[attr-defined]
    planning.require_plans(request.auth, meeting)  # type: ignore[attr-defined]
    agenda, leaders = meetings.agenda_of(meeting), meetings.leaders_of(meeting)
    return {"warnings": policies.warnings_of(meeting, agenda, leaders=len(leaders), now=clock.now())}


@router.post("/learning-meetings/{meeting_id}/guides", response={201: GuideOut}, operation_id="start_guide")
def start_guide(request: HttpRequest, meeting_id: UUID, said: GuideIn, key: Key = None) -> Status[dict[str, UUID]]:
    """Begin the guide of a meeting that is over: a guiding mark for each card."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    learning_meeting = _learning_meeting(meeting_id, by)
    told: dict[str, Any] = {
        "learning_meeting": learning_meeting,
        "kind": get_object_or_404(ProductKind, pk=said.kind_id),
        "title": said.title,
        "cards": _cards(said.cards, learning_meeting.meeting),
        "duty": _duty(said.duty_id, learning_meeting.meeting),
    }
    product_id = drafts.once(lambda: operations.start_guide(**told, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, {"product_id": product_id})


@router.post("/learning-meetings/{meeting_id}/evidence", response=GatheredOut, operation_id="gather_evidence")
def gather(request: HttpRequest, meeting_id: UUID, said: GatherIn) -> dict[str, Any]:
    """Give every card that is chosen to the meeting's product: the one begun from it, or one that begins now.

    Sent again it gives what is new and doubles nothing.
    """
    by = request.auth  # type: ignore[attr-defined]
    learning_meeting = _learning_meeting(meeting_id, by)
    product = (
        get_object_or_404(queries.products_of(learning_meeting.meeting, person=by), pk=said.product_id)
        if (said.product_id)
        else None
    )
    kind = get_object_or_404(ProductKind, pk=said.kind_id) if said.kind_id else None
    gathered = operations.gather(learning_meeting=learning_meeting, product=product, kind=kind, by=by, now=clock.now())
    return {"product_id": gathered.product.pk, "number": gathered.number}


def _learning_meeting(meeting_id: UUID, person: Person) -> LearningMeeting:
    meeting = get_object_or_404(Meeting.objects.visible_to(person), pk=meeting_id)
    found = queries.of_meeting(meeting)
    if found is None:
        raise Http404
    return found


def _duty(duty_id: UUID | None, meeting: Meeting) -> ProductDuty | None:
    return get_object_or_404(ProductDuty, meeting=meeting, pk=duty_id) if duty_id else None


def _cards(ids: list[UUID], meeting: Meeting) -> list[Card]:
    """The cards of the meeting with these ids, in that order."""
    found = {
        card.pk: card for card in Card.objects.filter(meeting=meeting, pk__in=ids).select_related("item", "cluster")
    }
    if not found.keys() >= set(ids):
        raise Http404
    return [found[one] for one in ids]
