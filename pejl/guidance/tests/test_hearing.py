"""Laying a draft before colleagues, what they say, and what the authors answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.models import Job
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Comment, Hearing, HearingParty, Version
from pejl.guidance.names import BlockKind, State
from pejl.guidance.tests.factories import a_block, a_product, asked, described, make_ready, published, the_draft
from pejl.organisation.models import Membership
from pejl.organisation.tests.factories import employed
from tests.people import person_in

As = Callable[[Person], Client]
DAY = timedelta(days=1)


def heard(version: Version, by: Person, now: datetime, *people: Person, **said: Any) -> Hearing:
    """A hearing of a week that these people are asked in."""
    given = {"units": [], "closes_on": day_of(now + 7 * DAY), "asks": "Kan I bruge det?", **said}
    return operations.open_hearing(version=version, people=people, by=by, now=now, **given)


def said_by(person: Person, hearing: Hearing, now: datetime, text: str = "Jeg mangler noget.") -> Comment:
    return operations.comment(hearing=hearing, lineage=None, text=text, by=person, now=now)


def answer(comment: Comment, by: Person, now: datetime, expected_edit: int | None = None, **said: Any) -> None:
    given = {"text": "Skrevet ind.", "is_followed": True, **said}
    operations.answer_comment(comment=comment, expected_edit=expected_edit, by=by, now=now, **given)


def told(person: Person) -> list[str]:
    return list(Notice.objects.visible_to(person).order_by("created_at").values_list("subject", flat=True))


def test_colleagues_are_asked_and_the_text_stands_still(anna: Person, bo: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    hearing = heard(draft, anna, now, bo)
    assert draft.again().state == State.HEARING
    assert [one.pk for one in queries.hearings_for(bo, day_of(now))] == [hearing.pk]
    assert any(draft.title in subject for subject in told(bo))
    assert Version.objects.visible_to(bo).filter(pk=draft.pk).exists()
    with pytest.raises(Refusal):
        described(draft, anna, now, purpose="Andet")
    with pytest.raises(Refusal):
        asked(draft, bo, anna, now)
    with pytest.raises(Refusal):
        heard(draft, anna, now, bo)


def test_a_unit_is_written_out_to_its_present_members_but_never_the_authors(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    place = Membership.objects.get(person=dorte)
    for person in (anna, bo):
        employed(person, now, place.unit, place.function)
    gone = person_in(anna.space, "Gerda Grøn", "gerda@nordager.example")
    employed(gone, now, place.unit, place.function)
    gone.left_on = day_of(now)
    gone.save()
    hearing = heard(the_draft(a_product(anna, now)), anna, now, bo, units=[place.unit])
    asked_as = {party.person: party.unit for party in HearingParty.objects.filter(hearing=hearing)}
    assert asked_as == {bo: None, dorte: place.unit}


def test_nobody_and_a_day_that_has_passed_are_refused(anna: Person, bo: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid) as nobody:
        heard(draft, anna, now, anna)
    with pytest.raises(Invalid) as past:
        heard(draft, anna, now, bo, closes_on=day_of(now - DAY))
    assert (nobody.value.field, past.value.field) == ("people", "closes_on")
    with pytest.raises(NotAllowed):
        heard(draft, bo, now, anna)
    assert draft.again().state == State.DRAFT


def test_only_who_is_asked_comments_and_only_on_what_is_there(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    draft = the_draft(a_product(anna, now))
    block = a_block(draft, BlockKind.MARK, anna, now)
    hearing = heard(draft, anna, now, bo)
    for stranger in (anna, dorte):
        with pytest.raises(NotAllowed):
            said_by(stranger, hearing, now)
    with pytest.raises(Invalid):
        operations.comment(hearing=hearing, lineage=uuid4(), text="Her", by=bo, now=now)
    with pytest.raises(Invalid):
        said_by(bo, hearing, now, "  ")
    said = operations.comment(hearing=hearing, lineage=block.lineage, text=" Godt ", by=bo, now=now)
    assert (said.text, said.lineage) == ("Godt", block.lineage)
    assert list(queries.hearings_for(bo, day_of(now))) == []


def test_own_comment_is_changed_and_taken_back_until_it_is_answered(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    hearing = heard(the_draft(a_product(anna, now)), anna, now, bo, dorte)
    said = said_by(bo, hearing, now)
    operations.change_comment(comment=said, text="Bedre sagt", expected_edit=1, by=bo, now=now)
    with pytest.raises(Stale):
        operations.change_comment(comment=said, text="Igen", expected_edit=1, by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.change_comment(comment=said, text="Mit", expected_edit=2, by=dorte, now=now)
    other = said_by(dorte, hearing, now)
    operations.withdraw_comment(comment=other, by=dorte, now=now)
    assert [one.text for one in Comment.objects.all()] == ["Bedre sagt"]
    answer(said, anna, now)
    with pytest.raises(Refusal):
        operations.withdraw_comment(comment=said, by=bo, now=now)


def test_every_comment_is_answered_before_approval_and_who_commented_hears_once(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    hearing = heard(draft, anna, now, bo)
    said = [said_by(bo, hearing, now, text) for text in ("Et", "To")]
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    answer(said[0], anna, now, is_followed=False)
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    with pytest.raises(NotAllowed):
        answer(said[1], bo, now)
    answer(said[1], anna, now)
    with pytest.raises(Stale):
        answer(said[1], anna, now, text="Ovenpå")
    answer(said[1], anna, now, expected_edit=1, text="Rettet")
    before = len(told(bo))
    asked(draft, dorte, anna, now)
    assert len(told(bo)) == before + 1
    operations.take_back(version=draft, by=anna, now=now)
    request = asked(draft, dorte, anna, now + DAY)
    assert len(told(bo)) == before + 1
    operations.decide(version=draft, verdict="approved", note="", digest=request.digest, by=dorte, now=now)
    with pytest.raises(Refusal):
        answer(said[1], anna, now, expected_edit=2)


def test_kind_that_needs_a_hearing_is_not_approved_without_one(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    product.kind.needs_hearing = True
    product.kind.save()
    draft = make_ready(the_draft(product), anna, now)
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    hearing = heard(draft, anna, now, bo)
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    assert asked(draft, dorte, anna, now).approver == dorte


def test_it_ends_by_itself_after_its_last_evening_and_only_once(anna: Person, bo: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    hearing = heard(draft, anna, now, bo, closes_on=day_of(now))
    due = Job.objects.get(task=operations.CLOSE_HEARING).due_at
    assert day_of(due - timedelta(seconds=1)) == hearing.closes_on
    assert day_of(due) == hearing.closes_on + DAY
    operations.close_due_hearing(hearing_id=hearing.pk, now=due - timedelta(seconds=1))
    assert hearing.again().closed_at is None
    while jobs.work_one(now=due):
        pass
    operations.close_due_hearing(hearing_id=hearing.pk, now=due + DAY)
    assert (hearing.again().closed_at, draft.again().state) == (due, State.DRAFT)
    assert sum("ended" in subject or "slut" in subject for subject in told(anna)) == 1


def test_no_comment_after_the_last_evening_however_late_the_job_is(anna: Person, bo: Person, now: datetime) -> None:
    hearing = heard(the_draft(a_product(anna, now)), anna, now, bo, closes_on=day_of(now))
    with pytest.raises(Refusal):
        said_by(bo, hearing, now + DAY)


def test_it_gets_more_time_and_is_opened_again_only_for_the_same_text(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    hearing = heard(draft, anna, now, bo, dorte)
    said_by(dorte, hearing, now)
    later, before = day_of(now + 20 * DAY), (len(told(bo)), len(told(dorte)))
    operations.extend_hearing(hearing=hearing, closes_on=later, by=anna, now=now)
    assert (len(told(bo)), len(told(dorte))) == (before[0] + 1, before[1])
    operations.close_due_hearing(hearing_id=hearing.pk, now=now + 8 * DAY)
    assert hearing.again().closed_at is None
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    operations.extend_hearing(hearing=hearing, closes_on=later, by=anna, now=now)
    assert (hearing.again().closed_at, draft.again().state) == (None, State.HEARING)
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    described(draft, anna, now, purpose="Noget andet")
    with pytest.raises(Refusal):
        operations.extend_hearing(hearing=hearing, closes_on=later, by=anna, now=now)


def test_who_leaves_is_asked_no_more_and_the_successor_is(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    hearing = heard(the_draft(a_product(anna, now)), anna, now, bo)
    operations.hand_over(bo, to=dorte, by=None, now=now)
    assert [party.person for party in HearingParty.objects.filter(hearing=hearing)] == [dorte]
    assert told(dorte)


def page_of(hearing: Hearing, more: str = "") -> str:
    return f"/pejlemaerker/{hearing.version.product_id}/hoering/{more}"


def test_pages_from_asking_to_answering(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    author, party = as_(anna), as_(bo)
    address = f"/pejlemaerker/{product.pk}/hoering/"
    assert author.get(address).status_code == 404
    assert author.get(address + "aabn/").status_code == 200
    assert author.post(address + "aabn/", {"people": [str(bo.pk)]}).status_code == 422
    given = {"people": [str(bo.pk)], "closes_on": "31/12-2099", "asks": "Kan I bruge det?"}
    assert author.post(address + "aabn/", given).status_code == 302
    assert address in party.get("/").content.decode()
    assert address in party.get("/pejlemaerker/").content.decode()
    page = party.get(address + f"?on={block.lineage}").content.decode()
    assert 'name="text"' in page
    assert "Kan I bruge det?" in page
    said = {"text": "Skriv hvorfor", "lineage": str(block.lineage), "client_id": str(uuid4())}
    assert party.post(address + "kommentar/", {**said, "text": "710101-1234"}).status_code == 422
    for _press in range(2):
        assert party.post(address + "kommentar/", said).status_code == 302
    comment = Comment.objects.get()
    own = f"/pejlemaerker/kommentar/{comment.pk}/"
    assert party.post(own, {"text": "Skriv altid hvorfor", "edit": "1"}).status_code == 302
    assert party.post(own + "svar/", {"text": "Nej", "is_followed": "no"}).status_code == 403
    assert "Skriv altid hvorfor" in author.get(address + f"?answer={comment.pk}").content.decode()
    assert author.post(own + "svar/", {"text": "Nej", "is_followed": ""}).status_code == 422
    assert author.post(own + "svar/", {"text": "Det står der nu", "is_followed": "yes"}).status_code == 302
    assert author.post(own + "svar/", {"text": "Ovenpå", "is_followed": "no"}).status_code == 422
    assert "Det står der nu" in party.get(address).content.decode()
    assert author.post(address + "frist/", {"closes_on": "30/12-2099"}).status_code == 302
    assert author.post(address + "luk/").status_code == 302
    assert party.post(address + "kommentar/", {"text": "For sent"}).status_code == 422


def test_what_was_said_stays_readable_to_authors_and_who_was_asked_only(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    draft = make_ready(the_draft(product), anna, now)
    hearing = heard(draft, anna, now, bo)
    answer(said_by(bo, hearing, now), anna, now)
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    assert published(product, dorte, anna, now).state == State.PUBLISHED
    assert [as_(one).get(page_of(hearing)).status_code for one in (anna, bo, dorte)] == [200, 200, 403]
