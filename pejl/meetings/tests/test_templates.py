"""Agendas to start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import Template
from pejl.meetings.names import Behaviour, ItemDefinition, Kind, Speaking, TemplateDefinition
from pejl.meetings.operations.templates import standard_templates

SHORT = TemplateDefinition(
    name="Kort",
    kind=Kind.LEARNING,
    about="",
    items=(ItemDefinition(behaviour=Behaviour.FRAMING, label="Ramme", minutes=10),),
)


def test_the_standard_agenda_holds_the_whole_model_in_three_hours() -> None:
    model = standard_templates()[0]
    behaviours = [item.behaviour for item in model.items]
    assert sum(item.minutes for item in model.items) == 180
    assert set(Behaviour.values) - {Behaviour.PLENARY, Behaviour.FREE, Behaviour.GROUP} == set(behaviours)
    assert behaviours.count(Behaviour.PRACTICE) == 3
    silent = [item.minutes for item in model.items if item.speaking == Speaking.NOBODY]
    assert silent == [2, 2]


def test_the_standard_agendas_are_added_once(anna: Person, now: datetime) -> None:
    added = operations.add_standard_templates(by=None, now=now)
    assert [template.name for template in added] == [one.name for one in standard_templates()]
    assert operations.add_standard_templates(by=None, now=now) == []
    assert Template.objects.count() == len(added)


def test_there_is_an_agenda_for_every_kind_of_meeting_and_each_fits_its_day() -> None:
    definitions = standard_templates()
    assert {one.kind for one in definitions} == set(Kind.values)
    for one in definitions:
        minutes = sum(item.minutes for item in one.items)
        assert 20 <= minutes <= 180 or one.kind in (Kind.STRATEGY, Kind.NETWORK), one.name
        assert one.about, one.name


def test_reflecting_team_is_made_of_the_same_pieces_as_everything_else() -> None:
    team = next(one for one in standard_templates() if one.name == "Reflekterende team").items[0]
    assert sum(step.minutes for step in team.steps) == team.minutes
    spoken = {role for step in team.steps for role in step.speakers}
    assert spoken == set(team.roles)


def test_add_template_keeps_items_in_order_with_their_groups(anna: Person, now: datetime) -> None:
    work = ItemDefinition(behaviour=Behaviour.GROUPS, label="Grupper", minutes=30, groups=("A", "B"))
    template = operations.add_template(definition=replace(SHORT, items=(*SHORT.items, work)), by=None, now=now)
    rows = [(item.position, item.label, item.parent_id is not None) for item in template.items.all()]
    assert sorted(rows) == [(1, "A", True), (1, "Ramme", False), (2, "B", True), (2, "Grupper", False)]


def test_add_template_refuses_a_name_twice(anna: Person, now: datetime) -> None:
    operations.add_template(definition=SHORT, by=None, now=now)
    with pytest.raises(Invalid) as refusal:
        operations.add_template(definition=SHORT, by=None, now=now)
    assert refusal.value.field == "name"


@pytest.mark.parametrize(
    "item",
    [
        ItemDefinition(behaviour=Behaviour.FRAMING, label="Intet", minutes=0),
        ItemDefinition(behaviour=Behaviour.GROUP, label="Alene", minutes=10),
    ],
)
def test_add_template_refuses_what_cannot_be_held(anna: Person, now: datetime, item: ItemDefinition) -> None:
    with pytest.raises(Invalid):
        operations.add_template(definition=replace(SHORT, items=(item,)), by=None, now=now)
    assert not Template.objects.exists()


def test_add_template_is_not_for_guests(anna: Person, now: datetime) -> None:
    anna.is_guest = True
    anna.save()
    with pytest.raises(NotAllowed):
        operations.add_template(definition=SHORT, by=anna, now=now)
    assert not queries.templates(anna, kind=Kind.LEARNING)
