"""Collecting themes at a department meeting: beginning, and ending with a word to everybody concerned."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit
from pejl.themes import permissions, policies
from pejl.themes.models import Backing, Collection, Theme


@transaction.atomic
def begin_collection(*, title: str, held_on: date, unit: Unit | None, by: Person, now: datetime) -> Collection:
    """Begin to collect themes at a department meeting, of a unit or of the whole house."""
    permissions.require_may_collect(by, day_of(now))
    tidy.require_words(title, field="title")
    policies.require_unit_of(held_on, unit)
    collection = Collection.objects.create(title=title.strip(), held_on=held_on, unit=unit, opened_by=by, opened_at=now)
    audit.record("collection.begun", collection, by=by, now=now)
    return collection


@transaction.atomic
def end_collection(*, collection: Collection, by: Person, now: datetime) -> Collection:
    """End it, and tell everybody in whose name something was written, once; ended twice, they are told once."""
    permissions.require_may_collect(by, day_of(now))
    if not Collection.objects.filter(pk=collection.pk, closed_at=None).update(closed_at=now):
        return collection.again()
    audit.record("collection.ended", collection, by=by, now=now)
    proposed, backed = _written_for(collection)
    for person in {**proposed, **backed}:
        if person.pk != by.pk and person.left_on is None:
            _tell(person, collection, proposed.get(person, []), backed.get(person, []), now)
    return collection.again()


def _written_for(collection: Collection) -> tuple[dict[Person, list[Theme]], dict[Person, list[Theme]]]:
    """The themes that people proposed and backed there, by person, in the order they came."""
    proposed, backed = defaultdict[Person, list[Theme]](list), defaultdict[Person, list[Theme]](list)
    for theme in (
        Theme.objects.filter(collected_at=collection)
        .select_related("proposed_by__account")
        .order_by("proposed_at", "id")
    ):
        proposed[theme.proposed_by].append(theme)
    hands = Backing.objects.standing().filter(collected_at=collection)
    for backing in hands.select_related("person__account", "theme").order_by("at", "id"):
        backed[backing.person].append(backing.theme)
    return proposed, backed


def _tell(person: Person, collection: Collection, proposed: list[Theme], backed: list[Theme], now: datetime) -> None:
    """One notice; it leads to the theme, or to all that was collected where it tells of several."""
    with notices.in_language_of(person):
        said = {"meeting": collection.title}
        paragraphs = []
        if proposed:
            paragraphs += [_("At “%(meeting)s” this was proposed in your name:") % said, _lines(proposed)]
        if backed:
            paragraphs += [_("At “%(meeting)s” you raised your hand for this:") % said, _lines(backed)]
        paragraphs.append(_("You get a mail each time something becomes of it. Is it wrong? Then withdraw it."))
        subject = _("What was noted in your name at “%(meeting)s”") % said
        about = [*proposed, *backed]
        path = reverse("themes:list") + f"?collected={collection.pk}"
        if len(about) == 1:
            path = reverse("themes:show", args=[about[0].pk])
        notices.tell(person=person, subject=subject, text="\n\n".join(paragraphs), path=path, now=now)


def _lines(themes: list[Theme]) -> str:
    return "\n".join(f"- {theme.title}" for theme in themes)
