"""Nothing of another job centre is seen, guessed or changed, at any address, by any method, in any role.

Two job centres hold a row of every model. Somebody of the first walks every address with the other's ids in path,
query, form, JSON and headers. The walk is repeated with each of the two walls taken down, since each must hold alone,
and ten planted leaks show that it can fail.
"""

from __future__ import annotations

import json
import os
import random
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from pejl.api.api import api
from pejl.foundation.tenancy import operations, scopes, walls
from tests.canary import world
from tests.canary.addresses import PARAMETERS, PLAIN, Address, all_addresses
from tests.canary.inputs import body_of, every_name, forms_in, stands_for
from tests.canary.walk import MOMENT, UUID, Trace, Walker, first_difference
from tests.canary.world import CANARY, OWN, Centre
from tests.people import NOW

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("stranger", "guest", "colleague", "leader")
# How much is walked. sample: a third of the addresses, mostly as they are meant. full: every address by every method
# as whoever reaches farthest; in the other roles mostly as they are meant, for a method that is not meant is refused
# before anybody asks who calls; and with a wall down mostly as they are meant, in the other roles a third of them.
# whole: all of it.
EXTENT = os.environ.get("PEJL_CANARY", "sample")
SAMPLE_OF_ADDRESSES = 0.35
SAMPLE_OF_METHODS = 0.12

pytestmark = [pytest.mark.canary, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def no_time_passes() -> Iterator[None]:
    """Two answers must not differ because a second went by between them."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def centres(db: None) -> tuple[Centre, Centre]:
    return world.build("Nordager", OWN), world.build("Sønderskov", CANARY)


@pytest.fixture
def walker(centres: tuple[Centre, Centre]) -> Walker:
    return Walker(*centres)


@pytest.fixture
def scopes_down(settings: Any) -> None:
    """The first wall taken down: managers no longer filter."""
    settings.PEJL_SCOPES = False


@pytest.fixture
def security_down(transactional_db: None) -> Iterator[None]:
    """The second wall taken down: the database hides nothing."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        for model in walls.space_models():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE ROW LEVEL SECURITY')
    yield
    connections["default"].close()
    walls.raise_all(owner)
    owner.close()


def browser(centre: Centre, role: str) -> Client:
    """A browser in which somebody of the job centre is logged in."""
    client = Client(raise_request_exception=False)
    if role == "stranger":
        return client
    with scopes.scope(centre.space.pk):
        person = (
            centre.row("tenancy.Person")
            if role == "leader"
            else world.colleague(centre, role, is_guest=role == "guest")
        )
        client.force_login(person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def program(centre: Centre, role: str) -> Client:
    """A program that carries the person's token."""
    if role == "stranger":
        return Client(raise_request_exception=False)
    with scopes.scope(centre.space.pk):
        person = (
            centre.row("tenancy.Person")
            if role == "leader"
            else world.colleague(centre, role, is_guest=role == "guest")
        )
        secret = operations.give_token(person=person, label="walk", now=NOW)
    return Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("role", ROLES)
def test_no_address_tells_of_another_job_centre(walker: Walker, role: str) -> None:
    walk(walker, role)
    report(walker, role)


if connection.vendor == "postgresql":

    @pytest.mark.parametrize("role", ROLES)
    def test_no_address_tells_with_the_managers_unfiltered(walker: Walker, role: str, scopes_down: None) -> None:
        walk(walker, role, is_wall_down=True)
        report(walker, role)

    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    @pytest.mark.parametrize("role", ROLES)
    def test_no_address_tells_with_row_level_security_off(security_down: None, role: str) -> None:
        walker = Walker(world.build("Nordager", OWN), world.build("Sønderskov", CANARY))
        walk(walker, role, is_wall_down=True)
        report(walker, role)


def test_the_other_job_centre_sees_its_own(centres: tuple[Centre, Centre]) -> None:
    """The canary sings at home: what the walk looks for would be found if it were shown."""
    _, other = centres
    client = browser(other, "leader")
    theme = other.row("themes.Theme")
    answer = client.get(f"/temaer/{theme.pk}/")
    assert answer.status_code == 200
    assert CANARY in answer.content.decode()


def report(walker: Walker, role: str) -> None:
    print(f"{walker.sent} requests as {role}, {len(walker.traces)} traces")
    assert "\n".join(str(trace)[:400] for trace in walker.traces[:20]) == ""
    assert walker.sent > (100 if EXTENT == "sample" else 1000)


def walk(walker: Walker, role: str, *, only: tuple[str, ...] = (), is_wall_down: bool = False) -> None:
    """Every address, page and API, in one role; with ``only`` all of those whose route begins so."""
    every_address = only or EXTENT == "whole" or (EXTENT == "full" and (role == "leader" or not is_wall_down))
    every_method = only or EXTENT == "whole" or (EXTENT == "full" and role == "leader" and not is_wall_down)
    page_client, api_client = browser(walker.own, role), program(walker.own, role)
    description = api.get_openapi_schema(path_prefix="/api/v1/")
    forms = list(_forms_of(page_client, walker.own))
    fillings = _fillings(sorted(every_name(description, iter(forms))), walker.other)
    chance = random.Random(role)
    for address in all_addresses():
        if not address.route.startswith(only or ""):
            continue
        if not every_address and chance.random() > SAMPLE_OF_ADDRESSES:
            continue
        client = api_client if address.route.startswith("api/") else page_client
        for method in METHODS:
            if every_method or _is_meant(address, method, description) or chance.random() < SAMPLE_OF_METHODS:
                _walk_address(walker, client, address, method, fillings, description)
    for form in forms if not only else []:
        _walk_form(walker, page_client, form)


def _walk_address(
    walker: Walker,
    client: Client,
    address: Address,
    method: str,
    fillings: Sequence[Filling],
    description: dict[str, Any],
) -> None:
    own, foreign = _ids(address, walker.own), _ids(address, walker.other)
    unknown = {name: value if name in PLAIN else uuid.uuid4() for name, value in own.items()}
    body = _body(address, method, description, walker.own)
    keys = [name for name in address.parameters if name in PARAMETERS]
    if keys:
        _pair(walker, client, method, address, foreign, unknown, keys, body)
    if len(keys) > 1:
        mixed = {**own, keys[-1]: foreign[keys[-1]]}, {**own, keys[-1]: unknown[keys[-1]]}
        _pair(walker, client, method, address, *mixed, keys[-1:], body)
    _with_own_path(walker, client, method, address.path(own), fillings, address, description)


def _pair(
    walker: Walker,
    client: Client,
    method: str,
    address: Address,
    one: Any,
    two: Any,
    keys: list[str],
    body: dict[str, Any],
) -> None:
    asked, never = uuid.UUID(str(one[keys[0]])), uuid.UUID(str(two[keys[0]]))
    foreign_path, unknown_path = address.path(one), address.path(two)
    for key in keys[1:]:
        # Only one id can be masked; the others must not stand in the answer at all.
        two = {**two, key: two[key]}
    foreign = walker.ask(client, method, foreign_path, asked, **body)
    unknown = walker.ask(client, method, unknown_path, never, **body)
    for key in keys[1:]:
        foreign.body = foreign.body.replace(str(one[key]).encode(), b"ALSO")
        unknown.body = unknown.body.replace(str(two[key]).encode(), b"ALSO")
        foreign.headers = tuple((n, v.replace(str(one[key]), "ALSO")) for n, v in foreign.headers)
        unknown.headers = tuple((n, v.replace(str(two[key]), "ALSO")) for n, v in unknown.headers)
    walker.compare(f"{method} /{address.route}", foreign, unknown)


@dataclass(frozen=True)
class Filling:
    """Ids for every name that any form or endpoint knows: the other job centre's, or one that never was."""

    choose: Callable[[str], uuid.UUID]
    query: str


def _fillings(names: Sequence[str], other: Centre) -> tuple[Filling, Filling]:
    stranger = uuid.uuid4()
    choices = (lambda name: other.row(stands_for(name, other)).pk), (lambda name: stranger)
    foreign, unknown = (Filling(choose, urlencode([(name, choose(name)) for name in names])) for choose in choices)
    return foreign, unknown


def _with_own_path(
    walker: Walker,
    client: Client,
    method: str,
    path: str,
    fillings: Sequence[Filling],
    address: Address,
    description: dict[str, Any],
) -> None:
    """An own address, with foreign ids in the query, in headers, in the form and in the JSON."""
    body = _body(address, method, description, walker.own, is_short=True)
    walker.ask(client, method, path, None, **body)  # as it is meant, so that it does its work and sends its mails
    answers = []
    for filling in fillings:
        headers = {"X-Tenant": str(filling.choose("space")), "Idempotency-Key": str(filling.choose("person"))}
        if address.route.startswith("api/"):
            body = _body(address, method, description, walker.own, filling.choose)
        else:
            body = {"data": filling.query, "content_type": "application/x-www-form-urlencoded"}
        answers.append(walker.ask(client, method, f"{path}?{filling.query}", None, headers=headers, **body))
    foreign, unknown = answers
    text = _without_ids(foreign.raw, walker)
    other_text = _without_ids(unknown.raw, walker, fillings[1].choose(""))
    if (foreign.status, text) != (unknown.status, other_text):
        told = f"foreign ids in its input answered by {foreign.status}, unknown ones by {unknown.status}: "
        walker.traces.append(Trace(f"{method} {path.partition('?')[0]}", told + first_difference(text, other_text)))


def _without_ids(text: str, walker: Walker, *more: uuid.UUID) -> str:
    """Ids that were sent may come back as they were sent; nothing else may differ."""
    for one in [*(row.pk for row in walker.other.rows.values()), *more]:
        text = text.replace(str(one), "SENT")
    return MOMENT.sub("MOMENT", UUID.sub("ID", text))


def _walk_form(walker: Walker, client: Client, form: Any) -> None:
    """A form as it stands on a page, and then with each id it offers replaced by the other job centre's."""
    untouched = {"data": _encoded(form.values), "content_type": "application/x-www-form-urlencoded"}
    if form.method == "POST":
        walker.ask(client, "POST", form.action, None, **untouched)
    kinds = {str(row.pk): label for label, row in walker.own.rows.items()}
    for name, offered in form.ids.items():
        label = next((kinds[value] for value in offered if value in kinds), stands_for(name, walker.other))
        foreign, unknown = walker.other.row(label).pk, uuid.uuid4()
        answers = []
        for one in (foreign, unknown):
            values = {**form.values, name: [str(one)]}
            query = _encoded(values)
            if form.method == "GET":
                answers.append(walker.ask(client, "GET", f"{form.action}?{query}", one))
            else:
                more = {"data": query, "content_type": "application/x-www-form-urlencoded"}
                answers.append(walker.ask(client, "POST", form.action, one, **more))
        walker.compare(f"form {form.method} {form.action} {name}", *answers)


def _encoded(values: dict[str, list[str]]) -> str:
    return urlencode([(name, value) for name, several in values.items() for value in several])


def _forms_of(client: Client, own: Centre) -> Iterator[Any]:
    """The forms on every page that this role can open."""
    for address in all_addresses():
        if address.route.startswith("api/"):
            continue
        path = address.path(_ids(address, own))
        answer = client.get(path)
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            for form in forms_in(answer.content.decode()):
                form.action = form.action or path
                yield form


def _ids(address: Address, centre: Centre) -> dict[str, Any]:
    return {name: PLAIN[name] if name in PLAIN else centre.row(PARAMETERS[name]).pk for name in address.parameters}


def _body(
    address: Address,
    method: str,
    description: dict[str, Any],
    centre: Centre,
    choose: Any = None,
    *,
    is_short: bool = False,
) -> dict[str, Any]:
    """What goes with the request: JSON for the API, an empty form otherwise."""
    if not address.route.startswith("api/"):
        return {"data": "", "content_type": "application/x-www-form-urlencoded"}
    route = "/" + _as_described(address.route)
    operation = description["paths"].get(route, {}).get(method.lower(), {})
    id_for = choose or (lambda name: centre.row(stands_for(name, centre)).pk)
    body = body_of(operation, description, id_for, is_short=is_short)
    return {"data": "" if body is None else json.dumps(body), "content_type": "application/json"}


def _is_meant(address: Address, method: str, description: dict[str, Any]) -> bool:
    """Whether the address has this method: pages are read and sent to, the API says which."""
    if not address.route.startswith("api/"):
        return method in ("GET", "POST")
    return method.lower() in description["paths"].get("/" + _as_described(address.route), ())


def _as_described(route: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
