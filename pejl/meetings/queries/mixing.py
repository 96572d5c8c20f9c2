"""Those who are to sit in groups, as the mixing wants to know them, and who sat together before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from pejl.foundation.formats import moments
from pejl.foundation.mixing.people import Participant as Mixed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ItemPart, Meeting, Participant
from pejl.meetings.names import Behaviour, ItemRole, Reply, State
from pejl.meetings.queries.people import Involved, leaders_of
from pejl.organisation import queries as organisation
from pejl.organisation.models import Assignment, Guest, Membership
from pejl.organisation.names import AssignmentKind

# The parts by which somebody sits in a group; who listens from above sits in none.
SEATS = tuple(role for role in ItemRole if role != ItemRole.HELICOPTER)

# Experience in what one does now, whatever the unit. In the first year somebody is still being introduced and asks
# what the others have stopped asking; after five one remembers how it was done before, and why it was changed. Who is
# in which band is never shown: it only helps to spread them.
FIRST_YEAR, LONG = 1, 5
NEW, SOME, EXPERIENCED = "new", "some", "experienced"

MEETINGS_BACK = 2


@dataclass(frozen=True)
class Attendee:
    """Somebody who could sit in a group: what to call them, where they belong in a few words, and what they are to the
    mixing. ``is_coming`` is false for who has declined or left the job centre.
    """

    person: Person
    label: str
    about: str
    is_coming: bool
    mixed: Mixed[UUID]


def attendees(meeting: Meeting, involved: Iterable[Involved]) -> dict[UUID, Attendee]:
    """Everybody who is part of the meeting, by id and in the order given, as they are on its day.

    At most seven queries, however many they are.
    """
    everybody = list(involved)
    people = [one.person for one in everybody]
    day = moments.day_of(meeting.starts_at)
    labels = organisation.labels_for(people, day)
    places = _places(people, day)
    homes = dict(Guest.objects.filter(person__in=people).values_list("person_id", "comes_from"))
    leaders = {person.pk for person in leaders_of(meeting)} | _leading_a_unit(people, day)
    return {
        one.person.pk: Attendee(
            person=one.person,
            label=labels[one.person.pk],
            about=_about(places[one.person.pk], homes.get(one.person.pk, ""), day),
            is_coming=one.reply != Reply.DECLINED and one.person.left_on is None,
            mixed=_mixed(one.person, places[one.person.pk], homes, leaders, day),
        )
        for one in everybody
    }


def earlier_groups(people: Collection[UUID], *, before: datetime) -> list[list[list[UUID]]]:
    """Who sat together in the last two meetings where at least two of these people sat in groups, the latest first;
    without those who did not come. Three queries.
    """
    held = Meeting.objects.filter(
        state__in=(State.WRITING_UP, State.CLOSED),
        starts_at__lt=before,
        items__behaviour=Behaviour.GROUP,
        items__parts__role__in=SEATS,
        items__parts__person__in=people,
    )
    together = held.annotate(seated=Count("items__parts__person", distinct=True)).filter(seated__gte=2)
    latest = list(together.newest().values_list("pk", flat=True)[:MEETINGS_BACK])
    stayed_away = set(
        Participant.objects.filter(meeting__in=latest, reply=Reply.DECLINED).values_list("meeting_id", "person_id")
    )
    groups: dict[UUID, dict[UUID, list[UUID]]] = {meeting: defaultdict(list) for meeting in latest}
    seats = ItemPart.objects.filter(item__meeting__in=latest, item__behaviour=Behaviour.GROUP, role__in=SEATS)
    for meeting, item, person in seats.values_list("item__meeting_id", "item_id", "person_id"):
        if (meeting, person) not in stayed_away:
            groups[meeting][item].append(person)
    return [list(groups[meeting].values()) for meeting in latest]


def band_of(since: date, day: date) -> str:
    """How experienced somebody is who has done it since a day."""
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    return NEW if years < FIRST_YEAR else SOME if years < LONG else EXPERIENCED


def _places(people: Collection[Person], day: date) -> Mapping[UUID, list[Membership]]:
    """Everywhere that each of them belongs or has belonged by the day."""
    places: dict[UUID, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(person__in=people, since_on__lte=day).select_related("unit", "function")
    for row in rows.order_by("function__name_sort", "unit__name_sort", "id"):
        places[row.person_id].append(row)
    return places


def _leading_a_unit(people: Collection[Person], day: date) -> set[UUID]:
    leading = Assignment.objects.current(AssignmentKind.LEADER, day).filter(person__in=people)
    return set(leading.values_list("person_id", flat=True))


def _about(places: Collection[Membership], home: str, day: date) -> str:
    """What they do and where, each once: the functions, then the units."""
    now = [place for place in places if place.holds(day)]
    said = dict.fromkeys([*(place.function.name for place in now), *(place.unit.name for place in now)])
    return " · ".join(said) or (_("from %(place)s") % {"place": home} if home else "")


def _mixed(
    person: Person, places: Collection[Membership], homes: Mapping[UUID, str], leaders: Collection[UUID], day: date
) -> Mixed[UUID]:
    """Whoever leads the meeting, leads a unit or is in management counts as a leader: groups talk best with one of
    them, not with several. A guest's unit is the place the guest comes from.
    """
    now = [place for place in places if place.holds(day)]
    done = {place.function_id for place in now}
    since = min((place.since_on for place in places if place.function_id in done), default=None)
    home = homes.get(person.pk)
    return Mixed(
        key=person.pk,
        functions=frozenset(place.function.name for place in now),
        units=frozenset(str(place.unit_id) for place in now) | frozenset([home] if home else []),
        experience=band_of(since, day) if since else None,
        is_leader=person.pk in leaders or any(place.function.is_management for place in now),
        is_guest=person.is_guest,
    )
