"""What is asked of imports."""

from __future__ import annotations

from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation.models import Import, ImportQuerySet
from pejl.organisation.names import ImportState
from pejl.organisation.queries.people import colleagues


def imports_of(person: Person) -> ImportQuerySet:
    """The person's own imports, newest first; those let go are not listed."""
    own: ImportQuerySet = Import.objects.visible_to(person).exclude(state=ImportState.DROPPED)
    return own.order_by("-at", "id").defer("rows", "changes", "faults")


def uninvited(done: Import) -> PersonQuerySet:
    """Those of the file who can be mailed and have no way in."""
    addresses = {row["email"] for row in done.rows if row["email"]}
    if done.state != ImportState.DONE:
        addresses = set()
    return colleagues().filter(email__in=addresses, account=None)
