"""What is new in a topic, read from the database and shown by the module whose topic it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from pejl.foundation.live import queries
from pejl.foundation.live.hub import News
from pejl.foundation.live.models import Fact
from pejl.foundation.live.views import Audience, View, frame
from pejl.foundation.live.waking import topic_in
from pejl.foundation.tenancy import scopes

MOST_FACTS = 200
"""Who has missed more reads the page anew."""


def news(key: str, number: int, audiences: Collection[Audience]) -> News:
    """What happened in a topic since a number, for each audience. Runs in a thread of the hub's."""
    space_id, topic = topic_in(key)
    close_old_connections()
    with scopes.scope(space_id, read_only=True):
        facts = list(queries.facts_after(topic, number)[: MOST_FACTS + 1])
        if not facts:
            return News(number)
        view, is_too_much = view_of(topic), len(facts) > MOST_FACTS
        if is_too_much:
            # What happened is not told; whether a right ended with it is looked at all the same.
            facts = list(queries.facts_after(topic, number).only("number", "kind"))
        known = facts[-1].number
        shown = {} if is_too_much else view.patches(topic, facts, audiences)
    frames = {one: frame(topic, one.view, known, patches) for one, patches in shown.items() if patches}
    asks_anew = {one: _latest(facts, view.ends_with(one.view)) for one in audiences}
    return News(known, frames, asks_anew, is_too_much)


def _latest(facts: Iterable[Fact], kinds: tuple[str, ...]) -> int:
    """The number of the latest fact of kinds that begin so; 0 where there is none."""
    return max((fact.number for fact in facts if fact.kind.startswith(kinds)), default=0)


def view_of(topic: str) -> View:
    """Who shows a topic, by the word before the colon. Raises KeyError for one that nobody shows."""
    views: Mapping[str, View] = import_string(f"{settings.PEJL_WIRING}.live.VIEWS")
    return views[topic.partition(":")[0]]
