"""When the organisation can be changed, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.formats import dates
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceQuerySet, SpaceRow
from pejl.organisation import municipalities
from pejl.organisation.models import Assignment, Dated, DatedQuerySet, Function, Membership, Unit, WorkingGroup
from pejl.organisation.names import AssignmentKind, Side

FIRST_DAY = date(1900, 1, 1)
LONGEST_AHEAD = timedelta(days=5 * 366)
NAMED = 5  # people or units that a sentence names before it counts the rest


RowsT = TypeVar("RowsT", bound=SpaceQuerySet[Any])


def all_but(rows: RowsT, one: SpaceRow | None) -> RowsT:
    """The rows without one of them."""
    return rows if one is None else rows.exclude(pk=one.pk)


def name_of(text: str, *, field: str = "name") -> str:
    """A name as it is kept. Raises Invalid for one without a letter or digit: it could be neither found nor said."""
    name = tidy.line(text).strip()
    if not tidy.has_words(name):
        raise Invalid(_("Write a name."), field=field)
    return name


def require_present(person: Person) -> None:
    """Raise Invalid for somebody who has left: a place is given to those who are here."""
    if person.left_on is not None:
        raise Invalid(_("%(name)s no longer works here.") % {"name": person.name}, field="person")


def require_colleague(person: Person) -> None:
    """Raise Invalid for a guest: guests take part, colleagues decide."""
    require_present(person)
    if person.is_guest:
        raise Invalid(_("%(name)s is a guest, and guests decide nothing.") % {"name": person.name}, field="person")


def require_employable(person: Person) -> None:
    """Raise Invalid for somebody who has left, and for a guest: guests belong where they come from."""
    require_present(person)
    if person.is_guest:
        raise Invalid(_("%(name)s is a guest, and belongs to no unit here.") % {"name": person.name}, field="person")


def require_holds(row: Dated, day: date) -> None:
    """Raise Refusal for a unit or a group that does not exist on the day."""
    if not row.holds(day):
        raise Refusal(_("%(name)s does not exist on that day.") % {"name": row}, field="since_on")


def require_sensible(day: date, today: date, *, field: str) -> None:
    """Raise Invalid for a day that must be a slip of the pen."""
    if not FIRST_DAY <= day <= today + LONGEST_AHEAD:
        raise Invalid(_("Look at the year: that day is too far away."), field=field)


def require_order(since_on: date, until_on: date | None) -> None:
    """Raise Invalid for what would end before it begins."""
    if until_on is not None and until_on < since_on:
        told = {"day": dates.long(since_on)}
        raise Invalid(_("It begins on %(day)s and cannot end before that.") % told, field="until_on")


def require_no_overlap(
    rows: DatedQuerySet, since_on: date, until_on: date | None, sentence: str, *, field: str
) -> None:
    """Raise Refusal with the sentence when one of the rows holds on a day of the period."""
    beside = rows.filter(Q(until_on=None) | Q(until_on__gte=since_on))
    if until_on is not None:
        beside = beside.filter(since_on__lte=until_on)
    if beside.exists():
        raise Refusal(sentence, field=field)


def require_free_name(name: str, *, parent: Unit | None, today: date, but: Unit | None = None) -> None:
    """Raise Refusal for a second unit of a name in the same place: nobody could tell them apart."""
    alike = Unit.objects.filter(Q(until_on=None) | Q(until_on__gte=today), name=name, parent=parent)
    if all_but(alike, but).exists():
        raise Refusal(_("There is already a unit of that name here."), field="name")


def require_free_function_name(name: str, *, but: Function | None = None) -> None:
    """Raise Refusal for a second function of a name."""
    if all_but(Function.objects.filter(name=name), but).exists():
        raise Refusal(_("There is already a function of that name."), field="name")


def require_free_group_name(name: str, *, today: date, but: WorkingGroup | None = None) -> None:
    """Raise Refusal for a second working group of a name."""
    alike = WorkingGroup.objects.filter(Q(until_on=None) | Q(until_on__gte=today), name=name)
    if all_but(alike, but).exists():
        raise Refusal(_("There is already a working group of that name."), field="name")


def require_no_circle(unit: Unit, parent: Unit | None) -> None:
    """Raise Refusal for moving a unit into itself or into what lies below it."""
    if parent is not None and parent.pk in Unit.objects.with_those_below([unit.pk]):
        told = {"unit": unit.name, "parent": parent.name}
        sentence = _("“%(unit)s” cannot be part of “%(parent)s”: that is itself a part of “%(unit)s”.")
        raise Refusal(sentence % told, field="parent")


def require_side(side: str) -> None:
    """Raise Invalid for a side that there is not."""
    if side and side not in Side.values:
        raise Invalid(_("Choose one of the possibilities."), field="side")


def require_empty(unit: Unit, on: date) -> None:
    """Raise Refusal, with names, while somebody belongs to the unit after that day or a unit lies in it."""
    goes_on = Q(until_on=None) | Q(until_on__gt=on)
    below = [child.name for child in Unit.objects.filter(goes_on, parent=unit).by_name()]
    if below:
        raise Refusal(_("Close or move what lies in it first: %(units)s.") % {"units": _named(below)})
    inside = Membership.objects.filter(goes_on, unit=unit).order_by("person__name_sort", "person_id")
    people = list(dict.fromkeys(inside.values_list("person__name", "person_id")))
    if people:
        told = {"people": _named(name for name, _person in people)}
        raise Refusal(_("Let these people go on somewhere else first: %(people)s.") % told)


def require_in_use(function: Function) -> None:
    """Raise Refusal for a function that nobody new is put into."""
    if function.is_retired:
        raise Refusal(
            _("“%(name)s” is no longer used. Choose another function.") % {"name": function}, field="function"
        )


def require_municipality(code: str) -> None:
    """Raise Invalid for a code that no municipality has."""
    if code not in municipalities.by_code():
        raise Invalid(_("There is no municipality with that code."), field="code")


def require_free_address(email: str, *, but: Person | None = None) -> None:
    """Raise Invalid for an e-mail address that somebody here has already."""
    has_it = all_but(Person.objects.filter(email=email), but).first() if email else None
    if has_it is None:
        return
    sentence = _("%(name)s has this address. Two people cannot share one.")
    if has_it.left_on is not None:
        sentence = _("%(name)s, who has worked here before, has this address. Let the person come back instead.")
    raise Invalid(sentence % {"name": has_it.name}, field="email")


def require_not_ahead(day: date, today: date) -> None:
    """Raise Invalid for leaving on a day to come: what ends then is said of each place."""
    if day > today:
        sentence = _("Choose today or a day before. For a day to come, end where the person belongs on that day.")
        raise Invalid(sentence, field="on")


def require_an_administrator_beside(person: Person, after: date) -> None:
    """Raise Refusal when nobody else would look after Pejl after that day."""
    held = Assignment.objects.filter(kind=AssignmentKind.ADMINISTRATOR)
    if not held.filter(Q(until_on=None) | Q(until_on__gt=after), person=person).exists():
        return
    others = held.on(after + timedelta(days=1)).filter(person__left_on=None, person__is_guest=False)
    if not others.exclude(person=person).exists():
        sentence = _("%(name)s is the last one who looks after Pejl here. Appoint somebody else first.")
        raise Refusal(sentence % {"name": person.name})


def _named(names: Iterable[Any]) -> str:
    """The first names, and how many more there are."""
    listed = [str(name) for name in names]
    said, more = ", ".join(listed[:NAMED]), len(listed) - NAMED
    if more <= 0:
        return said
    return ngettext("%(said)s and %(num)d more", "%(said)s and %(num)d more", more) % {"said": said, "num": more}
