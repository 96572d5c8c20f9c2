"""The one API token whose text is kept, in a file of the data folder that only the owner can read: the demo's."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from pejl.foundation import clock
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space, Token
from pejl.organisation import demo as organisation
from pejl.wiring import demo


def path() -> Path:
    """Where it is kept."""
    return Path(settings.DATA) / "demo-token"


def keep(text: str) -> None:
    """Write it down, readable by the owner only from its first moment."""
    path().unlink(missing_ok=True)
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def kept() -> str:
    """What was written down; empty where nothing was."""
    return path().read_text().strip() if path().exists() else ""


def keep_usable() -> None:
    """Leave a token that opens something as it is; where the file is lost or from another database, give a new one."""
    if _opens_something(kept()):
        return
    with scopes.scope(Space.objects.get(name=demo.HOME["name"]).pk):
        person = Person.objects.get(account__email=organisation.address_of(demo.TOKEN_OF, demo.HOME))
        keep(tenancy.give_token(person=person, label=demo.TOKEN_LABEL, now=clock.now()))


def _opens_something(text: str) -> bool:
    space_id = Token.space_in(text)
    if space_id is None:
        return False
    with scopes.scope(space_id, read_only=True):
        return Token.objects.filter(digest=Token.digest_of(text), revoked_at=None).exists()
