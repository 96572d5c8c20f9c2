"""Agendas to start from: whose they are, their editions, and taking over what others made."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import Template, TemplateTalk
from pejl.meetings.names import Behaviour, ItemDefinition, ItemRole, Kind, TemplateDefinition
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_function, a_group, a_unit, employed

AGENDA = (
    ItemDefinition(Behaviour.ROUND, "Runde", 10),
    ItemDefinition(Behaviour.GROUPS, "Grupper", 40, groups=("Gruppe 1", "Gruppe 2")),
)


@pytest.fixture
def ours(anna: Person, now: datetime) -> Unit:
    """Anna's unit."""
    unit = a_unit(now, "Sygedagpenge")
    employed(anna, now, unit)
    return unit


@pytest.fixture
def theirs(bo: Person, now: datetime) -> Unit:
    """Bo's unit."""
    unit = a_unit(now, "Ungeteamet")
    employed(bo, now, unit, a_function(now, "Jobkonsulent"))
    return unit


def a_template(by: Person | None, now: datetime, **changes: Any) -> Template:
    definition = TemplateDefinition(changes.pop("name", "Kort møde"), Kind.LEARNING, "", AGENDA)
    return operations.add_template(definition=definition, by=by, now=now, **changes)


def labels(template: Template, edition: int | None = None) -> list[str]:
    return [line.item.label for line in queries.lines_in(template.again(), edition)]


def talked(now: datetime, **changes: Any) -> dict[str, Any]:
    told = {"talked_with": "Bo Bak", "held_on": day_of(now), "differently": "Vi tager kun én runde."}
    return told | changes


def test_agenda_of_a_meeting_becomes_one_to_start_from_without_its_people(
    anna: Person, bo: Person, ours: Unit, now: datetime
) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="Loven", minutes=15, leader_notes="Pas på tiden", room="14")
    _work, first, _second = group_work(meeting, by=anna, now=now)
    operations.set_parts(item=first, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)
    saved = operations.save_as_template(meeting=meeting, name="Vores", about="", unit=ours, by=anna, now=now)
    copy = queries.agenda_of(a_meeting(anna, now=now, template=saved).again())
    assert [timed.item.label for timed in copy] == ["Loven", "Grupper"]
    assert [group.item.label for group in copy[1].groups] == ["Gruppe 1", "Gruppe 2"]
    assert (copy[0].minutes, copy[0].item.leader_notes, copy[0].item.room, copy[1].groups[0].parts) == (15, "", "", ())


def test_new_edition_leaves_the_old_one_and_what_started_from_it(anna: Person, ours: Unit, now: datetime) -> None:
    template = a_template(anna, now, unit=ours)
    before = a_meeting(anna, now=now, template=template)
    items = (*AGENDA, ItemDefinition(Behaviour.GATHER_LEARNING, "Udbytte", 10))
    told = {"items": items, "note": "En runde til sidst", "by": anna, "now": now}
    newer = operations.define_edition(template=template, expected_edition=1, **told)
    assert (newer.edition, labels(newer)[-1], len(labels(newer, 1))) == (2, "Udbytte", 2)
    assert len(queries.agenda_of(before.again())) == 2
    assert (before.template_id, before.template_edition) == (template.pk, 1)
    assert [(one.number, one.note) for one in queries.editions_of(newer)] == [(2, "En runde til sidst"), (1, "")]
    with pytest.raises(Stale):
        operations.define_edition(template=template, expected_edition=1, **told)


def test_edition_is_made_of_a_meeting(anna: Person, ours: Unit, now: datetime) -> None:
    template = a_template(anna, now, unit=ours)
    meeting = a_meeting(anna, now=now, template=template)
    an_item(meeting, by=anna, now=now, label="Nyt punkt")
    saved = operations.save_edition(
        template=template, meeting=meeting.again(), note="", expected_edition=1, by=anna, now=now
    )
    assert labels(saved) == ["Runde", "Grupper", "Nyt punkt"]


def test_meeting_without_an_agenda_is_nothing_to_start_from(anna: Person, ours: Unit, now: datetime) -> None:
    with pytest.raises(Refusal):
        operations.save_as_template(meeting=a_meeting(anna, now=now), name="Tom", about="", unit=ours, by=anna, now=now)


def test_unit_keeps_its_own_and_working_groups_keep_the_whole_houses(
    anna: Person, bo: Person, ours: Unit, theirs: Unit, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        a_template(anna, now)
    with pytest.raises(NotAllowed):
        a_template(bo, now, unit=ours)
    a_group(now, anna)
    everybodys = a_template(anna, now)
    with pytest.raises(NotAllowed):
        operations.change_template(template=everybodys, name="Bos", about="", by=bo, now=now)


def test_another_units_is_taken_over_by_talking_first(
    anna: Person, bo: Person, ours: Unit, theirs: Unit, now: datetime
) -> None:
    template = a_template(bo, now, unit=theirs)
    with pytest.raises(Refusal) as refused:
        a_meeting(anna, now=now, template=template)
    assert theirs.name in refused.value.message
    taken = operations.take_over_template(
        template=template, unit=ours, name="Vores korte", **talked(now), by=anna, now=now
    )
    assert (labels(taken), taken.taken_from, taken.unit) == (["Runde", "Grupper"], template, ours)
    assert TemplateTalk.objects.get(template=taken).differently == "Vi tager kun én runde."
    a_meeting(anna, now=now, template=taken)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"talked_with": "🙂"}, "talked_with"),
        ({"differently": " "}, "differently"),
        ({"held_on": date(2026, 3, 5)}, "held_on"),
        ({"held_on": date(2024, 3, 4)}, "held_on"),
    ],
)
def test_nothing_is_taken_over_by_copying_alone(
    anna: Person, bo: Person, ours: Unit, theirs: Unit, now: datetime, changes: dict[str, Any], field: str
) -> None:
    template = a_template(bo, now, unit=theirs)
    told = talked(now, **changes)
    with pytest.raises(Invalid) as refused:
        operations.take_over_template(template=template, unit=ours, name="Vores", **told, by=anna, now=now)
    assert refused.value.field == field


def test_what_is_ones_own_is_not_taken_over(anna: Person, ours: Unit, now: datetime) -> None:
    for template in (a_template(anna, now, unit=ours), a_template(None, now, name="Alles")):
        with pytest.raises(Refusal):
            operations.take_over_template(template=template, unit=ours, name="X", **talked(now), by=anna, now=now)


def test_what_is_out_of_use_starts_nothing_until_it_is_in_use_again(anna: Person, ours: Unit, now: datetime) -> None:
    template = a_template(anna, now, unit=ours)
    operations.retire_template(template=template, by=anna, now=now)
    assert template not in queries.templates(anna)
    with pytest.raises(Refusal):
        a_meeting(anna, now=now, template=template.again())
    operations.use_template_again(template=template, by=anna, now=now + timedelta(minutes=1))
    assert template in queries.templates(anna, kind=Kind.LEARNING, today=day_of(now))
    a_meeting(anna, now=now, template=template.again())


def test_name_stands_once(anna: Person, ours: Unit, now: datetime) -> None:
    a_template(anna, now, unit=ours)
    other = a_template(anna, now, unit=ours, name="Et andet")
    for name in ("Kort møde", " Kort møde "):
        with pytest.raises(Invalid) as refused:
            operations.change_template(template=other, name=name, about="", by=anna, now=now)
        assert refused.value.field == "name"
    assert operations.change_template(template=other, name="Et andet", about="Nyt", by=anna, now=now).about == "Nyt"


def test_agenda_is_saved_on_its_page_as_a_new_one_or_the_next_edition_but_not_both(
    anna: Person, ours: Unit, now: datetime, as_: Any
) -> None:
    a_group(now, anna)
    template = a_template(anna, now)
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="Loven")
    client, path = as_(anna), f"/moeder/{meeting.pk}/skabelon/"
    with time_machine.travel(now, tick=False):
        said = {"template": "", "name": "Vores", "unit": "", "about": "", "note": ""}
        assert client.post(path, said | {"template": template.pk}).status_code == 422
        assert client.post(path, said | {"name": ""}).status_code == 422
        assert client.post(path, said).status_code == 303
        told = {"template": template.pk, "name": "", "note": "Kortere", "seen": f"{template.pk}:1"}
        assert client.post(path, said | told).status_code == 303
        page = client.get(f"/moeder/skabeloner/{template.pk}/")
        older = client.get(f"/moeder/skabeloner/{template.pk}/?edition=1")
    assert labels(Template.objects.get(name="Vores")) == labels(template) == ["Loven"]
    assert "Kortere" in page.content.decode()
    assert "Gruppe 2" not in page.content.decode()
    assert "Gruppe 2" in older.content.decode()


def test_two_who_make_the_next_edition_at_once_both_hear_of_it(
    anna: Person, bo: Person, ours: Unit, now: datetime, as_: Any
) -> None:
    a_group(now, anna, bo)
    template = a_template(anna, now)
    meetings = [a_meeting(by, now=now) for by in (anna, bo)]
    for meeting, by, label in zip(meetings, (anna, bo), ("Annas punkt", "Bos punkt"), strict=True):
        an_item(meeting, by=by, now=now, label=label)
    clients, paths = [as_(anna), as_(bo)], [f"/moeder/{meeting.pk}/skabelon/" for meeting in meetings]
    with time_machine.travel(now, tick=False):
        seen = [_seen_on(client.get(path)) for client, path in zip(clients, paths, strict=True)]
        said = {"template": template.pk, "name": "", "unit": "", "about": "", "note": "Kortere"}
        assert clients[0].post(paths[0], said | {"seen": seen[0]}).status_code == 303
        refused = clients[1].post(paths[1], said | {"seen": seen[1]})
        page = refused.content.decode()
        assert refused.status_code == 422
        assert labels(template) == ["Annas punkt"]
        assert page.index("Annas punkt") < page.index("Bos punkt")
        assert "Kortere" in page
        assert clients[1].post(paths[1], said | {"seen": _seen_on(refused)}).status_code == 303
    assert [labels(template, edition) for edition in (2, 3)] == [["Annas punkt"], ["Bos punkt"]]


def _seen_on(page: Any) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page.content.decode())
    assert found is not None
    return found[1]


def test_two_who_rename_one_see_both_wordings(anna: Person, ours: Unit, now: datetime, as_: Any, api_as: Any) -> None:
    template = a_template(anna, now, unit=ours)
    client, path = as_(anna), f"/moeder/skabeloner/{template.pk}/ret/"
    said = {"name": "Annas navn", "about": "Annas ord", "was_name": "Kort møde", "was_about": ""}
    with time_machine.travel(now, tick=False):
        assert client.post(path, said).status_code == 303
        refused = client.post(path, said | {"name": "Bos navn", "about": "Bos ord"})
        api = f"/api/v1/meeting-templates/{template.pk}"
        told = {"name": "Bos navn", "expected_name": "Kort møde", "expected_about": ""}
        stale = api_as(anna).put(api, told, content_type="application/json")
        assert (refused.status_code, stale.status_code) == (422, 409)
        page = refused.content.decode()
        for words in ("Annas navn", "Annas ord", "Bos navn", "Bos ord"):
            assert words in page
        knowing = {"was_name": "Annas navn", "was_about": "Annas ord", "name": "Bos navn", "about": "Bos ord"}
        assert client.post(path, knowing).status_code == 303
    assert template.again().name == "Bos navn"


def test_takeover_on_its_page_says_what_is_missing_and_then_leads_to_ones_own(
    anna: Person, bo: Person, ours: Unit, theirs: Unit, now: datetime, as_: Any
) -> None:
    template = a_template(bo, now, unit=theirs)
    client, path = as_(anna), f"/moeder/skabeloner/{template.pk}/tag-over/"
    said = {
        "unit": ours.pk,
        "name": "Vores korte",
        "talked_with": "Bo",
        "held_on": "3/3-2026",
        "differently": "Kortere",
    }
    with time_machine.travel(now, tick=False):
        assert template.name in client.get("/moeder/skabeloner/").content.decode()
        for missing in ("talked_with", "held_on", "differently"):
            assert client.post(path, said | {missing: ""}).status_code == 422
        done = client.post(path, said)
        assert done.status_code == 303
        shown = client.get(done["Location"]).content.decode()
    assert "Vores korte" in shown
    assert template.name in shown


def test_page_of_a_template_says_who_speaks_when(anna: Person, now: datetime, as_: Any) -> None:
    operations.add_standard_templates(by=None, now=now)
    team = Template.objects.get(name="Reflekterende team")
    with time_machine.travel(now, tick=False):
        shown = as_(anna).get(f"/moeder/skabeloner/{team.pk}/").content.decode()
    assert "De taler: Fokusperson, Interviewer" in shown
    assert "De taler: Lyttende team" in shown
