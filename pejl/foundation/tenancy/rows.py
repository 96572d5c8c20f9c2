"""The base of every row that belongs to a space: random key, scoped manager, and no way across.

Django's own ways around a filtered manager (forward foreign keys, ``refresh_from_db``, saving or deleting by
primary key, ``bulk_create``) are closed here; the database closes them again (``walls.py``).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from pejl.foundation.tenancy import scopes


class ForeignSpace(RuntimeError):
    """A row of another space was about to be written: a bug, never a person's mistake."""


class AppendOnlyRow(RuntimeError):
    """A row that somebody vouched for was about to be changed: a bug, never a person's mistake."""


RowT_co = TypeVar("RowT_co", bound=models.Model, covariant=True)


class SpaceQuerySet(models.QuerySet[RowT_co]):
    """What every queryset of space rows can do."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, after checking that every row stays in this space."""
        rows = list(objs)
        for row in rows:
            row.check_space()
        return super().bulk_create(rows, *args, **kwargs)


class SpaceManager(models.Manager.from_queryset(SpaceQuerySet)):  # type: ignore[misc]
    """Sees the rows of the entered space only; outside a scope it refuses to look at all."""

    def get_queryset(self) -> SpaceQuerySet[Any]:
        rows: SpaceQuerySet[Any] = super().get_queryset()
        if not scopes.is_wall_up():
            return rows
        return rows.filter(space_id=scopes.current_space())

    def none(self) -> SpaceQuerySet[Any]:
        """No rows: needs no space, so that forms can name a model before anybody is in one."""
        empty: SpaceQuerySet[Any] = super().get_queryset().none()
        return empty


class SpaceRow(models.Model):
    """A row of one space.

    A subclass adds its queryset's vocabulary by ``objects = SpaceManager.from_queryset(ThemeQuerySet)()``, declares
    its fields in ``data = declare(...)`` and, where somebody vouches for the row, sets ``append_only = True``.
    """

    append_only = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(
        "tenancy.Space", on_delete=models.PROTECT, related_name="+", default=scopes.current_space, editable=False
    )

    objects = SpaceManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.check_space()
        if self.append_only and not self._state.adding:
            raise AppendOnlyRow(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.check_space()
        if self.append_only:
            raise AppendOnlyRow(type(self).__name__)
        return super().delete(*args, **kwargs)

    def check_space(self) -> None:
        """Raise ForeignSpace unless the row belongs to the entered space."""
        if scopes.is_wall_up() and self.space_id != scopes.current_space():
            raise ForeignSpace(f"{type(self).__name__} of another space")

    def again(self) -> Self:
        """The row as the database has it now."""
        return type(self).objects.get(pk=self.pk)
