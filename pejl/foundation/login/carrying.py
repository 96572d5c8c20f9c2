"""A form that came from somebody whose session had ended: its fields travel through the sign-in and back to the person.

They are stored nowhere on the way. The page itself holds them, sealed with the installation's key together with whose
session it was, so that nobody else who signs in at the same machine gets to read or send them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from pejl.foundation.login.models import Session
from pejl.foundation.privacy import cpr

FIELD = "carried"
SALT = "pejl.carried"
LASTS_SECONDS = 60 * 60
MOST_CHARACTERS = 500_000
# Never carried: the token is the old session's, and secrets are typed anew.
LEFT_OUT = ("csrfmiddlewaretoken", "password", "old_password", "again", "code", "credential", "link", FIELD)


@dataclass(frozen=True)
class Carried:
    """What was sent where: the fields in their order, and the names of files, which cannot come along."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    had_cpr: bool
    account_id: str

    @property
    def texts(self) -> list[str]:
        """What a person has written, for showing it: not what the form itself put there."""
        return [text for name, text in self.fields if text.strip() and not name.endswith(("_id", "_ids", "version"))]

    def seal(self) -> str:
        """As it stands in the sign-in page."""
        told = [self.path, self.fields, self.files, self.had_cpr, self.account_id]
        return signing.dumps(told, salt=SALT, compress=True)


def of(request: HttpRequest) -> Carried | None:
    """What this request brought; None where it brought nothing worth carrying, or too much."""
    found = [(name, text) for name, texts in request.POST.lists() if name not in LEFT_OUT for text in texts]
    if not found or sum(len(text) for _name, text in found) > MOST_CHARACTERS:
        return None
    clean = [(name, cpr.remove(text)) for name, text in found]
    files = [cpr.remove(file.name or "") for _name, file in request.FILES.items() if not isinstance(file, list)]
    return Carried(request.get_full_path(), clean, files, clean != found, _whose(request))


def opened(sealed: str) -> Carried | None:
    """What a sign-in page carries; None for what is too old or was never ours."""
    try:
        path, fields, files, had_cpr, account_id = signing.loads(sealed, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Carried(path, [(name, text) for name, text in fields], files, had_cpr, account_id)


def for_account(sealed: str, account_id: str) -> Carried | None:
    """The same, for whoever has signed in now: nothing where it was somebody else's."""
    carried = opened(sealed)
    return carried if carried and carried.account_id in ("", account_id) else None


def _whose(request: HttpRequest) -> str:
    """Whose session this was; empty where its row is gone."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    account_id = Session.objects.filter(pk=key).values_list("account_id", flat=True).first()
    return str(account_id or "")
