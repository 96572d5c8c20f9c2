"""What becomes of the themes in the demo's year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pejl.themes import demo as themes
from pejl.wiring.demo_story import parts
from pejl.wiring.demo_story.story import Event, Story, Told

BEFORE_A_DECISION = timedelta(minutes=35)  # when a member weighs what is decided on in the same meeting
BETWEEN_MEMBERS = timedelta(minutes=3)


def areas(place: str) -> list[str]:
    """The fields of the work that the job centre's themes belong to."""
    return [told["area"] for told in parts(place, "themes").values()]


def events(story: Story, told: Told) -> Iterator[Event]:
    """From a need to what the working group said, for every theme."""
    collections = {one["key"]: one for one in told["collections"]}
    for collection in collections.values():
        yield from _collection(story, collection)
    for area in parts(story.place, "themes").values():
        for key, theme in area["themes"].items():
            if "collected" in theme:
                by = collections[theme["collected"]]["by"]
                yield story.event(theme["at"], _collect, story, key, theme, by)
            else:
                yield story.event(theme["at"], _propose, story, key, theme, area["area"])
            yield from _answers(story, key, theme)
    for order in told["orders"]:
        yield story.event(order["at"], _arrange, story, order)


def _collection(story: Story, told: Told) -> Iterator[Event]:
    yield story.event(told["begun"], _begin, story, told)
    for hand in told["hands"]:
        yield story.event(hand["at"], _raise_hand, story, told, hand)
    yield story.event(told["ended"], _end, story, told)


def _answers(story: Story, key: str, theme: Told) -> Iterator[Event]:
    for backing in theme.get("backings", ()):
        yield story.event(backing["at"], _back, story, key, backing)
    yield from _weights(story, key, theme)
    for decision in theme.get("decisions", ()):
        yield story.event(decision["at"], _decide, story, key, decision)
    if "withdrawn" in theme:
        yield story.event(theme["withdrawn"]["at"], _withdraw, story, key, theme["withdrawn"])


def _weights(story: Story, key: str, theme: Told) -> Iterator[Event]:
    """The members weigh one after the other, before they decide or when the story says so."""
    if "weights" not in theme:
        return
    if "weighed_at" in theme:
        now = story.weeks.moment(theme["weighed_at"])
    else:
        now = story.weeks.moment(theme["decisions"][0]["at"]) - BEFORE_A_DECISION
    for number, (member, marks) in enumerate(theme["weights"].items()):
        group = theme.get("weighed_in", "main")
        yield story.event_at(now + number * BETWEEN_MEMBERS, _weigh, story, key, member, marks, group)


def _begin(story: Story, told: Told, *, now: datetime) -> None:
    story.collections[told["key"]] = themes.begin_collection(told, people=story.people, now=now)


def _end(story: Story, told: Told, *, now: datetime) -> None:
    themes.end_collection(collection=story.collections[told["key"]], by=story.people[told["by"]], now=now)


def _raise_hand(story: Story, told: Told, hand: Told, *, now: datetime) -> None:
    themes.raise_hand(
        collection=story.collections[told["key"]],
        theme=story.themes[hand["theme"]],
        person=story.people[hand["person"]],
        by=story.people[told["by"]],
        now=now,
    )


def _collect(story: Story, key: str, told: Told, by: str, *, now: datetime) -> None:
    collection = story.collections[told["collected"]]
    story.themes[key] = themes.collect(told, collection=collection, by=story.people[by], people=story.people, now=now)


def _propose(story: Story, key: str, told: Told, area: str, *, now: datetime) -> None:
    story.themes[key] = themes.propose(told, area=area, people=story.people, now=now)


def _back(story: Story, key: str, told: Told, *, now: datetime) -> None:
    themes.back(told, theme=story.themes[key], people=story.people, now=now)


def _weigh(story: Story, key: str, member: str, marks: Any, group: str, *, now: datetime) -> None:
    theme, by = story.themes[key], story.people[member]
    themes.weigh(marks, theme=theme, group=story.cast.groups[group], by=by, now=now)


def _arrange(story: Story, told: Told, *, now: datetime) -> None:
    themes.arrange(
        [story.themes[key] for key in told["themes"]],
        state=told["state"],
        group=story.cast.groups[told["group"]],
        by=story.people[told["by"]],
        now=now,
    )


def _decide(story: Story, key: str, told: Told, *, now: datetime) -> None:
    into = story.themes[told["into"]] if "into" in told else None
    group = story.cast.groups[told.get("group", "main")]
    themes.decide(told, theme=story.themes[key], into=into, group=group, people=story.people, now=now)


def _withdraw(story: Story, key: str, told: Told, *, now: datetime) -> None:
    themes.withdraw(told, theme=story.themes[key], now=now)
