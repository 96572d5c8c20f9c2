"""The demo's meetings: what their leaders planned, who was asked to come, and what they answered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import AgendaItem, Meeting, Template
from pejl.meetings.names import ItemRole, Reply

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))
BETWEEN_ANSWERS = timedelta(minutes=23)

People = Mapping[str, Person]


def frame_of(key: str, *, people: People) -> dict[str, Any]:
    """What a meeting is planned with: title, purposes, place, leaders, chair and the agenda it starts from."""
    told = STORY[key]
    return {
        "title": told["title"],
        "purposes": told["purposes"],
        "place": told["place"],
        "leaders": [people[name] for name in told["leaders"]],
        "chair": people[told["chair"]],
        "template": Template.objects.get(name=STORY["template"]),
    }


def prepare(key: str, *, meeting: Meeting, people: People, now: datetime) -> None:
    """The leaders think the agenda through: minutes, questions, and who does what."""
    by = people[STORY[key]["leaders"][0]]
    for told in STORY[key]["items"]:
        parts = {role.value: [people[name] for name in told[role.value]] for role in ItemRole if role.value in told}
        if "add" in told:
            _add(meeting, told, parts, by=by, now=now)
        else:
            _change(meeting, told, parts, by=by, now=now)


def invite(key: str, *, meeting: Meeting, people: People, now: datetime) -> None:
    """Ask everybody to come."""
    told = STORY[key]
    invited = [people[name] for name in told["invited"]]
    operations.invite(meeting=meeting, people=invited, by=people[told["leaders"][0]], now=now)


def answer(key: str, *, meeting: Meeting, people: People, now: datetime) -> None:
    """One after the other says whether they come; some have not answered yet."""
    told = STORY[key]
    answers = [(name, Reply.ACCEPTED) for name in told["accepted"]] + [
        (name, Reply.DECLINED) for name in told["declined"]
    ]
    for number, (name, reply) in enumerate(answers):
        operations.reply(meeting=meeting, reply=reply, by=people[name], now=now + number * BETWEEN_ANSWERS)


def _change(
    meeting: Meeting, told: Mapping[str, Any], parts: Mapping[str, list[Person]], *, by: Person, now: datetime
) -> None:
    item = AgendaItem.objects.get(meeting=meeting, label=told["item"])
    operations.change_item(
        item=item,
        behaviour=item.behaviour,
        label=told.get("label", item.label),
        minutes=told.get("minutes", item.planned_minutes),
        questions=told.get("questions", item.questions),
        may_shrink=item.may_shrink,
        speaking=item.speaking,
        authorship=item.authorship,
        locked_start=item.locked_start,
        room=told.get("room", item.room),
        leader_notes=told.get("leader_notes"),
        expected_version=item.version,
        parts=parts,
        by=by,
        now=now,
    )


def _add(
    meeting: Meeting, told: Mapping[str, Any], parts: Mapping[str, list[Person]], *, by: Person, now: datetime
) -> None:
    before = AgendaItem.objects.get(meeting=meeting, label=told["after"])
    operations.add_item(
        meeting=meeting,
        behaviour=told["add"],
        label=told["label"],
        minutes=told["minutes"],
        questions=told["questions"],
        position=before.position + 1,
        parts=parts,
        by=by,
        now=now,
    )
