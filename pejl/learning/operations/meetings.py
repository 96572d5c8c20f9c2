"""From a chosen theme to a meeting, from the meeting to a product, and every step on the theme's trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations as guidance
from pejl.guidance.models import Kind as ProductKind
from pejl.guidance.models import Product
from pejl.guidance.names import Quote
from pejl.learning import permissions, policies, queries
from pejl.learning.models import LearningMeeting
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, Template
from pejl.meetings.names import Behaviour, Kind
from pejl.organisation.models import WorkingGroup
from pejl.room import operations as room
from pejl.room.models import Card, ProductDuty
from pejl.themes import operations as themes
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState
from pejl.themes.names import StepKind


@transaction.atomic
def plan(
    *,
    theme: Theme,
    group: WorkingGroup,
    title: str,
    purposes: Sequence[str],
    place: str,
    starts_at: datetime,
    leaders: Sequence[Person],
    template: Template | None,
    by: Person,
    now: datetime,
    chair: Person | None = None,
) -> LearningMeeting:
    """Plan a learning meeting on a theme: a draft that its leaders go on with. The proposer hears of it."""
    permissions.require_may_plan(by, group, day_of(now))
    policies.require_plannable_theme(theme)
    meeting = meetings.plan(
        kind=Kind.LEARNING,
        title=title,
        purposes=purposes,
        place=place,
        starts_at=starts_at,
        leaders=leaders,
        chair=chair,
        template=template,
        by=by,
        now=now,
    )
    planned: LearningMeeting = LearningMeeting.objects.create(meeting=meeting, theme=theme, group=group)
    _step(planned, StepKind.MEETING_PLANNED, ThemeState.PLANNED, by=by, now=now)
    audit.record("learning_meeting.planned", planned, by=by, now=now)
    return planned


@transaction.atomic
def start_guide(
    *,
    learning_meeting: LearningMeeting,
    kind: ProductKind,
    title: str,
    cards: Sequence[Card],
    by: Person,
    now: datetime,
    duty: ProductDuty | None = None,
) -> Product:
    """Begin the product of a meeting that has begun: a guiding mark for each card, with the card's words as evidence.

    Its authors are those who took the ``duty`` on, or ``by`` where nobody did. What is quoted is said to come from the
    meeting and the group, never from a person.
    """
    meeting = learning_meeting.meeting.again()
    permissions.require_may_start_guide(by, meeting)
    policies.require_begun(meeting)
    policies.require_of_meeting(cards, duty, meeting)
    shared = queries.duties_like(duty)
    product = guidance.start(
        kind=kind,
        title=title,
        theme=learning_meeting.theme,
        source=pointers.to(meeting, title=meeting.title),
        authors=[one.person for one in shared] or [by],
        quotes=[quote_of(card, meeting) for card in cards],
        by=by,
        now=now,
    )
    for one in shared:
        room.link_product(duty=one, product=product, by=by, now=now)
    themes.take_step(
        theme=learning_meeting.theme,
        kind=StepKind.PRODUCT_STARTED,
        about=pointers.to(product, title=product.title),
        words="",
        state=None,
        by=by,
        now=now,
    )
    return product


def tell_announced(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """Reaction to ``meeting.announced``: the theme's trail says that people are invited."""
    learning_meeting = queries.of_meeting(meeting)
    if learning_meeting is not None:
        _step(learning_meeting, StepKind.INVITED, None, by=by, now=now)


def conclude(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """Reaction to ``meeting.closed``: the theme has had its meeting."""
    learning_meeting = queries.of_meeting(meeting)
    if learning_meeting is not None:
        state = None if learning_meeting.theme.state == ThemeState.ANSWERED else ThemeState.HELD
        _step(learning_meeting, StepKind.MEETING_HELD, state, by=by, now=now)


def give_back(meeting: Meeting, *, by: Person | None, now: datetime, reason: str = "") -> None:
    """Reaction to ``meeting.cancelled``: the theme waits for a meeting again, unless there is another one."""
    learning_meeting = queries.of_meeting(meeting)
    if learning_meeting is not None:
        theme = learning_meeting.theme
        waits_again = theme.state == ThemeState.PLANNED and not queries.is_still_planned(theme)
        state = ThemeState.NEXT if waits_again else None
        _step(learning_meeting, StepKind.MEETING_CANCELLED, state, words=reason, by=by, now=now)


def _step(
    learning_meeting: LearningMeeting,
    kind: StepKind,
    state: ThemeState | None,
    *,
    by: Person | None,
    now: datetime,
    words: str = "",
) -> None:
    meeting = learning_meeting.meeting
    about = pointers.to(meeting, title=meeting.title)
    themes.take_step(theme=learning_meeting.theme, kind=kind, about=about, words=words, state=state, by=by, now=now)


def quote_of(card: Card, meeting: Meeting) -> Quote:
    """What a card gives to a product: its words, the meeting, the group and its pile; never who wrote it."""
    is_group = card.item.behaviour == Behaviour.GROUP
    return Quote(
        card=pointers.to(card, title=card.text),
        quote=card.text,
        meeting=pointers.to(meeting, title=meeting.title),
        group=card.item.label if is_group else "",
        alike=card.cluster_id,
        alike_name=card.cluster.title if card.cluster else "",
    )
