"""What people and programs send that nobody meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group, a_unit
from pejl.themes import operations
from pejl.themes.models import Area, Backing, Collection, Theme, Weight
from pejl.themes.tests.browsing import proposal, text_of
from pejl.themes.tests.factories import a_collection, a_leader, a_theme, backed, withdrawn

As = Callable[[Person], Client]
TURNED = "Praktik \u202eevol\u202c slut"
SCRIPT = "<script>alert(1)</script>"


def test_direction_override_and_script_are_shown_as_text(bo: Person, now: datetime, as_: As) -> None:
    said = proposal(title=f"{TURNED} {SCRIPT}", need=f"{SCRIPT}\u202e")
    path = as_(bo).post("/temaer/meld-ind/", said)["Location"]
    theme = Theme.objects.get()
    assert "\u202e" not in theme.title + theme.need
    for address in (path, "/temaer/", "/temaer/?print=1", "/temaer/bordet/"):
        page = text_of(as_(bo).get(address))
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("length", [20_000, 20_001])
def test_twenty_thousand_characters_are_the_most(bo: Person, anna: Person, now: datetime, length: int) -> None:
    theme, words = a_theme(bo, now), "æ" * length
    if length == 20_000:
        assert backed(theme, anna, now, kind="example", words=words)
        assert withdrawn(theme, bo, now, words).state == "withdrawn"
    else:
        with pytest.raises(Invalid):
            backed(theme, anna, now, kind="example", words=words)
        with pytest.raises(Invalid):
            withdrawn(theme, bo, now, words)


def test_only_emoji_says_nothing(bo: Person, as_: As) -> None:
    for wrong in ({"title": "🙂"}, {"need": "🙂🙂"}):
        assert as_(bo).post("/temaer/meld-ind/", proposal(**wrong)).status_code == 422
    assert not Theme.objects.exists()


def test_closed_area_takes_no_new_theme_and_keeps_its_old_ones(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    a_group(now, anna)
    area = operations.add_area(name="Nytteindsats", now=now)
    old = a_theme(bo, now, area=area)
    client = as_(anna)
    with time_machine.travel(now):
        assert client.post(f"/temaer/omraader/{area.pk}/luk/")["Location"] == "/temaer/omraader/"
        assert client.post(f"/temaer/omraader/{area.pk}/luk/").status_code == 302
    answer = as_(bo).post("/temaer/meld-ind/", proposal(area=str(area.pk)))
    assert answer.status_code == 422
    assert 'id="id_area-error"' in text_of(answer)
    with pytest.raises(Invalid) as refused:
        a_theme(bo, now, area=area.again())
    assert refused.value.field == "area"
    assert "Nytteindsats" in text_of(as_(bo).get(f"/temaer/{old.pk}/"))
    assert old.title in text_of(as_(bo).get("/temaer/", {"area": str(area.pk)}))
    assert "Nytteindsats" not in text_of(as_(bo).get("/temaer/meld-ind/"))
    with time_machine.travel(now):
        client.post(f"/temaer/omraader/{area.pk}/aabn/")
    assert not area.again().is_closed


def test_areas_are_closed_by_the_groups_only(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    a_group(now, anna)
    area = operations.add_area(name="Nytteindsats", now=now)
    assert as_(bo).post(f"/temaer/omraader/{area.pk}/luk/").status_code == 403
    with pytest.raises(NotAllowed):
        operations.open_area(area=area, by=bo, now=now)
    assert not area.again().is_closed


def test_ids_of_another_job_centre_are_as_unknown_as_none(
    anna: Person, carla: Person, now: datetime, as_: As, api_as: As
) -> None:
    group = a_group(now, anna)
    mine = a_theme(anna, now, title="Tolk", need="Hvem taler jeg til?")
    meeting = a_collection(a_leader(anna, now), now)
    with scopes.scope(carla.space_id):
        theme, area = a_theme(carla, now), operations.add_area(name="Hemmelig", now=now)
        a_leader(carla, now)
        unit, theirs = a_unit(now, "Hemmelig enhed"), a_collection(carla, now)
    program = api_as(anna)
    with time_machine.travel(now):
        for one in (theme.pk, uuid4()):
            move = {"moves": [{"theme_id": str(one), "position": 1}], "expected_order": "x"}
            assert sent(program.patch, f"tables/{group.pk}/proposed", move).status_code == 409
            hand = {"theme_id": str(one), "person_id": str(anna.pk)}
            assert sent(program.post, f"collections/{meeting.pk}/hands", hand).status_code == 404
            assert sent(program.put, f"themes/{one}/backing", {}).status_code == 404
            withdrawal = {"reason": "Fordi", "expected_version": 1}
            assert sent(program.post, f"themes/{one}/withdrawal", withdrawal).status_code == 404
        for one in (carla.pk, uuid4()):
            told = {"person_id": str(one), "title": "Noget", "need": "Andet"}
            assert sent(program.post, f"collections/{meeting.pk}/themes", told).status_code == 404
        for one in (unit.pk, uuid4()):
            begun = {"title": "Møde", "held_on": "2026-03-04", "unit_id": str(one)}
            assert sent(program.post, "collections", begun).status_code == 404
        for one in (theirs.pk, uuid4()):
            assert program.get(f"/api/v1/collections/{one}").status_code == 404
            assert as_(anna).get(f"/temaer/indsamling/{one}/").status_code == 404
            assert as_(anna).get(f"/temaer/indsamling/{one}/haender/{mine.pk}/").status_code == 404
            assert program.get("/api/v1/themes", {"collection": str(one)}).status_code == 404
            assert as_(anna).get("/temaer/", {"collected": str(one)}).status_code == 422
        for one in (area.pk, uuid4()):
            assert as_(anna).post(f"/temaer/omraader/{one}/luk/").status_code == 404
            assert as_(anna).post("/temaer/meld-ind/", proposal(area=str(one))).status_code == 422
    assert not Backing.objects.exists()
    assert Theme.objects.count() == Collection.objects.count() == 1
    assert not Area.objects.filter(is_closed=True).exists()


@pytest.mark.parametrize(
    "move",
    ["", "nothing", "1 1", "{} 0", "{} -4", "{} two", "{}", "{} 1 sideways", "{} 99999999999999999999"],
)
def test_order_that_cannot_be_read_moves_nothing_or_to_the_end(
    anna: Person, bo: Person, now: datetime, as_: As, move: str
) -> None:
    group, theme = a_group(now, anna), a_theme(bo, now)
    sent_ = {"group": str(group.pk), "state": "proposed", "order": "x", "move": move.format(theme.pk)}
    with time_machine.travel(now):
        assert as_(anna).post("/temaer/bordet/raekkefoelge/", sent_).status_code == 302
        asked = {"group": "x", "state": "x", "page": "x"}
        assert as_(anna).get("/temaer/bordet/raekkefoelge/", asked).status_code == 200


@pytest.mark.parametrize("marks", [{"practice": 6}, {"practice": 0}, {"strategy": "meget"}, {"urgency": 2.5}])
def test_program_weighs_from_1_to_5(anna: Person, bo: Person, now: datetime, api_as: As, marks: dict[str, Any]) -> None:
    group, theme = a_group(now, anna), a_theme(bo, now)
    with time_machine.travel(now):
        answer = sent(api_as(anna).put, f"themes/{theme.pk}/weight", {"group_id": str(group.pk), **marks})
    assert answer.status_code == 422
    assert not Weight.objects.exists()


def test_program_cannot_sort_by_backing(bo: Person, api_as: As) -> None:
    for wrong in ("backers", "-backers", "popular"):
        assert api_as(bo).get("/api/v1/themes", {"sort": wrong}).status_code == 422


def sent(send: Any, path: str, said: dict[str, Any]) -> Any:
    """JSON, as a program sends it."""
    return send(f"/api/v1/{path}", said, content_type="application/json")
