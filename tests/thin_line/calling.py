"""A person's program."""

from __future__ import annotations

import json
from typing import Any

from pejl.foundation.tenancy.models import Person


class Caller:
    """A person's program: sends JSON, expects a status, returns what came back."""

    def __init__(self, person: Person, client: Any) -> None:
        self.person, self.client = person, client

    def __call__(self, method: str, path: str, body: Any = None, *, status: int = 200, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            data="" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.content.decode()[:400]}"
        return answer.json() if answer.content and "json" in answer.headers["Content-Type"] else answer.content
