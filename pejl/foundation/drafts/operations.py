"""Keeping and dropping drafts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejl.foundation.drafts.models import Draft, Sent
from pejl.foundation.privacy import cpr
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow

RowT = TypeVar("RowT", bound=SpaceRow)

LARGEST = 200_000  # characters of one draft, all fields together
PLACE = re.compile(r"[a-z]+:[a-z_]+(:[0-9a-f-]{36})?")


def keep(*, place: str, fields: Mapping[str, str], by: Person, now: datetime) -> Draft:
    """Keep what is typed so far in one place; fields left out stay as they were kept.

    ``place`` is ``module:form`` or ``module:form:id``. Raises Invalid for an unknown place or a draft that is too
    large, and CprFound for a CPR number in any field; the fields beside it are kept all the same.
    """
    if not PLACE.fullmatch(place):
        raise Invalid(_("This form cannot keep drafts."), field="place")
    clean, refusals = {}, []
    for name, text in fields.items():
        try:
            cpr.refuse(text, field=name)
            clean[name] = text
        except cpr.CprFound as refusal:
            refusals.append(refusal)
    draft = _keep(place, clean, by, now)
    if refusals:
        raise refusals[0]
    return draft


@transaction.atomic
def _keep(place: str, fields: Mapping[str, str], by: Person, now: datetime) -> Draft:
    draft = Draft.objects.visible_to(by).filter(place=place).first() or Draft(person=by, place=place, fields={})
    draft.fields = {**draft.fields, **fields}
    if len(json.dumps(draft.fields)) > LARGEST:
        raise Invalid(_("This is too much for one draft. Shorten it, or send what you have."))
    draft.saved_at = now
    draft.save()
    return draft


@transaction.atomic
def drop(*, place: str, by: Person) -> None:
    """Forget a draft: it was sent, or given up."""
    Draft.objects.visible_to(by).filter(place=place).delete()


@transaction.atomic
def once(do: Callable[[], RowT], *, client_id: UUID | None, by: Person, now: datetime, place: str = "") -> UUID:
    """Do what a form asks for, the first time it is sent; returns the id of what came of it, every time.

    The draft kept at ``place`` is dropped. A refusal raised by ``do`` leaves nothing behind, so the form can be
    mended and sent again. Without a ``client_id`` nothing can be recognised, and ``do`` is simply done.
    """
    if client_id is None:
        return do().pk
    try:
        with transaction.atomic():
            sent = Sent.objects.create(client_id=client_id, person=by, at=now)
    except IntegrityError:
        return _result_of(client_id, by)
    sent.result_id = do().pk
    sent.save(update_fields=["result_id"])
    if place:
        drop(place=place, by=by)
    return sent.result_id


def _result_of(client_id: UUID, by: Person) -> UUID:
    """What the form's first sending led to; it is committed, or the unique key would have let us through."""
    result: UUID = Sent.objects.values_list("result_id", flat=True).get(client_id=client_id, person=by)
    return result
