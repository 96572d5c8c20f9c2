"""Who is asking, and in which space: entered before the page runs, left when it has answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Account, Person, PersonQuerySet, Token, seats_of

SEAT, SEAT_NAME = "pejl_space", "pejl_space_name"
READING = ("GET", "HEAD", "OPTIONS", "TRACE")

Answer = Callable[[HttpRequest], HttpResponse]


def space_middleware(get_response: Answer) -> Answer:
    """Enter the space of the session, or of the API token, and say who the person is there.

    ``request.person`` is the Person, or None for a stranger. A request that only reads runs where the database
    refuses writes.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.person = None  # type: ignore[attr-defined]
        secret = _bearer(request)
        space_id = Token.space_in(secret) if secret else _seat(request)
        if space_id is None:
            return get_response(request)
        with scopes.scope(space_id, read_only=request.method in READING):
            request.person = _by_token(secret) if secret else _by_account(request)  # type: ignore[attr-defined]
            return get_response(request)

    return answer


def _bearer(request: HttpRequest) -> str:
    """The API token of the request; only the API takes one."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    is_api = request.path.startswith("/api/")
    return secret.strip() if is_api and scheme.lower() == "bearer" else ""


def _seat(request: HttpRequest) -> UUID | None:
    """The space this session works in: the one chosen, else the account's first."""
    if request.path.startswith("/api/") or not request.user.is_authenticated:
        return None
    if SEAT_NAME not in request.session:
        _take_seat(request)
    chosen = request.session.get(SEAT)
    return UUID(chosen) if chosen else None


def _take_seat(request: HttpRequest) -> None:
    """Remember the space chosen at login, else the first, and what it is called."""
    seats = {str(space_id): name for space_id, _person_id, name in seats_of(cast(Account, request.user))}
    chosen = request.session.get(SEAT)
    if chosen not in seats:
        chosen = next(iter(seats), None)
    if chosen is not None:
        request.session[SEAT], request.session[SEAT_NAME] = chosen, seats[chosen]


def _by_account(request: HttpRequest) -> Person | None:
    return next(iter(_seated(request.user.pk)), None)


@composed
def _seated(account_id: UUID) -> PersonQuerySet:
    return Person.objects.present().filter(account_id=account_id)


def _by_token(secret: str) -> Person | None:
    tokens = Token.objects.filter(digest=Token.digest_of(secret), revoked_at=None, person__left_on=None)
    token = tokens.select_related("person", "person__account").first()
    if token is None or (token.person.account and not token.person.account.is_active):
        return None
    return token.person
