"""Model fields that keep the keys of another field, filled by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from pejl.foundation.search.keys import search_key, sort_key

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _CharField, _TextField = models.CharField, models.TextField

# Order and comparison by bytes; each database has its own name for it.
_BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}


class _Key:
    """Follows the field named by ``of`` whenever a row is saved or created in bulk.

    ``update`` and ``save(update_fields=…)`` write only what they are told: name the key there too.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    @staticmethod
    def key(text: str) -> str:
        raise NotImplementedError

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        for implied in ("editable", "blank", "default"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        key = self.key(getattr(instance, self.of) or "")
        setattr(instance, self.name, key)  # type: ignore[attr-defined]
        return key

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        return {**super().db_parameters(connection), "collation": _BY_BYTES[connection.vendor]}  # type: ignore[misc]


class SearchKey(_Key, _TextField):
    """Where to look with ``contains=search_key(what)``."""

    key = staticmethod(search_key)


class SortKey(_Key, _CharField):
    """What to order by."""

    key = staticmethod(sort_key)

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, of=of, **{**kwargs, "max_length": 200})

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "max_length"}
