"""Ten leaks planted on purpose, each of a kind that has happened to others: the walk must catch every one.

They are planted with the first wall up and (on PostgreSQL) the second taken down, as a mistake in the code would be.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models

from pejl.agreements.models import Agreement, AgreementQuerySet
from pejl.foundation import papers
from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import mail
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance.models import Product, ProductQuerySet
from pejl.meetings.models import Meeting, MeetingQuerySet
from pejl.overview import queries as overview
from pejl.themes.models import Theme, ThemeQuerySet
from tests.canary import world
from tests.canary.test_canary import no_time_passes, security_down, walk  # noqa: F401 -- fixtures
from tests.canary.walk import Walker
from tests.canary.world import CANARY, OWN

Plant = Callable[[pytest.MonkeyPatch], None]


def all_of(model: Any, queryset: Any) -> Callable[..., Any]:
    """A reading right that forgot the space: every row there is."""
    return lambda self, *args, **kwargs: queryset(model)


def foreign_title() -> str:
    """A title of the other job centre's, read round the first wall."""
    return str(models.QuerySet(Theme).filter(title__startswith=CANARY).values_list("title", flat=True)[0])


def page_without_filter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ThemeQuerySet, "visible_to", all_of(Theme, ThemeQuerySet))


def meetings_without_filter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MeetingQuerySet, "visible_to", all_of(Meeting, MeetingQuerySet))


def guidance_without_filter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ProductQuerySet, "visible_to", all_of(Product, ProductQuerySet))


def api_list_without_filter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(AgreementQuerySet, "visible_to", all_of(Agreement, AgreementQuerySet))


def list_of_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PersonQuerySet, "present", all_of(Person, PersonQuerySet))


def search_across_spaces(patch: pytest.MonkeyPatch) -> None:
    found = overview.hits
    patch.setattr(overview, "hits", lambda text, *, person: {**found(text, person=person), "theme": [_any_theme()]})


def mail_with_a_foreign_title(patch: pytest.MonkeyPatch) -> None:
    compose = mail.compose
    patch.setattr(mail, "compose", lambda **told: compose(**{**told, "text": told["text"] + foreign_title()}))


def log_line_with_a_foreign_title(patch: pytest.MonkeyPatch) -> None:
    page = overview.my_page

    def talkative(*args: Any, **kwargs: Any) -> Any:
        logging.getLogger("pejl").warning("Overview beside %s", foreign_title())
        return page(*args, **kwargs)

    patch.setattr(overview, "my_page", talkative)


def refusal_that_tells_what_exists(patch: pytest.MonkeyPatch) -> None:
    def tell(self: Any, *args: Any, **kwargs: Any) -> Any:
        wanted = kwargs.get("pk")
        if wanted and models.QuerySet(Theme).filter(pk=wanted).exists() and not self.filter(pk=wanted).exists():
            raise PermissionDenied
        return models.QuerySet.get(self, *args, **kwargs)

    patch.setattr(ThemeQuerySet, "get", tell, raising=False)


def write_that_reaches_too_far(patch: pytest.MonkeyPatch) -> None:
    record = audit.record

    def far(*args: Any, **kwargs: Any) -> None:
        models.QuerySet(Agreement).update(what="Overskrevet")
        record(*args, **kwargs)

    patch.setattr(audit, "record", far)


def paper_with_a_foreign_title(patch: pytest.MonkeyPatch) -> None:
    render = papers.render
    patch.setattr(papers, "render", lambda name, data, **more: render(name, {**data, "title": foreign_title()}, **more))


def _any_theme() -> Theme:
    row: Theme = models.QuerySet(Theme).select_related("proposed_by").filter(title__startswith=CANARY)[0]
    return row


SEEDS: dict[str, tuple[Plant, str, tuple[str, ...]]] = {
    "a page without its filter": (page_without_filter, "colleague", ("temaer/",)),
    "meetings without their filter": (meetings_without_filter, "colleague", ("moeder/<uuid:meeting_id>/",)),
    "guidance without its filter": (guidance_without_filter, "colleague", ("pejlemaerker/",)),
    "an API list without its filter": (api_list_without_filter, "colleague", ("api/v1/agreements",)),
    "a list of everybody": (list_of_everybody, "leader", ("api/v1/colleagues",)),
    "a search across spaces": (search_across_spaces, "colleague", ("soeg/", "api/v1/search")),
    "a mail with a foreign title": (mail_with_a_foreign_title, "leader", ("api/v1/themes",)),
    "a log line with a foreign title": (log_line_with_a_foreign_title, "colleague", ("api/v1/me/overview",)),
    "a refusal that tells what exists": (refusal_that_tells_what_exists, "colleague", ("temaer/<uuid:theme_id>/",)),
    "a write that reaches too far": (write_that_reaches_too_far, "leader", ("api/v1/agreements",)),
    "a paper with a foreign title": (paper_with_a_foreign_title, "leader", ("pejlemaerker/<uuid:product_id>/pdf",)),
}


def proposed_by_another(centre: world.Centre) -> None:
    """Nobody is told by mail of what they did themselves, so somebody else proposed the theme."""
    with scopes.scope(centre.space.pk):
        theme = centre.row("themes.Theme")
        theme.proposed_by = world.colleague(centre, "forslagsstiller")
        theme.save()


def caught(seed: str, patch: pytest.MonkeyPatch) -> list[str]:
    """What the walk finds with this leak planted, over the addresses that lead through it."""
    plant, role, routes = SEEDS[seed]
    own = world.build("Nordager", OWN)
    proposed_by_another(own)
    walker = Walker(own, world.build("Sønderskov", CANARY))
    walk(walker, role, only=routes)
    assert walker.traces == [], "the walk must find nothing before the leak is planted"
    with patch.context() as planted:
        plant(planted)
        walk(walker, role, only=routes)
    return [str(trace) for trace in walker.traces]


pytestmark = pytest.mark.canary

if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    @pytest.mark.parametrize("seed", SEEDS)
    def test_planted_leak_is_caught(security_down: None, monkeypatch: pytest.MonkeyPatch, seed: str) -> None:
        assert caught(seed, monkeypatch) != []

else:

    @pytest.mark.django_db
    @pytest.mark.parametrize("seed", SEEDS)
    def test_planted_leak_is_caught(monkeypatch: pytest.MonkeyPatch, seed: str) -> None:
        assert caught(seed, monkeypatch) != []
