"""``migrate``, then the walls between spaces: derived from the models, so re-made after every change of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from pejl.foundation.tenancy import walls


class Command(migrate.Command):
    """Django's own, as the role that owns the tables, followed by grants and walls."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == "default" and "owner" in settings.DATABASES:
            options["database"] = "owner"
        is_only_a_look = options["plan"] or options["check_unapplied"]
        connection = connections[options["database"]]
        if connection.vendor == "sqlite" and not is_only_a_look:
            # SQLite changes a table by making it anew: a trigger of another table that reads it forbids the renaming.
            walls.take_down_all(connection)
        super().handle(*args, **options)
        if is_only_a_look:
            return
        call_command("createcachetable", database=options["database"], verbosity=0)
        walls.raise_all(connection)
        if connection.vendor == "postgresql":
            self._grant(connection)

    def _grant(self, connection: Any) -> None:
        """The application's role reads and writes rows; it owns no table."""
        role = connections["default"].settings_dict["USER"]
        quoted = connection.ops.quote_name(role)
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
