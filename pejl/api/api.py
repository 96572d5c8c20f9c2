"""The HTTP API: every operation a screen has, with the same checks; errors as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from pejl import __version__
from pejl.agreements.endpoints import router as agreements
from pejl.api.description import name_by_module
from pejl.api.sentences import sentence
from pejl.direction.endpoints import router as direction
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance.endpoints import router as guidance
from pejl.learning.endpoints import router as learning
from pejl.meetings.endpoints import router as meetings
from pejl.organisation.endpoints import router as organisation
from pejl.overview.endpoints import router as overview
from pejl.room.endpoints import router as room
from pejl.themes.endpoints import router as themes

name_by_module()

PROBLEM = "application/problem+json"


class PersonsToken(HttpBearer):
    """A person's token (made by ``pejl token``); the middleware has already looked it up in its space."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        person: Person | None = request.person  # type: ignore[attr-defined]
        return person


class Described(NinjaAPI):
    """An API that is described once: the description follows the code, and takes most of a second to make."""

    @cache  # noqa: B019 -- there is one API, for as long as the process lives
    def _description(self, prefix: str) -> OpenAPISchema:
        return super().get_openapi_schema(path_prefix=prefix)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, with addresses that begin with the prefix (the API's own unless told)."""
        return self._description(path_prefix or self.get_root_path(path_params or {}))


api = Described(
    title="Pejl",
    version=__version__,
    description="The working tool of learning in Danish job centres.",
    auth=PersonsToken(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", overview)
api.add_router("", organisation)
api.add_router("", themes)
api.add_router("", agreements)
api.add_router("", direction)
api.add_router("", guidance)
api.add_router("", meetings)
api.add_router("", learning)
api.add_router("", room)


def problem(status: int, code: str, title: str, detail: str, **more: Any) -> HttpResponse:
    """An answer that says what went wrong, for a program (``type``) and for a person (``detail``)."""
    body = {"type": f"urn:pejl:problem:{code}", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=PROBLEM)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """An expected refusal of an operation."""
    more = {"field": refusal.field} if refusal.field else {}
    return problem(refusal.http_status, refusal.code, _("This cannot be done"), refusal.message, **more)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, failure: Http404) -> HttpResponse:
    """What never was, and what is not yours to see."""
    return problem(404, "not-found", _("Not found"), _("There is nothing here that you may see."))


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, failure: AuthenticationError) -> HttpResponse:
    """No token, or one that opens nothing."""
    return problem(401, "not-signed-in", _("Not signed in"), _("Send a person's token as Authorization: Bearer …"))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, failure: ValidationError) -> HttpResponse:
    """Input that cannot be read. What was sent is never repeated in the answer: it may hold a CPR number."""
    faults = [
        {"field": ".".join(str(part) for part in fault["loc"][1:]), "detail": sentence(fault)}
        for fault in failure.errors
    ]
    return problem(422, "invalid", _("The input cannot be used"), _("See errors."), errors=faults)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, failure: HttpError) -> HttpResponse:
    """What the framework itself refuses, such as a body that is not JSON."""
    return problem(failure.status_code, "bad-request", _("The request cannot be read"), str(failure))


def open_to_strangers(urls: Any) -> Any:
    """Let the API answer strangers itself (401 as a problem) instead of sending them to the login page."""
    patterns, app, namespace = urls
    for pattern in patterns:
        pattern.callback = login_not_required(_only_problems(pattern.callback))
    return patterns, app, namespace


def _only_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ninja answers a method that an address does not take with plain text; say it as everything else."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        said = problem(405, "method-not-allowed", _("Not possible here"), _("This address does not take this method."))
        said.headers["Allow"] = response.headers["Allow"]
        return said

    return answer


urls = open_to_strangers(api.urls)
