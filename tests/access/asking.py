"""Sending one request as one role, and undoing what it did."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from tests.access import house, sending
from tests.access.doors import Door
from tests.access.roles import ANONYMOUS, LEFT
from tests.access.situations import Situation, World
from tests.people import NOW


class Asker:
    """Everybody at once: one browser that puts on each role's session, one program that carries each role's token.

    All sign in and look at their first page; only then does one of them leave.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client(raise_request_exception=False)
        self.sessions = {role: self._session(role) for role in world.people}
        self.tokens = {role: self._token(role) for role in world.people}
        with scopes.scope(world.space.pk):
            Person.objects.filter(pk=world.people[LEFT].pk).update(left_on=NOW.date() - timedelta(days=1))
            world.situations[""] |= house.staff_file(world.people)

    def become(self, role: str) -> Client:
        """The browser, with this role's session in it."""
        self.client.cookies.clear()
        if role != ANONYMOUS:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return self.client

    def status(self, door: Door, method: str, on: str, role: str) -> int:
        """What is answered, as the matrix says it; the database is as before afterwards."""
        with transaction.atomic():
            answer = self.send(door, method, self.world.situation(on, role), role)
            transaction.set_rollback(True)
        return as_in_matrix(answer)

    def send(
        self, door: Door, method: str, situation: Situation, role: str, more: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One request with the smallest input that does its work; ``more`` is sent beside it."""
        client = self.become(role)
        path = "/" + door.address.path({name: situation.parameter(name) for name in door.address.parameters})
        path = path.replace("//", "/")
        if query := sending.query_of(door.name, situation):
            path += "?" + urlencode(query)
        headers = dict(sending.HEADERS.get(door.name, {}))
        if door.is_api and role != ANONYMOUS:
            headers["Authorization"] = f"Bearer {self.tokens[role]}"
        return client.generic(method, path, headers=headers, **_content(door, method, situation, more or {}))

    def _session(self, role: str) -> str:
        client = Client()
        client.force_login(self.world.people[role].account, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get("/").status_code == 200
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def _token(self, role: str) -> str:
        person = self.world.people[role]
        with scopes.scope(person.space_id):
            return tenancy.give_token(person=person, label="access", now=NOW)


def as_in_matrix(answer: HttpResponse) -> int:
    """302 for being sent to sign in first and then back, 303 for being sent anywhere else."""
    if answer.status_code not in (302, 303):
        return answer.status_code
    path, _mark, query = answer.headers["Location"].partition("?")
    return 302 if path == resolve_url(settings.LOGIN_URL) and "next=" in query else 303


def _content(door: Door, method: str, situation: Situation, more: dict[str, Any]) -> dict[str, Any]:
    if method == "GET":
        return {}
    body = sending.body_of(door.name, situation)
    if door.name in sending.AS_FILE:
        return {"data": encode_multipart(BOUNDARY, more | body), "content_type": MULTIPART_CONTENT}
    if door.is_api or door.name in sending.AS_JSON:
        said = more | body if isinstance(body, dict) else body
        return {"data": "" if said is None else json.dumps(said, default=str), "content_type": "application/json"}
    data = urlencode({**more, **(body or {})}, doseq=True)
    return {"data": data, "content_type": "application/x-www-form-urlencoded"}
