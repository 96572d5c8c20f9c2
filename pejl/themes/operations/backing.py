"""Needing a theme too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.themes import permissions, policies
from pejl.themes.models import Backing, Collection, Theme
from pejl.themes.names import BackingKind
from pejl.themes.operations.moving import count_backers, held


@transaction.atomic
def back(*, theme: Theme, kind: str, words: str, by: Person, now: datetime) -> Backing:
    """Say that one needs the theme too, with an own question or example; said again, what one adds is changed."""
    permissions.require_may_back(by, theme)
    theme, _none = held(theme)
    policies.require_backable(theme)
    policies.require_backing(kind, words)
    backing = _standing(theme, by) or _begun(theme, by, now)
    backing.kind, backing.words = kind, words.strip()
    backing.save()
    count_backers(theme)
    audit.record("theme.backed", theme, by=by, now=now)
    return backing


@transaction.atomic
def stop_backing(*, theme: Theme, by: Person, now: datetime) -> None:
    """Take it back, with the words that came with it; nothing happens to who does not back it."""
    theme, _none = held(theme)
    standing = Backing.objects.standing().filter(theme=theme, person=by)
    if standing.update(withdrawn_at=now, words="", kind=BackingKind.NEED):
        count_backers(theme)
        audit.record("theme.backing_ended", theme, by=by, now=now)


@transaction.atomic
def back_by_hand(*, collection: Collection, theme: Theme, person: Person, by: Person, now: datetime) -> Backing:
    """Note at a department meeting who raised a hand for a theme; who backs it already does so still."""
    permissions.require_may_collect(by, day_of(now))
    collection = Collection.objects.select_for_update().get(pk=collection.pk)
    policies.require_going_on(collection)
    policies.require_colleague(person)
    theme, _none = held(theme)
    policies.require_hand(theme, person)
    policies.require_backable(theme)
    backing = _standing(theme, person)
    if backing is None:
        backing = _begun(theme, person, now, collection)
        backing.save()
        count_backers(theme)
        audit.record("theme.backed", theme, by=by, now=now)
    return backing


def _standing(theme: Theme, person: Person) -> Backing | None:
    found: Backing | None = Backing.objects.standing().filter(theme=theme, person=person).first()
    return found


def _begun(theme: Theme, person: Person, now: datetime, collection: Collection | None = None) -> Backing:
    """A backing from now on, of who has none, or took it back."""
    backing = Backing.objects.filter(theme=theme, person=person).first() or Backing(theme=theme, person=person)
    backing.at, backing.withdrawn_at, backing.collected_at = now, None, collection
    return backing
