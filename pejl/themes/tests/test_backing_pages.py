"""Finding what is alike, backing, withdrawing and taking over, as a browser meets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Backing, Theme
from pejl.themes.names import BackingKind, State, StepKind
from pejl.themes.tests.browsing import proposal, text_of
from pejl.themes.tests.factories import a_leader, a_theme, backed, decided, withdrawn

As = Callable[[Person], Client]
ALIKE = "Hvor længe varer en virksomhedspraktik?"


def test_alike_are_shown_while_one_types_and_nothing_is_kept(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(anna, now)
    fragment = text_of(as_(bo).post("/temaer/ligner/", {"title": ALIKE, "need": "Min <b>tvivl</b>"}))
    assert theme.title in fragment
    assert "<html" not in fragment
    assert f'formaction="/temaer/{theme.pk}/bak-op/"' in fragment
    assert 'form="alike-back"' in fragment
    assert "Min &lt;b&gt;tvivl&lt;/b&gt;" in fragment
    assert Theme.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"title": "Tolk"}, {"title": ALIKE, "need": "Borger 710101-1234"}])
def test_nothing_alike_is_an_empty_answer(
    anna: Person, bo: Person, now: datetime, as_: As, said: dict[str, str]
) -> None:
    a_theme(anna, now)
    answer = as_(bo).post("/temaer/ligner/", said)
    assert (answer.status_code, text_of(answer).strip()) == (200, "")


def test_own_theme_is_shown_as_alike_but_not_to_be_backed(bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    fragment = text_of(as_(bo).post("/temaer/ligner/", {"title": ALIKE}))
    assert theme.title in fragment
    assert "/bak-op/" not in fragment


def test_without_a_script_what_is_alike_is_asked_about_once(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(anna, now)
    client, said = as_(bo), proposal(title=ALIKE, need="Vi er i tvivl.")
    page = text_of(client.post("/temaer/meld-ind/", said))
    assert f"/temaer/{theme.pk}/bak-op/" in page
    assert f'name="seen" value="{theme.pk}"' in page
    for kept in (said["need"], said["client_id"], ALIKE):
        assert kept in page
    assert Theme.objects.count() == 1
    again = text_of(client.post("/temaer/meld-ind/", {**said, "edit": "1"}))
    assert 'name="title"' in again
    assert said["need"] in again
    assert client.post("/temaer/meld-ind/", {**said, "seen": str(theme.pk)}).status_code == 302
    assert Theme.objects.filter(proposed_by=bo).count() == 1


def test_same_title_is_proposed_twice_on_purpose(bo: Person, now: datetime, as_: As) -> None:
    theme, client = a_theme(bo, now), as_(bo)
    said = proposal(seen=str(theme.pk))
    for _press in range(2):
        assert client.post("/temaer/meld-ind/", said).status_code == 302
    assert Theme.objects.filter(title=theme.title).count() == 2


def test_backing_instead_takes_the_words_along_and_drops_the_draft(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    theme, client = a_theme(anna, now), as_(bo)
    drafts.keep(place="themes:propose", fields={"title": ALIKE}, by=bo, now=now)
    sent = {"instead": "1", "words": "Vi er i tvivl.", "client_id": str(uuid4())}
    answer = client.post(f"/temaer/{theme.pk}/bak-op/", sent)
    assert answer["Location"] == f"/temaer/{theme.pk}/#backing"
    backing = Backing.objects.get()
    assert (backing.person, backing.kind, backing.words) == (bo, BackingKind.EXAMPLE, "Vi er i tvivl.")
    assert not Draft.objects.exists()


def test_backing_with_one_press_and_then_with_words(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme, client = a_theme(anna, now), as_(bo)
    assert f'action="/temaer/{theme.pk}/bak-op/"' in text_of(client.get(f"/temaer/{theme.pk}/"))
    client.post(f"/temaer/{theme.pk}/bak-op/", {})
    assert Backing.objects.get().kind == BackingKind.NEED
    client.post(f"/temaer/{theme.pk}/bak-op/", {"kind": "question", "words": "Hvor <i>længe</i>?"})
    page = text_of(as_(anna).get(f"/temaer/{theme.pk}/"))
    assert "Hvor &lt;i&gt;længe&lt;/i&gt;?" in page
    assert "Bo Bæk" in page
    assert "Hvor &lt;i&gt;" in text_of(client.get(f"/temaer/{theme.pk}/bak-op/"))
    client.post(f"/temaer/{theme.pk}/bak-ikke-op/")
    assert "længe" not in text_of(as_(anna).get(f"/temaer/{theme.pk}/")).split("<main")[1].split("</main>")[0]


def test_question_without_words_comes_back(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(anna, now)
    answer = as_(bo).post(f"/temaer/{theme.pk}/bak-op/", {"kind": "question", "words": " "})
    assert answer.status_code == 422
    assert 'id="id_words-error"' in text_of(answer)
    assert not Backing.objects.exists()


def test_words_with_a_cpr_number_are_refused(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(anna, now)
    answer = as_(bo).post(f"/temaer/{theme.pk}/bak-op/", {"words": "Borger 710101-1234"})
    assert answer.status_code == 422
    assert not Backing.objects.exists()


def test_withdrawing_and_taking_over_by_press(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    client, path = as_(bo), f"/temaer/{theme.pk}/"
    assert f"{path}traek-tilbage/" in text_of(client.get(path))
    assert client.get(f"{path}traek-tilbage/").status_code == 200
    sent = {"reason": "Jeg har fået svar.", "version": "1", "client_id": str(uuid4())}
    for _press in range(2):
        assert client.post(f"{path}traek-tilbage/", sent)["Location"] == path
    assert "Jeg har fået svar." in text_of(as_(anna).get(path))
    assert f'action="{path}overtag/"' in text_of(as_(anna).get(path))
    assert as_(anna).post(f"{path}overtag/")["Location"] == path
    assert theme.again().proposed_by == anna


def test_withdrawing_is_the_proposers(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    a_group(now, anna)
    path = f"/temaer/{theme.pk}/traek-tilbage/"
    assert "traek-tilbage" not in text_of(as_(anna).get(f"/temaer/{theme.pk}/"))
    assert as_(anna).get(path).status_code == 403
    assert as_(anna).post(path, {"reason": "Nej", "version": "1"}).status_code == 403
    assert as_(anna).post(f"/temaer/{theme.pk}/overtag/").status_code == 409
    assert theme.again().state == State.PROPOSED


def test_stale_withdrawal_comes_back_with_what_was_written(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    decided(theme, a_group(now, anna), anna, now)
    client, path = as_(bo), f"/temaer/{theme.pk}/traek-tilbage/"
    answer = client.post(path, {"reason": "Mine egne ord", "version": "1"})
    assert answer.status_code == 422
    assert "Mine egne ord" in text_of(answer)
    assert 'name="version" id="id_version" value="2"' in text_of(answer)


def test_planned_theme_says_that_the_meeting_comes_first(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    operations.take_step(theme=theme, kind=StepKind.MEETING_PLANNED, about=None, words="", state=State.PLANNED, now=now)
    assert as_(bo).get(f"/temaer/{theme.pk}/traek-tilbage/").status_code == 409
    assert "traek-tilbage" not in text_of(as_(bo).get(f"/temaer/{theme.pk}/"))


def test_withdrawn_theme_of_others_is_read_and_nothing_more(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = withdrawn(a_theme(bo, now), bo, now)
    page = text_of(as_(anna).get(f"/temaer/{theme.pk}/")).split("<main")[1].split("</main>")[0]
    assert "<form" not in page


def test_leader_proposes_for_the_management_and_others_are_not_asked(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    a_leader(anna, now)
    with time_machine.travel(now):
        assert 'name="is_for_management"' in text_of(as_(anna).get("/temaer/meld-ind/"))
        assert 'name="is_for_management"' not in text_of(as_(bo).get("/temaer/meld-ind/"))
        as_(anna).post("/temaer/meld-ind/", proposal(is_for_management="on"))
        as_(bo).post("/temaer/meld-ind/", proposal(is_for_management="on", title="Tolk", need="Hvem taler jeg til?"))
    assert [(theme.origin, theme.proposed_by) for theme in Theme.objects.order_by("title_sort")] == [
        ("management", anna),
        ("colleague", bo),
    ]
    page = text_of(as_(bo).get("/temaer/"))
    assert page.count("fra ledelsen") + page.count("from the management") == 1


def test_pages_of_another_job_centre_are_unknown(bo: Person, carla: Person, now: datetime, as_: As) -> None:
    with scopes.scope(carla.space_id):
        theme = a_theme(carla, now)
    client = as_(bo)
    for part in ("bak-op/", "bak-ikke-op/", "traek-tilbage/", "overtag/", "vaegt/"):
        theirs, nobodys = (client.post(f"/temaer/{one}/{part}") for one in (theme.pk, uuid4()))
        assert theirs.status_code == nobodys.status_code == 404
