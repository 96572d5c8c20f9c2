"""The demo's meetings: what their leaders planned, who was asked to come, and what they answered.

What is told of a meeting is a mapping; items are known by their label in the template that it starts from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Meeting, Template
from pejl.meetings.names import ItemDefinition, ItemRole, Reply, TemplateDefinition
from pejl.organisation.models import Unit

STANDARD = "Læringsmøde, hele modellen"
BETWEEN_ANSWERS = timedelta(minutes=13)

Told = Mapping[str, Any]
People = Mapping[str, Person]


def add_templates(templates: Iterable[Told], *, by: Person, now: datetime) -> None:
    """Agendas that the job centre has made for itself."""
    for told in templates:
        items = tuple(ItemDefinition(**{**item, "groups": tuple(item.get("groups", ()))}) for item in told["items"])
        definition = TemplateDefinition(name=told["name"], kind=told["kind"], about=told["about"], items=items)
        operations.add_template(definition=definition, by=by, now=now)


def set_rhythm(told: Told, *, unit: Unit, starts_at: time, by: Person, now: datetime) -> None:
    """How often a unit holds learning meetings."""
    often = {name: told[name] for name in ("weeks", "weekday", "minutes")}
    operations.set_rhythm(unit=unit, **often, starts_at=starts_at, expected=None, by=by, now=now)


def take_pause(told: Told, *, unit: Unit, since_on: date, until_on: date, by: Person, now: datetime) -> None:
    """A unit holds none for a while, and says why."""
    operations.take_pause(unit=unit, since_on=since_on, until_on=until_on, reason=told["reason"], by=by, now=now)


def close(label: str, *, unit: Unit | None, first_on: date, last_on: date, by: Person, now: datetime) -> None:
    """Days on which a unit, or the whole house, is closed."""
    operations.add_closed_days(unit=unit, label=label, first_on=first_on, last_on=last_on, by=by, now=now)


def frame_of(told: Told, *, people: People) -> dict[str, Any]:
    """What a meeting is planned with: title, purposes, place, leaders, chair and the agenda it starts from."""
    return {
        "title": told["title"],
        "purposes": told["purposes"],
        "place": told["place"],
        "leaders": [people[name] for name in told["leaders"]],
        "chair": people[told["chair"]] if "chair" in told else None,
        "template": Template.objects.get(name=told.get("template", STANDARD)),
    }


def plan(told: Told, *, starts_at: datetime, people: People, now: datetime) -> Meeting:
    """The first of its leaders plans a meeting of a kind that any colleague plans."""
    frame, by = frame_of(told, people=people), people[told["leaders"][0]]
    return operations.plan_freely(kind=told["kind"], starts_at=starts_at, by=by, now=now, **frame)


def prepare(told: Told, *, meeting: Meeting, people: People, now: datetime) -> None:
    """The leaders think the agenda through: minutes, questions, and who does what."""
    by = people[told["leaders"][0]]
    for item in told.get("items", ()):
        parts = {role.value: [people[name] for name in item[role.value]] for role in ItemRole if role.value in item}
        if "add" in item:
            _add(meeting, item, parts, by=by, now=now)
        else:
            _change(meeting, item, parts, by=by, now=now)


def ask(told: Told, *, meeting: Meeting, people: People, now: datetime) -> None:
    """The leaders ask those who present; one after the other answers, and some prepare. Some have not answered yet."""
    by = people[told["by"]]
    sent = operations.ask_all_presenters(meeting=meeting, words=told["words"], by=by, now=now)
    asks = {one.person: one for one in sent}
    for number, said in enumerate(told["answers"], start=1):
        operations.answer_ask(
            ask=asks[people[said["who"]]],
            answer=said["answer"],
            words=said.get("words", ""),
            colleague=people[said["colleague"]] if "colleague" in said else None,
            expected_version=1,
            by=people[said["who"]],
            now=now + number * BETWEEN_ANSWERS,
        )
    for said in told.get("prepared", ()):
        _prepared(said, meeting=meeting, by=people[said["who"]], now=now + len(told["answers"]) * BETWEEN_ANSWERS)


def invite(told: Told, *, meeting: Meeting, people: People, now: datetime) -> None:
    """Ask everybody to come."""
    invited = [people[name] for name in told["invited"]]
    operations.invite(meeting=meeting, people=invited, by=people[told["leaders"][0]], now=now)


def answer(told: Told, *, meeting: Meeting, people: People, now: datetime) -> None:
    """One after the other says whether they come; some have not answered yet."""
    answers = [(name, Reply.ACCEPTED) for name in told["accepted"]] + [
        (name, Reply.DECLINED) for name in told["declined"]
    ]
    for number, (name, reply) in enumerate(answers):
        operations.reply(meeting=meeting, reply=reply, by=people[name], now=now + number * BETWEEN_ANSWERS)


def _prepared(told: Told, *, meeting: Meeting, by: Person, now: datetime) -> None:
    """What a presenter has written so far, to the prompts in their order."""
    item = AgendaItem.objects.get(meeting=meeting, label=told["item"])
    prompts = [prompt.text for prompt in queries.prompts_of(item, None)]
    operations.prepare(
        item=item,
        answers=[(prompt, text.strip()) for prompt, text in zip(prompts, told["answers"], strict=False)],
        shared_with=told["shared_with"],
        expected_version=0,
        by=by,
        now=now,
    )


def _change(meeting: Meeting, told: Told, parts: Mapping[str, list[Person]], *, by: Person, now: datetime) -> None:
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


def _add(meeting: Meeting, told: Told, parts: Mapping[str, list[Person]], *, by: Person, now: datetime) -> None:
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
