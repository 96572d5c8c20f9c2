"""What the API's description promises to whoever reads it."""

from __future__ import annotations

import typing
import uuid
from collections.abc import Iterator
from enum import Enum

import pytest
from pydantic import BaseModel

from pejl.api.api import api

DESCRIPTION = api.get_openapi_schema(path_prefix="/api/v1/")
OPERATIONS = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, methods in DESCRIPTION["paths"].items()
    for method, operation in methods.items()
]


def described() -> Iterator[type]:
    """Every schema and enumeration that an endpoint takes or gives."""
    seen: set[type] = set()
    for _, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in (*operation.models, *operation.response_models.values()):
                    if model is not None and hasattr(model, "model_fields"):
                        yield from _within(model, seen)


def _within(annotation: typing.Any, seen: set[type]) -> Iterator[type]:
    for part in typing.get_args(annotation):
        yield from _within(part, seen)
    if not isinstance(annotation, type) or annotation in seen:
        return
    seen.add(annotation)
    if issubclass(annotation, Enum):
        yield annotation
    elif issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _within(field.annotation, seen)


def test_names_in_the_description_mean_one_thing():
    """Two schemas of one name would overwrite each other in the description."""
    ours = [one for one in described() if one.__module__.startswith("pejl.")]
    shown = set(DESCRIPTION["components"]["schemas"])
    assert shown & {one.__name__ for one in ours} == set()
    assert {f"{one.__module__.split('.')[1].capitalize()}{one.__name__}" for one in ours} >= {
        name for name in shown if not name.startswith(("Paged", "Input", "NinjaPagination"))
    }
    assert {"ThemesState", "MeetingsState", "GuidanceState"} <= shown


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described(method, path, operation):
    """A readable id, a sentence, and a token to come with."""
    assert operation["operationId"].isidentifier()
    assert operation.get("summary")
    assert operation.get("description")
    assert operation.get("security")


def test_operation_ids_are_unique():
    names = [parameter.values[2]["operationId"] for parameter in OPERATIONS]
    assert sorted(names) == sorted(set(names))


def test_description_is_served(client, db):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Pejl"


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_reached_at_its_address(client, db, method, path, operation):
    """The first router with a path answers for all its methods: one path in two routers leaves some unreachable."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            value = "1" if parameter["schema"].get("type") == "integer" else str(uuid.uuid4())
            path = path.replace(f"{{{parameter['name']}}}", value)
    answer = client.generic(method.upper(), path)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
