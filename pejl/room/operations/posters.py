"""Posters of paper, photographed: kept as pictures, their text typed in as cards beside them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.files import operations as files
from pejl.foundation.files.examining import Examined
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.permissions import require_takes_part
from pejl.room import permissions, policies
from pejl.room.models import Poster
from pejl.room.names import coarse
from pejl.room.operations.telling import is_nobodys_board, tell_of_poster


@transaction.atomic
def keep_poster(*, item: AgendaItem, file: Examined, by: Person, now: datetime) -> Poster:
    """Keep a photograph of a board's poster, looked over already; the same picture twice is one poster.

    Who keeps it stands with the file. On a board without authors not the minute: who photographs often types in what
    stands there, and two exact times beside each other would tell.
    """
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "parent").get(pk=item.pk)
    require_takes_part(by, item.meeting)
    policies.require_board_open(item)
    policies.require_picture(file)
    if (same := _kept_already(item, file)) is not None:
        return same
    moment = coarse(now) if is_nobodys_board(item) else now
    kept = files.keep_examined(examined=file, by=by, now=moment)
    poster: Poster = Poster.objects.create(meeting=item.meeting, item=item, file=kept, kept_by=by, kept_at=moment)
    tell_of_poster("poster.kept", poster, by=by, now=now)
    return poster


@transaction.atomic
def take_poster_away(*, poster: Poster, by: Person, now: datetime) -> None:
    """Delete a photograph; the cards that were typed from it stay."""
    poster = Poster.objects.select_related("meeting", "item__parent", "file").get(pk=poster.pk)
    permissions.require_may_take_poster_away(by, poster)
    policies.require_open(poster.meeting)
    tell_of_poster("poster.taken_away", poster, by=by, now=now)
    kept = poster.file
    poster.delete()
    files.let_go(file=kept)


def _kept_already(item: AgendaItem, file: Examined) -> Poster | None:
    """The poster with this picture: sent again after a lost connection it is not doubled."""
    same: Poster | None = Poster.objects.filter(item=item, file__digest=file.digest).first()
    return same
