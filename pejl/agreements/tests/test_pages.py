"""My agreements and learning goals, as a browser meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.agreements.models import Agreement, GoalAnswer, LearningGoal, SparringOffer
from pejl.agreements.tests.factories import a_goal, an_agreement
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind

As = Callable[[Person], Client]


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def words(goal: LearningGoal, **said: Any) -> dict[str, Any]:
    """What a browser sends from the page of a learning goal."""
    return {
        "takes_along": goal.takes_along,
        "will_introduce": goal.will_introduce,
        "version": goal.version,
        **said,
    }


def test_list_shows_ones_own_only(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    an_agreement(bo, now, what="Bos egen", due_on=date(2026, 3, 1))
    an_agreement(anna, now, what="Annas egen")
    a_goal(bo, now, will_introduce="Jeg spørger først")
    a_goal(anna, now, will_introduce="Annas hemmelighed", is_shared=True)
    with time_machine.travel(now):
        page = text_of(as_(bo).get("/aftaler/"))
    assert "Bos egen" in page
    assert "1/3-2026" in page
    assert "state--attention" in page
    assert "Jeg spørger først" in page
    assert "Annas" not in page


def test_empty_list_says_what_it_is_for(bo: Person, as_: As) -> None:
    assert 'href="/moeder/"' in text_of(as_(bo).get("/aftaler/")).split('class="empty-state"')[1]


def test_dead_source_still_says_what_it_was(bo: Person, now: datetime, as_: As) -> None:
    an_agreement(bo, now)
    page = text_of(as_(bo).get("/aftaler/"))
    assert "Læringsmøde om praktik" in page
    assert "/moeder/6f1c3f2e" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_one_row_and_three(
    bo: Person, now: datetime, as_: As, django_assert_max_num_queries: Any, rows: int
) -> None:
    for _number in range(rows):
        an_agreement(bo, now)
    client = as_(bo)
    client.get("/aftaler/")
    with django_assert_max_num_queries(14) as asked:
        client.get("/aftaler/")
    assert sum("agreements_" in query["sql"] for query in asked.captured_queries) == 6


def test_list_has_pages(bo: Person, now: datetime, as_: As) -> None:
    for number in range(26):
        an_agreement(bo, now, what=f"Opgave {number}")
    client = as_(bo)
    assert text_of(client.get("/aftaler/")).count(">Opgave ") == 25
    assert text_of(client.get("/aftaler/", {"page": "2"})).count(">Opgave ") == 1


def test_done_and_again_by_one_press_each(bo: Person, now: datetime, as_: As) -> None:
    agreement, client = an_agreement(bo, now), as_(bo)
    for path, state in (("faerdig", "done"), ("faerdig", "done"), ("igen", "open"), ("bortfaldet", "dropped")):
        answer = client.post(f"/aftaler/{agreement.pk}/{path}/", {"drop-reason": "Borgeren er i job"})
        assert answer["Location"] == (f"/aftaler/{agreement.pk}/" if state == "dropped" else "/aftaler/")
        assert agreement.again().state == state


def test_agreement_of_a_colleague_is_not_settled(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    agreement = an_agreement(anna, now)
    assert as_(bo).post(f"/aftaler/{agreement.pk}/faerdig/").status_code == 403
    assert agreement.again().state == Agreement.State.OPEN


def test_agreement_elsewhere_is_unknown(bo: Person, carla: Person, now: datetime, as_: As) -> None:
    with scopes.scope(carla.space_id):
        agreement = an_agreement(carla, now)
    client = as_(bo)
    assert client.post(f"/aftaler/{agreement.pk}/faerdig/").status_code == 404
    assert client.post(f"/aftaler/{uuid4()}/faerdig/").status_code == 404


def test_goal_is_changed_and_shared(bo: Person, now: datetime, as_: As) -> None:
    goal, client = a_goal(bo, now), as_(bo)
    assert goal.takes_along in text_of(client.get(f"/aftaler/laering/{goal.pk}/"))
    answer = client.post(f"/aftaler/laering/{goal.pk}/", words(goal, takes_along="Nyt", is_shared="on"))
    assert answer["Location"] == "/aftaler/"
    assert (goal.again().takes_along, goal.again().is_shared) == ("Nyt", True)


def test_goal_changed_elsewhere_comes_back_with_what_was_typed(bo: Person, now: datetime, as_: As) -> None:
    goal, client = a_goal(bo, now), as_(bo)
    a_goal(bo, now, takes_along="Fra telefonen", expected_version=1)
    answer = client.post(f"/aftaler/laering/{goal.pk}/", words(goal, takes_along="Fra computeren"))
    assert answer.status_code == 422
    assert "Fra computeren" in text_of(answer)
    assert 'value="2"' in text_of(answer)
    assert (
        client.post(f"/aftaler/laering/{goal.pk}/", words(goal, takes_along="Begge dele", version=2)).status_code == 302
    )
    assert goal.again().takes_along == "Begge dele"


def test_goal_with_a_cpr_number_offers_to_remove_it(bo: Person, now: datetime, as_: As) -> None:
    goal, client = a_goal(bo, now), as_(bo)
    said = words(goal, takes_along="Som med 710101-1234")
    assert 'value="takes_along"' in text_of(client.post(f"/aftaler/laering/{goal.pk}/", said))
    removed = client.post(f"/aftaler/laering/{goal.pk}/", {**said, "remove_cpr": "takes_along"})
    assert "710101" not in text_of(removed)


def test_unsent_words_of_a_goal_wait(bo: Person, now: datetime, as_: As) -> None:
    goal, client = a_goal(bo, now), as_(bo)
    place = f"agreements:goal:{goal.pk}"
    drafts.keep(place=place, fields={"takes_along": "Halvt tænkt"}, by=bo, now=now)
    assert "Halvt tænkt" in text_of(client.get(f"/aftaler/laering/{goal.pk}/"))
    client.post(f"/aftaler/laering/{goal.pk}/", words(goal, takes_along="Helt tænkt"))
    assert not Draft.objects.exists()


def test_goal_is_deleted_for_good(bo: Person, now: datetime, as_: As) -> None:
    goal = a_goal(bo, now)
    as_(bo).post(f"/aftaler/laering/{goal.pk}/slet/")
    assert not LearningGoal.objects.exists()


def test_goal_of_a_colleague_has_no_page_even_when_shared(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    goal, client = a_goal(anna, now, is_shared=True), as_(bo)
    assert client.get(f"/aftaler/laering/{goal.pk}/").status_code == 404
    assert client.post(f"/aftaler/laering/{goal.pk}/slet/").status_code == 404
    assert LearningGoal.objects.exists()


def test_list_is_narrowed_and_put_in_order(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    an_agreement(bo, now, what="Bos egen")
    an_agreement(anna, now, what="Skrevet ned til Anna", by=bo)
    page = text_of(as_(bo).get("/aftaler/", {"whose": "written", "shown": "open", "sort": "newest"}))
    assert "Skrevet ned til Anna" in page
    assert "Bos egen" not in page
    assert as_(bo).get("/aftaler/", {"sort": "hvad som helst"}).status_code == 422


def test_agreement_is_moved_passed_on_and_taken_over(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    agreement, client = an_agreement(bo, now, due_on=date(2026, 4, 1)), as_(bo)
    path = f"/aftaler/{agreement.pk}/"
    with time_machine.travel(now):
        assert client.post(f"{path}dag/", {"move-due_on": "2/5-2026", "move-reason": "Ferie"}).status_code == 302
        assert client.post(f"{path}giv-videre/", {"offer-to": anna.pk}).status_code == 302
        assert "Ferie" in text_of(client.get(path))
        assert "overtag/" in text_of(as_(anna).get(path))
        assert "Spørg virksomhederne" in text_of(as_(anna).get("/aftaler/"))
        taken = as_(anna).post(f"{path}overtag/")["Location"]
        assert "Bo Bæk" in text_of(as_(anna).get(taken))
    assert Agreement.objects.get(owner=anna).due_on == date(2026, 5, 2)


def test_without_a_reason_the_page_says_so_at_the_field(bo: Person, now: datetime, as_: As) -> None:
    agreement = an_agreement(bo, now)
    answer = as_(bo).post(f"/aftaler/{agreement.pk}/bortfaldet/", {"drop-reason": " "})
    assert answer.status_code == 422
    assert 'id="id_drop-reason-error"' in text_of(answer) or "field--error" in text_of(answer)
    assert agreement.again().state == Agreement.State.OPEN


def test_no_is_said_and_the_owner_keeps_it(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    agreement = an_agreement(bo, now)
    path = f"/aftaler/{agreement.pk}/"
    as_(bo).post(f"{path}giv-videre/", {"offer-to": anna.pk})
    assert as_(anna).post(f"{path}nej/", {"decline-reason": "Ferie"})["Location"] == "/aftaler/"
    as_(bo).post(f"{path}giv-videre/", {"offer-to": anna.pk})
    assert as_(bo).post(f"{path}behold/").status_code == 302
    assert (agreement.again().owner, agreement.again().offered_to) == (bo, None)


def test_agreement_that_does_not_concern_me_has_no_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    agreement = an_agreement(bo, now)
    assert as_(anna).get(f"/aftaler/{agreement.pk}/").status_code == 404


def test_weekly_message_is_switched_off_and_on(bo: Person, as_: As) -> None:
    client = as_(bo)
    client.post("/aftaler/ugebesked/", {"wanted": "0"})
    assert 'name="wanted" value="1"' in text_of(client.get("/aftaler/"))
    client.post("/aftaler/ugebesked/", {"wanted": "1"})
    assert 'name="wanted" value="0"' in text_of(client.get("/aftaler/"))


def test_goal_is_answered_once_and_shared_knowingly(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    goal, client, key = a_goal(bo, now, is_shared=True), as_(bo), str(uuid4())
    path = f"/aftaler/laering/{goal.pk}/"
    assert goal.will_introduce in text_of(client.get(f"{path}svar/"))
    said = {"how_it_went": "Det gik fint", "helped": "Makkeren", "when": "never", "client_id": key}
    for _press in range(2):
        assert client.post(f"{path}svar/", said)["Location"] == path
    answer = GoalAnswer.objects.get()
    assert "Det gik fint" in text_of(client.get(path))
    assert "Det gik fint" not in text_of(as_(anna).get("/aftaler/delt-laering/"))
    client.post(f"/aftaler/laering/svar/{answer.pk}/del/", {"shared": "1"})
    assert "Det gik fint" in text_of(as_(anna).get("/aftaler/delt-laering/"))
    assert as_(anna).post(f"/aftaler/laering/svar/{answer.pk}/slet/").status_code == 404
    client.post(f"/aftaler/laering/svar/{answer.pk}/slet/")
    assert not GoalAnswer.objects.exists()


@pytest.mark.parametrize(
    ("said", "status", "ask_on"),
    [
        ({"ask-when": "8"}, 302, date(2026, 4, 29)),
        ({"ask-when": "never"}, 302, None),
        ({"ask-when": "day", "ask-ask_on": "1/5-2026"}, 302, date(2026, 5, 1)),
        ({"ask-when": "day"}, 422, date(2026, 4, 1)),
        ({"ask-when": "day", "ask-ask_on": "1/2-2026"}, 422, date(2026, 4, 1)),
    ],
)
def test_day_to_be_asked_is_chosen(
    bo: Person, now: datetime, as_: As, said: dict[str, str], status: int, ask_on: date | None
) -> None:
    goal = a_goal(bo, now)
    with time_machine.travel(now):
        assert as_(bo).post(f"/aftaler/laering/{goal.pk}/spoerg/", said).status_code == status
    assert goal.again().ask_on == ask_on


def test_sparring_is_wanted_and_read_by_who_offers_it(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    newcomer = tenancy.seat(name="Nora Ny")
    Assignment.objects.create(kind=AssignmentKind.MENTOR, person=anna, for_person=newcomer, since_on=date(2026, 1, 1))
    assert as_(anna).post("/aftaler/sparring/", {"words": "En time om ugen"}).status_code == 302
    offer = SparringOffer.objects.get()
    assert "En time om ugen" in text_of(as_(bo).get("/aftaler/sparring/"))
    a_goal(bo, now)
    assert as_(bo).get(f"/aftaler/sparring/{offer.pk}/").status_code == 200
    assert as_(bo).post(f"/aftaler/sparring/{offer.pk}/", {"words": "Om skemaet"}).status_code == 302
    page = text_of(as_(anna).get("/aftaler/sparring/"))
    assert "Om skemaet" in page
    assert "Jeg skriver målet" not in page
    as_(bo).post(f"/aftaler/sparring/{offer.pk}/alligevel-ikke/")
    assert "Om skemaet" not in text_of(as_(anna).get("/aftaler/sparring/"))
    as_(anna).post(f"/aftaler/sparring/{offer.pk}/slut/")
    assert "En time om ugen" not in text_of(as_(bo).get("/aftaler/sparring/"))
