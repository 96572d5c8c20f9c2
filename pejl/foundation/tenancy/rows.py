"""The base of every row that belongs to a space: random key, scoped manager, and no way across.

Django's own ways around a filtered manager (forward foreign keys, ``refresh_from_db``, saving or deleting by
primary key, ``bulk_create``) are closed here; the database closes them again (``walls.py``).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache
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
        if not scopes.is_wall_up():
            return super().get_queryset()
        return _rows_of(self._queryset_class, self.model, self._db, scopes.current_space()).all()

    def none(self) -> SpaceQuerySet[Any]:
        """No rows: needs no space, so that forms can name a model before anybody is in one."""
        empty: SpaceQuerySet[Any] = super().get_queryset().none()
        return empty


@lru_cache(maxsize=4096)
def _rows_of(
    queryset: type[SpaceQuerySet[Any]], model: type[models.Model], using: str | None, space_id: uuid.UUID
) -> SpaceQuerySet[Any]:
    """The rows of one space, never read themselves: a page begins a dozen queries so, and copying one is quicker."""
    return queryset(model=model, using=using).filter(space_id=space_id)


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
