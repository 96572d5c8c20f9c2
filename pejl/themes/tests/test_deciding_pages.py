"""The table, the decision and the areas, as a browser meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Area, Decision
from pejl.themes.names import State, StepKind
from pejl.themes.tests.browsing import decision, text_of
from pejl.themes.tests.factories import a_theme, decided

As = Callable[[Person], Client]


def test_table_shows_what_waits_and_lets_the_group_decide(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, later, group = a_theme(bo, now), a_theme(bo, now, title="Kan vente"), a_group(now, anna)
    decided(later, group, anna, now, outcome="later")
    page = text_of(as_(anna).get("/temaer/bordet/"))
    assert f"/temaer/{theme.pk}/beslut/" in page
    assert "Kan vente" not in page
    assert "Kan vente" in text_of(as_(anna).get("/temaer/bordet/", {"state": "later", "order": "area"}))
    assert f"/temaer/{theme.pk}/beslut/" not in text_of(as_(bo).get("/temaer/bordet/"))


def test_deciding_leads_back_to_the_theme(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    client = as_(anna)
    assert "Vi gør det forskelligt" in text_of(client.get(f"/temaer/{theme.pk}/beslut/"))
    answer = client.post(f"/temaer/{theme.pk}/beslut/", decision(theme, group=str(group.pk)))
    assert answer["Location"] == f"/temaer/{theme.pk}/"
    assert Decision.objects.get().by == anna


def test_deciding_twice_with_one_form_decides_once(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, other, group = a_theme(bo, now), a_theme(bo, now), a_group(now, anna)
    client, said = as_(anna), decision(theme, group=str(group.pk), merge_into=str(other.pk))
    for _press in range(2):
        answer = client.post(f"/temaer/{theme.pk}/laeg-sammen/", said)
        assert answer["Location"] == f"/temaer/{theme.pk}/"
    assert Decision.objects.get().merged_into == other


def test_deciding_without_a_reason_is_not_possible(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    answer = as_(anna).post(f"/temaer/{theme.pk}/beslut/", decision(theme, group=str(group.pk), reason=" "))
    assert answer.status_code == 422
    assert 'id="id_reason-error"' in text_of(answer)
    assert not Decision.objects.exists()


def test_stale_decision_shows_how_it_stands_and_can_be_made_again(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    said = decision(theme, group=str(group.pk), reason="Mine egne ord")
    decided(theme, group, anna, now, outcome="decline")
    client = as_(anna)
    answer = client.post(f"/temaer/{theme.pk}/beslut/", said)
    page = text_of(answer)
    assert answer.status_code == 422
    assert str(State.DECLINED.label) in page
    assert "Mine egne ord" in page
    assert 'name="version" id="id_version" value="2"' in page
    assert client.post(f"/temaer/{theme.pk}/beslut/", {**said, "version": "2"}).status_code == 302
    assert theme.again().state == State.NEXT


def test_outsider_is_told_who_decides(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    answer = as_(bo).get(f"/temaer/{theme.pk}/beslut/")
    assert answer.status_code == 403
    assert "Anna Ager" in text_of(answer)
    sent = as_(bo).post(f"/temaer/{theme.pk}/beslut/", decision(theme, group=str(group.pk)))
    assert sent.status_code == 403
    assert not Decision.objects.exists()


def test_group_of_others_is_no_choice(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, own, others = a_theme(bo, now), a_group(now, anna), a_group(now, bo, name="De andre")
    answer = as_(anna).post(f"/temaer/{theme.pk}/beslut/", decision(theme, group=str(others.pk)))
    assert answer.status_code == 422
    assert own.again().memberships.get().person == anna
    assert not Decision.objects.exists()


def test_member_of_two_groups_says_in_whose_name(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    a_group(now, anna)
    second = a_group(now, anna, name="Den anden gruppe")
    client = as_(anna)
    assert "Den anden gruppe" in text_of(client.get(f"/temaer/{theme.pk}/beslut/"))
    client.post(f"/temaer/{theme.pk}/beslut/", decision(theme, group=str(second.pk)))
    assert Decision.objects.get().group == second


def test_theme_past_deciding_has_no_decide_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    a_group(now, anna)
    operations.take_step(theme=theme, kind=StepKind.MEETING_PLANNED, about=None, words="", state=State.PLANNED, now=now)
    assert as_(anna).get(f"/temaer/{theme.pk}/beslut/").status_code == 409


def test_merging_takes_a_theme_found_by_a_word(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, other = a_theme(bo, now, title="Praktik i dag"), a_theme(bo, now, title="Journalnotater")
    group = a_group(now, anna)
    client, path = as_(anna), f"/temaer/{theme.pk}/laeg-sammen/"
    assert "Journalnotater" in text_of(client.get(path, {"q": "journal"}))
    said = decision(theme, group=str(group.pk), merge_into=str(other.pk))
    assert client.post(path, said).status_code == 302
    assert theme.again().merged_into == other


def test_merging_into_a_theme_elsewhere_is_no_choice(
    anna: Person, bo: Person, carla: Person, now: datetime, as_: As
) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    with scopes.scope(carla.space_id):
        foreign = a_theme(carla, now)
    said = decision(theme, group=str(group.pk), merge_into=str(foreign.pk))
    assert as_(anna).post(f"/temaer/{theme.pk}/laeg-sammen/", said).status_code == 422
    assert not Decision.objects.exists()


def test_areas_are_added_by_the_group_and_chosen_by_everybody(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    a_group(now, anna)
    assert as_(anna).post("/temaer/omraader/", {"name": "Fleksjob"})["Location"] == "/temaer/omraader/"
    assert "Fleksjob" in text_of(as_(bo).get("/temaer/meld-ind/"))
    again = as_(anna).post("/temaer/omraader/", {"name": "Fleksjob"})
    assert (again.status_code, text_of(again).count('id="id_name-error"')) == (422, 1)


def test_areas_are_not_added_by_others(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    a_group(now, anna)
    assert as_(bo).post("/temaer/omraader/", {"name": "Fleksjob"}).status_code == 403
    assert 'name="name"' not in text_of(as_(bo).get("/temaer/omraader/"))
    assert not Area.objects.exists()
