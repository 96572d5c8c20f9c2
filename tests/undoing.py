"""What a request does to the database, seen and then undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

WRITES = ("INSERT", "UPDATE", "DELETE", "ALTER", "CREATE", "DROP")


@contextmanager
def undone() -> Iterator[list[str]]:
    """Run in a savepoint that is rolled back; the list holds how each statement that wrote begins."""
    wrote: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and "login_session" not in sql:
            wrote.append(sql[:100])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield wrote
        transaction.set_rollback(True)


def written(statements: Iterable[str], among: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Those models whose tables these statements wrote to."""
    said = list(statements)
    return [model for model in among if any(f'"{model._meta.db_table}"' in statement for statement in said)]
