"""Every address with each of its methods: what the matrix must say something about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import resolve

from pejl.api.api import api
from tests.canary.addresses import PARAMETERS, Address, all_addresses

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
API = "api/v1"
SIGNING_IN = "signing in"
# What one does at addresses whose functions are not ours to describe.
OTHERS = {
    "api:api-root": "Nothing: there is no page here.",
    "api:openapi-json": "Read the description of the API.",
}
NIL = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Door:
    """One address: the name of its page, or the id of its operation in the API, and the function behind it."""

    name: str
    address: Address
    view: Callable[..., Any]
    methods: tuple[str, ...] = ()

    @property
    def is_api(self) -> bool:
        """Whether programs use it."""
        return self.address.route.startswith(API)

    @property
    def words(self) -> str:
        """What one does there: the first sentence of its function."""
        view = getattr(self.view, "view_class", self.view)
        return OTHERS.get(self.name) or (view.__doc__ or "").strip().partition("\n")[0]

    @property
    def module(self) -> str:
        """The part of Pejl that answers; signing in is allauth's and our foundation's."""
        if self.name.startswith("api:"):
            return "api"
        package, *inside = getattr(self.view, "view_class", self.view).__module__.split(".")
        return inside[0] if package == "pejl" and inside[0] != "foundation" else SIGNING_IN


def every_door() -> dict[str, Door]:
    """All of them by name."""
    doors = [*_operations(), *_pages()]
    by_name = {door.name: door for door in doors}
    assert len(by_name) == len(doors), "two addresses have one name"
    return by_name


def methods_of(door: Door, client: Client) -> tuple[str, ...]:
    """The methods that it answers: an operation says so itself, a page when it is asked for one that nobody has.

    HEAD is answered as GET and OPTIONS tells nothing; neither is in the matrix.
    """
    if door.methods:
        return door.methods
    answer = client.generic("PROPFIND", _somewhere(door.address))
    allowed = answer.headers.get("Allow", "GET, POST") if answer.status_code == 405 else "GET, POST"
    return tuple(method for method in METHODS if method in allowed.split(", "))


def _operations() -> Iterator[Door]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                route = f"{API}{prefix}{path}".replace("{", "<").replace("}", ">")
                parameters = tuple(part.split(">")[0] for part in route.split("<")[1:])
                methods = tuple(operation.methods)
                yield Door(operation.operation_id, Address(route, "", parameters), operation.view_func, methods)


def _pages() -> Iterator[Door]:
    for address in all_addresses():
        if not address.route.startswith(f"{API}/") or address.name in ("api:api-root", "api:openapi-json"):
            yield Door(address.name.removeprefix(":"), address, resolve(_somewhere(address)).func)


def _somewhere(address: Address) -> str:
    """A path that leads to the address, whatever stands there."""
    return address.path({name: NIL if name in PARAMETERS else "1" for name in address.parameters})
