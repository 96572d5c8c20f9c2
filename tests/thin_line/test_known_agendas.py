"""Three agendas that the method's own documents show, planned by API alone, come out as they were."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pejl.foundation.formats import moments
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from tests.thin_line.calling import Caller

AGENDAS = tomllib.loads((Path(__file__).parent / "known_agendas.toml").read_text(encoding="utf-8"))["agendas"]
PARTS = {"presenters": "presenter", "chairs": "chair", "members": "member"}


def names_in(agenda: dict[str, Any]) -> set[str]:
    """Everybody who has a part in an agenda, guests too."""
    told = [agenda, *_items_in(agenda["items"])]
    return {name for one in told for part in ("leaders", *PARTS) for name in one.get(part, ())}


def _items_in(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for item in items for one in (item, *_items_in(item.get("groups", []) + item.get("steps", [])))]


@pytest.fixture
def people(space: Any, now: datetime) -> Any:
    """Makes everybody of an agenda; guests come from elsewhere."""

    def make(agenda: dict[str, Any]) -> dict[str, Person]:
        visit = {"email": "", "comes_from": "Et andet sted", "welcome_until": None}
        keeper = tenancy.seat(name="Anders Administrator", email="anders@nordager.example")
        organisation.appoint_administrator(person=keeper, now=now)
        return {
            name: organisation.welcome_guest(name=name, **visit, by=keeper, now=now)
            if name in agenda.get("guests", ())
            else tenancy.seat(name=name, email=f"{name.split()[0].lower()}@nordager.example")
            for name in sorted(names_in(agenda))
        }

    return make


def plan(call: Caller, agenda: dict[str, Any], people: dict[str, Person]) -> str:
    """A theme and a meeting on it, with every item and part; returns the meeting's id."""
    wanted = {"title": agenda["title"], "need": "Vi vil lære det.", "why_now": "", "kind": "cooperation"}
    theme = call("POST", "/themes", wanted, status=201)
    group = call("GET", "/groups")["items"][0]
    leaders = [str(people[name].pk) for name in agenda["leaders"]]
    same = {name: agenda[name] for name in ("title", "purposes", "place", "starts_at")}
    told = same | {"theme_id": theme["id"], "group_id": group["id"], "leaders": leaders}
    meeting = call("POST", "/learning-meetings", told, status=201)["meeting_id"]
    for item in agenda["items"]:
        add(call, meeting, item, people)
    return str(meeting)


def add(call: Caller, meeting: str, item: dict[str, Any], people: dict[str, Person], parent: str | None = None) -> None:
    """One item with its parts, then what lies in it."""
    same = {name: item[name] for name in ("label", "room", "cases", "round_minutes", "minutes") if name in item}
    behaviour = item.get("behaviour", "group")
    told = same | {"behaviour": behaviour, "questions": "\n".join(item.get("questions", ())), "parent": parent}
    made = call("POST", f"/meetings/{meeting}/items", told, status=201)["id"]
    parts = {name: [str(people[one].pk) for one in item[name]] for name in PARTS if name in item}
    if parts:
        call("PUT", f"/meetings/{meeting}/items/{made}/parts", parts)
    for inner in item.get("groups", []) + item.get("steps", []):
        add(call, meeting, inner, people, made)


def as_told(shown: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """What the API shows of an item, in the words of the file, as far as the file says anything of it."""
    told: dict[str, Any] = {
        "behaviour": shown["behaviour"],
        "label": shown["label"],
        "minutes": shown["planned_minutes"],
        "at": clock(shown["starts_at"]),
        "questions": [line for line in shown["questions"].splitlines() if line],
        "room": shown["room"],
        "cases": shown["cases"],
        "round_minutes": shown["round_minutes"],
        "groups": [as_told(*pair) for pair in zip(shown["groups"], like.get("groups", []), strict=True)],
        "steps": [as_told(*pair) for pair in zip(shown["steps"], like.get("steps", []), strict=True)],
    }
    for name, role in PARTS.items():
        told[name] = sorted(part["person"]["name"] for part in shown["parts"] if part["role"] == role)
    return {name: told[name] for name in like}


def clock(moment: str) -> str:
    return moments.in_denmark(datetime.fromisoformat(moment)).strftime("%H.%M")


@pytest.mark.parametrize("agenda", AGENDAS, ids=[agenda["starts_at"][:10] for agenda in AGENDAS])
def test_agenda_comes_out_with_the_same_times_items_people_and_questions(
    staff: dict[str, Caller], people: Any, agenda: dict[str, Any]
) -> None:
    call = staff["member"]
    meeting = plan(call, agenda, people(agenda))
    shown = call("GET", f"/meetings/{meeting}")
    assert [as_told(*pair) for pair in zip(shown["agenda"], agenda["items"], strict=True)] == agenda["items"]
    assert clock(shown["ends_at"]) == agenda["ends_at"]
    assert [leader["name"] for leader in shown["leaders"]] == agenda["leaders"]
    assert shown["purposes"] == agenda["purposes"]
    assert {one["person"]["name"] for one in shown["people"]} == names_in(agenda)
    assert b"%PDF" in call("GET", f"/meetings/{meeting}/papers/agenda/pdf")[:5]
