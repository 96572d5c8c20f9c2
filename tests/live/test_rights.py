"""Who may follow what, and that what is sent holds nothing that is somebody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.live import operations as live
from pejl.foundation.live import reading, waking
from pejl.foundation.live.queries import facts_after
from pejl.foundation.live.views import Audience
from pejl.foundation.login import operations as login
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import Participant
from pejl.meetings.names import Authorship
from pejl.room import operations, queries
from pejl.room.live import RoomView, ViewName
from tests.live.stage import NAMES, Stage, a_stage, signed_in

LIVE, POLL = "/live/", "/live/poll/"


@pytest.fixture
def stage(space: Space, now: datetime) -> Stage:
    stage = a_stage(space, now=now)
    stage.start(stage.plenary)
    return stage


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub reads in a thread with a connection of its own; here it is the test's, which stays open."""
    monkeypatch.setattr(reading, "close_old_connections", lambda: None)


def asked(*follows: str, path: str = LIVE) -> str:
    return f"{path}?{'&'.join(f'follow={quote(one)}' for one in follows)}"


@pytest.mark.parametrize("path", [LIVE, POLL])
def test_strangers_are_not_signed_in_and_others_see_nothing(stage: Stage, carla: Person, path: str) -> None:
    wanted = asked(f"{stage.topic}/participant@0", path=path)
    assert Client().get(wanted).status_code == 401
    assert signed_in(carla).get(wanted).status_code == 404
    assert signed_in(stage.hanne).get(wanted).status_code == 404
    assert signed_in(stage.bo).get(wanted).status_code == 200
    # What never was is answered in the same way as what is another job centre's.
    never = signed_in(carla).get(asked(f"meeting:{uuid4()}/participant@0", path=path))
    there = signed_in(carla).get(wanted)
    assert (never.status_code, len(never.content)) == (404, len(there.content))


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "meeting:",
        "{topic}/participant",
        "{topic}/participant@",
        "{topic}/participant@-1",
        "{topic}/participant@1e3",
        "{topic}/participant@9999999999999",
        "{topic}/participant@٣",
        "{topic}/participant@1\n",
        "{topic}/leader@0",
        "{topic}/follower@0",
        "{topic}//participant@0",
        "meeting:../{topic}/participant@0",
        "meeting:00000000/participant@0",
        "person:1/participant@0",
        "{topic}/participant@0" + "0" * 4000,
        "' OR 1=1 --",
    ],
)
def test_absurd_wishes_are_refused(stage: Stage, wanted: str) -> None:
    assert signed_in(stage.bo).get(asked(wanted.format(topic=stage.topic))).status_code == 404


def test_numbers_of_the_future_are_no_harm(stage: Stage) -> None:
    answer = signed_in(stage.bo).get(asked(f"{stage.topic}/participant@999999999999"))
    assert json.loads(answer.content)["follows"][0]["since"] == 999999999999
    assert list(facts_after(stage.topic, 999999999999)) == []


def test_twenty_are_followed_and_no_more(stage: Stage) -> None:
    real, junk = f"{stage.topic}/participant@0", [f"meeting:{uuid4()}/participant@0" for _ in range(20)]
    bo = signed_in(stage.bo)
    assert bo.get(asked(*junk[:19], real)).status_code == 200
    assert bo.get(asked(*junk, real)).status_code == 404
    beyond = json.loads(bo.get(asked(real, *junk)).content)
    assert (len(beyond["follows"]), len(beyond["refused"])) == (1, 20)


@pytest.mark.parametrize("path", [LIVE, POLL])
def test_following_is_asked_by_get_alone(stage: Stage, path: str) -> None:
    bo, wanted = signed_in(stage.bo), asked(f"{stage.topic}/participant@0", path=path)
    head = bo.head(wanted)
    assert (head.status_code, head.content) == (200, b"")
    assert [getattr(bo, method)(wanted).status_code for method in ("post", "put", "delete")] == [405, 405, 405]


def test_right_that_is_taken_away_ends_with_the_next_admission(stage: Stage) -> None:
    wanted = asked(f"{stage.topic}/participant@0")
    bo, anna = signed_in(stage.bo), signed_in(stage.anna)
    assert bo.get(wanted).status_code == 200
    Participant.objects.filter(meeting=stage.meeting, person=stage.bo).delete()
    stage.one.parts.filter(person=stage.bo).delete()
    assert bo.get(wanted).status_code == 404
    stage.anna.account.is_active = False
    stage.anna.account.save(update_fields=["is_active"])
    assert anna.get(asked(f"{stage.topic}/leader@0")).status_code == 401


LEADER, FOLLOWER = {ViewName.LEADER}, {ViewName.FOLLOWER}
PRESENT = set(ViewName) - FOLLOWER


def _seen(stage: Stage) -> dict[str, str]:
    code = queries.follow_code_of(stage.meeting)
    assert code is not None
    return {"meeting": stage.meeting, "expected_code": code.code}


def _without_dorte(stage: Stage) -> None:
    row = stage.meeting.again()
    told = {name: getattr(row, name) for name in ("title", "purposes", "place", "starts_at")}
    version = row.version
    meetings.change(meeting=row, **told, leaders=[stage.anna], expected_version=version, **stage.by(stage.anna))


@pytest.mark.once
@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize(
    ("deed", "asked_anew", "is_running"),
    [
        (lambda stage: operations.step_down(meeting=stage.meeting, **stage.by(stage.dorte)), LEADER, True),
        (lambda stage: operations.close_following(**_seen(stage), **stage.by(stage.anna)), FOLLOWER, True),
        (lambda stage: operations.renew_following(**_seen(stage), **stage.by(stage.anna)), FOLLOWER, True),
        (_without_dorte, PRESENT, False),
        (lambda stage: meetings.cancel(meeting=stage.meeting, reason="", **stage.by(stage.anna)), FOLLOWER, False),
        (
            lambda stage: meetings.take_out(meeting=stage.meeting, people=[stage.hanne], **stage.by(stage.anna)),
            PRESENT,
            False,
        ),
        (lambda stage: stage.card(stage.plenary, "Ring først", stage.bo), set(), True),
    ],
    ids=["steps down", "code closed", "code renewed", "leader replaced", "cancelled", "taken out", "card"],
)
def test_who_may_have_lost_a_right_is_asked_anew_at_once(
    space: Space, now: datetime, deed: Callable[[Stage], object], asked_anew: set[ViewName], is_running: bool
) -> None:
    stage = a_stage(space, now=now)
    meetings.invite(meeting=stage.meeting, people=[stage.hanne], **stage.by(stage.anna))
    if is_running:
        stage.start(stage.plenary)
    with time_machine.travel(now, tick=False):
        since, before = stage.number, _followable(stage)
        deed(stage)
        told = reading.news(
            waking.key_of(space.pk, stage.topic), since, {Audience(view, "da") for view in ViewName}
        ).asks_anew
        assert {audience.view for audience, number in told.items() if number > since} == asked_anew
        # Nobody goes on who is refused now.
        lost = before - _followable(stage)
        assert {view for _name, view in lost} <= asked_anew
        assert bool(lost) == bool(asked_anew)


def _followable(stage: Stage) -> set[tuple[str, ViewName]]:
    """Who may follow what, of everybody here and of a browser with the code that it was given at first."""
    if "stranger" not in stage.__dict__:
        code = queries.follow_code_of(stage.meeting)
        assert code is not None
        stage.__dict__["stranger"] = Client()
        stage.__dict__["stranger"].get(f"/f/{code.code}/")
    clients = {name: signed_in(person) for name, person in stage.people.items()}
    clients["stranger"] = stage.__dict__["stranger"]
    return {
        (name, view)
        for name, client in clients.items()
        for view in ViewName
        if client.get(asked(f"{stage.topic}/{view}@0")).status_code == 200
    }


@pytest.mark.once
@pytest.mark.usefixtures("reads_here")
def test_right_that_ended_among_much_that_was_missed_is_asked_for_too(stage: Stage) -> None:
    since = stage.number
    operations.step_down(meeting=stage.meeting, **stage.by(stage.dorte))
    gone = stage.number
    for _ in range(reading.MOST_FACTS + 1):
        live.append(stage.topic, "card.written", now=stage.now)
    audiences = {Audience(ViewName.LEADER, "da"), Audience(ViewName.WALL, "da")}
    told = reading.news(waking.key_of(stage.space.pk, stage.topic), since, audiences)
    assert (told.is_too_much, told.number) == (True, stage.number)
    assert {one.view: number for one, number in told.asks_anew.items()} == {ViewName.LEADER: gone, ViewName.WALL: 0}


def test_admission_says_up_to_where_it_holds_and_what_of_it_is_refused(stage: Stage) -> None:
    mine, leaders = f"{stage.topic}/participant", f"{stage.topic}/leader"
    told = json.loads(signed_in(stage.bo).get(asked(f"{leaders}@3", f"{mine}@3")).content)
    assert (told["follows"][0]["asked"], told["refused"]) == (stage.number, [leaders])
    assert told["account"] == waking.key_of_account(stage.bo.account_id)


@pytest.mark.once
@pytest.mark.parametrize(
    "leaving",
    [
        lambda _client, account, _now: login.end_sessions(account=account),
        lambda _client, account, now: login.close(account=account, now=now),
        lambda client, _account, _now: client.logout(),
    ],
    ids=["sessions ended", "access closed", "signed out"],
)
def test_whoever_is_signed_out_is_asked_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, leaving: Callable[..., object]
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(waking, "wake_after_commit", woken.append)
    bo = signed_in(stage.bo)
    woken.clear()
    leaving(bo, stage.bo.account, stage.now)
    assert woken == [waking.key_of_account(stage.bo.account_id)]
    assert bo.get(asked(f"{stage.topic}/participant@0")).status_code == 401


@pytest.mark.once
@pytest.mark.parametrize("authorship", [Authorship.NAMED, Authorship.HIDDEN, Authorship.NONE])
def test_frames_hold_nothing_of_somebody_elses(
    space: Space, other_space: Space, now: datetime, authorship: Authorship
) -> None:
    with time_machine.travel(now, tick=False):
        with scopes.scope(other_space.pk):
            elsewhere = _evening(a_stage(other_space, now=now), "ANDETSTEDS")
        stage = _evening(a_stage(space, now=now, authorship=authorship), "HER")
        for language in ("da", "en"):
            told = {view: _told(stage, view, language) for view in ViewName}
            everything = " ".join(" ".join(one.values()) for one in told.values())
            assert "ANDETSTEDS" not in everything
            assert not any(str(person.pk) in everything for person in elsewhere.people.values())
            assert "UDELT" not in everything
            assert {view for view in told if "LEDERNOTE" in " ".join(told[view].values())} <= {ViewName.LEADER}
            assert "KORT HER" in " ".join(told[ViewName.PARTICIPANT].values())
            assert "KORT HER" not in " ".join((*told[ViewName.WALL].values(), *told[ViewName.FOLLOWER].values()))
            assert not any(name in " ".join(told[ViewName.FOLLOWER].values()) for name in NAMES)
            _require_no_author(stage, told, authorship)


def _require_no_author(stage: Stage, told: dict[ViewName, dict[str, str]], authorship: Authorship) -> None:
    """Grethe wrote, and neither leads nor has the board as a leader."""
    boards = [html for one in told.values() for key, html in one.items() if "KORT HER" in html]
    assert boards
    if authorship != Authorship.NAMED:
        assert not any(stage.grethe.name in html for html in boards)
    cards = [fact for fact in facts_after(stage.topic, 0) if fact.kind.startswith("card.")]
    assert not any(str(stage.grethe.pk) in json.dumps(fact.ids) for fact in cards)
    if authorship == Authorship.NONE:
        assert all("card" not in fact.ids for fact in cards)
        assert {fact.at.minute % 5 for fact in cards} == {0}


def _evening(stage: Stage, word: str) -> Stage:
    """Something of every kind that could be seen where it should not."""
    for item in (stage.plenary, stage.check_in):
        item.leader_notes = f"LEDERNOTE {word}"
        item.save(update_fields=["leader_notes"])
    stage.circle()
    written = {"item": stage.check_in, "text": f"UDELT {word}", "expected_version": None}
    operations.write_contribution(**written, **stage.by(stage.emil))
    stage.start(stage.plenary)
    stage.hand(stage.bo, f"HÅND {word}")
    card = stage.card(stage.plenary, f"KORT {word}", stage.grethe)
    operations.mark_for_product(card=card, is_for_product=True, **stage.by(stage.anna))
    return stage


def _told(stage: Stage, view: ViewName, language: str) -> dict[str, str]:
    audience = Audience(view, language)
    patches = RoomView().patches(stage.topic, list(facts_after(stage.topic, 0)), {audience})[audience]
    return {one.id: one.html for one in patches}
