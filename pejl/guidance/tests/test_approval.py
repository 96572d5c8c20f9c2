"""Asking for approval, deciding, and what an approval sets in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations, permissions, queries
from pejl.guidance.models import Approval, ApprovalRequest, KindApprover, Version
from pejl.guidance.names import BlockKind, ReferenceKind, State, Verdict
from pejl.guidance.operations.scheduling import months_after
from pejl.guidance.tests.factories import (
    a_block,
    a_product,
    answered,
    asked,
    described,
    make_ready,
    none_relevant,
    published,
    the_draft,
)
from pejl.organisation.models import Membership
from pejl.organisation.tests.factories import an_approver
from pejl.themes.models import Step
from pejl.themes.names import State as ThemeState
from pejl.themes.names import StepKind
from pejl.themes.tests.factories import a_theme
from tests.people import person_in


def subjects_of(person: Person) -> list[str]:
    return list(Notice.objects.visible_to(person).order_by("created_at").values_list("subject", flat=True))


def test_gaps_are_said_until_each_is_filled(anna: Person, now: datetime) -> None:
    product = a_product(anna, now, "Spørg arbejdsgiveren først.")
    draft = the_draft(product)

    def parts() -> list[str]:
        blocks = queries.blocks_of(draft.again())
        found = queries.gaps_of(the_draft(product), blocks, queries.people_of(product))
        return [gap.choice or gap.part for gap in found]

    kinds = [kind.value for kind in ReferenceKind]
    assert parts() == ["about", "people", "mark", *kinds]
    described(draft, anna, now)
    assert parts() == ["people", "mark", *kinds]
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    assert parts() == ["mark", *kinds]
    a_block(draft, BlockKind.REFERENCE, anna, now)
    assert parts() == ["mark", *(kind for kind in kinds if kind != "law_guide")]
    make_ready(draft, anna, now)
    assert parts() == []


def test_next_version_must_say_what_has_changed(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    described(draft, anna, now, changes="Et nyt pejlemærke.")
    assert asked(draft, dorte, anna, now).version == draft


def test_nothing_missing_may_be_asked_about(anna: Person, dorte: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    assert draft.again().state == State.DRAFT


def test_only_who_may_approve_and_has_not_written_is_asked(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    draft = make_ready(the_draft(a_product(anna, now, authors=[anna, dorte])), anna, now)
    for nobody in (bo, anna, dorte):
        with pytest.raises(Invalid) as refused:
            asked(draft, nobody, anna, now)
        assert refused.value.field == "approvers"
    assert list(permissions.approvers_for(draft, day_of(now))) == []


def test_who_stops_writing_still_cannot_approve_the_own_text(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now, authors=[anna, dorte])
    operations.name_authors(product=product, authors=[anna], by=dorte, now=now + timedelta(minutes=1))
    draft = make_ready(the_draft(product), anna, now)
    with pytest.raises(Invalid):
        asked(draft, dorte, anna, now)
    version = published(product, _another_approver(dorte.space, now), anna, now + timedelta(minutes=2))
    assert version.state == State.PUBLISHED
    later = now + timedelta(days=1)
    following = operations.begin_next_version(product=product, by=anna, now=later)
    described(following, anna, later)
    assert asked(following, dorte, anna, later).approver == dorte


def _another_approver(space: Space, now: datetime) -> Person:
    person = person_in(space, "Finn Friis", "finn@nordager.example")
    Membership.objects.create(
        person=person,
        unit=Membership.objects.all()[0].unit,
        function=Membership.objects.all()[0].function,
        since_on=day_of(now),
    )
    return person


def test_approval_publishes_and_everybody_hears_of_it(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    product = a_product(anna, now, theme=theme)
    version = published(product, dorte, anna, now)
    assert (version.state, version.number) == (State.PUBLISHED, 1)
    assert (version.valid_from, version.review_on) == (date(2026, 3, 4), date(2027, 3, 4))
    assert version.published_at == now
    assert theme.again().state == ThemeState.ANSWERED
    step = Step.objects.get(kind=StepKind.PRODUCT_PUBLISHED)
    assert (step.theme, step.about.id, step.about.title) == (theme, product.pk, product.title)
    assert any(product.title in subject for subject in subjects_of(anna))
    assert subjects_of(bo)
    assert len(subjects_of(dorte)) == 1


def test_who_answers_for_it_hears_that_it_is_in_force(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    draft = make_ready(the_draft(product), anna, now)
    operations.name_responsible(product=product, person=bo, deputy=None, by=anna, now=now)
    answered(asked(draft, dorte, anna, now), now)
    assert len(subjects_of(bo)) == 2


def test_sent_back_text_is_a_draft_with_a_note(anna: Person, dorte: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    request = asked(draft, dorte, anna, now)
    with pytest.raises(Invalid) as refused:
        answered(request, now, verdict=Verdict.RETURNED, note="  ")
    assert refused.value.field == "note"
    version = answered(request, now, verdict=Verdict.RETURNED, note="Jeg mangler hjælpemidlerne.")
    assert version.state == State.DRAFT
    returned = queries.latest_return(version)
    assert returned is not None
    assert returned.approval.note == "Jeg mangler hjælpemidlerne."
    notice = Notice.objects.visible_to(anna).newest()[0]
    assert "Jeg mangler hjælpemidlerne." in notice.text
    assert answered(asked(version, dorte, anna, now), now).state == State.PUBLISHED


def test_one_decision_per_request(anna: Person, dorte: Person, now: datetime) -> None:
    request = asked(make_ready(the_draft(a_product(anna, now)), anna, now), dorte, anna, now)
    answered(request, now)
    with pytest.raises(Stale):
        answered(request, now)
    assert Approval.objects.count() == 1


def test_nobody_else_decides(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    request = asked(make_ready(the_draft(a_product(anna, now)), anna, now), dorte, anna, now)
    an_approver_too = _another_approver(dorte.space, now)
    for nobody in (anna, bo, an_approver_too):
        with pytest.raises(NotAllowed):
            operations.decide(
                version=request.version, verdict="approved", note="", digest=request.digest, by=nobody, now=now
            )
    assert not Approval.objects.exists()


def test_who_lost_the_function_no_longer_decides(anna: Person, dorte: Person, now: datetime) -> None:
    request = asked(make_ready(the_draft(a_product(anna, now)), anna, now), dorte, anna, now)
    Membership.objects.filter(person=dorte).update(until_on=day_of(now) - timedelta(days=1), since_on=date(2020, 1, 1))
    with pytest.raises(NotAllowed):
        answered(request, now)


def test_asked_colleague_cannot_become_an_author_and_decide(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    with pytest.raises(Invalid):
        operations.name_authors(product=product, authors=[anna, dorte], by=anna, now=now)
    operations.take_back(version=request.version, by=anna, now=now)
    operations.name_authors(product=product, authors=[anna, dorte], by=anna, now=now)
    with pytest.raises(Stale):
        answered(request, now)


def test_decision_is_bound_to_the_text_that_was_read(anna: Person, dorte: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    request = asked(draft, dorte, anna, now)
    with pytest.raises(Stale):
        operations.decide(version=draft, verdict="approved", note="", digest="0" * 64, by=dorte, now=now)
    described(draft, anna, now, purpose="Noget andet")
    again = asked(draft, dorte, anna, now)
    with pytest.raises(Stale):
        answered(request, now)
    assert answered(again, now).purpose == "Noget andet"


@pytest.mark.parametrize("change", ["title", "purpose", "is_significant", "obligation", "content", "order", "removal"])
def test_digest_tells_every_change_of_the_text(change: str, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    one = a_block(draft, BlockKind.MARK, anna, now, text="Et")
    two = a_block(draft, BlockKind.MARK, anna, now, text="To")
    before = queries.digest_of(draft.again())
    if change in ("title", "purpose", "is_significant"):
        described(draft, anna, now, **{change: False if change == "is_significant" else "Nyt"})
    elif change == "order":
        operations.move_block(block=two, up=True, expected_position=two.position, by=anna, now=now)
    elif change == "removal":
        operations.remove_block(block=one, expected_edit=1, by=anna, now=now)
    else:
        content, obligation = (one.content, "may") if change == "obligation" else ({"text": "Tre"}, "must")
        operations.change_block(block=one, content=content, obligation=obligation, expected_edit=1, by=anna, now=now)
    assert queries.digest_of(draft.again()) != before


def test_request_is_taken_back_and_asked_of_another(anna: Person, dorte: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    first = asked(draft, dorte, anna, now)
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    assert operations.take_back(version=draft, by=anna, now=now).state == State.DRAFT
    with pytest.raises(Refusal):
        operations.take_back(version=draft, by=anna, now=now)
    finn = _another_approver(dorte.space, now)
    second = asked(draft, finn, anna, now)
    assert list(queries.approvals_for(dorte)) == []
    assert list(queries.approvals_for(finn)) == [second]
    with pytest.raises(NotAllowed):
        answered(first, now)
    assert answered(second, now).state == State.PUBLISHED


def test_every_reference_kind_is_answered_before_approval(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    draft = the_draft(product)
    a_block(draft, BlockKind.MARK, anna, now)
    described(draft, anna, now)
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    for kind in list(ReferenceKind)[:-1]:
        none_relevant(draft, kind, anna, now)
    with pytest.raises(Refusal):
        asked(draft, dorte, anna, now)
    none_relevant(draft, list(ReferenceKind)[-1], anna, now)
    assert asked(draft, dorte, anna, now).digest == queries.digest_of(draft.again())


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 4), 12, date(2027, 3, 4)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_after_keeps_the_day_or_the_last_one(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_an_approver_is_a_present_colleague(dorte: Person, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    assert list(permissions.approvers_for(draft, day_of(now))) == [dorte]
    dorte.left_on = day_of(now)
    dorte.save()
    assert list(permissions.approvers_for(draft, day_of(now))) == []


def test_approver_of_another_job_centre_is_not_found(anna: Person, carla: Person, now: datetime) -> None:
    from pejl.foundation.tenancy import scopes

    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    with scopes.scope(carla.space_id):
        an_approver(carla, now)
    with pytest.raises(Invalid):
        asked(draft, carla, anna, now)


def _asked_all(draft: Version, by: Person, now: datetime, *approvers: Person) -> list[ApprovalRequest]:
    return operations.ask_for_approval(version=draft, approvers=approvers, by=by, now=now)


def test_all_who_are_asked_in_a_round_must_approve_and_each_decides_once(
    anna: Person, dorte: Person, now: datetime
) -> None:
    finn = _another_approver(dorte.space, now)
    product = a_product(anna, now)
    product.kind.approvals = 2
    product.kind.save()
    draft = make_ready(the_draft(product), anna, now)
    for too_few in ([dorte], [dorte, dorte], []):
        with pytest.raises(Invalid) as refused:
            _asked_all(draft, anna, now, *too_few)
        assert refused.value.field == "approvers"
    first, second = _asked_all(draft, anna, now, finn, dorte)
    assert (first.number, first.approver, second.number, second.approver) == (1, dorte, 1, finn)
    before = len(subjects_of(anna))
    assert answered(first, now).state == State.AWAITING_APPROVAL
    assert len(subjects_of(anna)) == before
    assert list(queries.approvals_for(dorte)) == []
    with pytest.raises(Stale):
        answered(first, now)
    assert answered(second, now).state == State.PUBLISHED
    assert len(subjects_of(anna)) == before + 1


def test_one_return_ends_the_round_and_the_others_hear_it(anna: Person, dorte: Person, now: datetime) -> None:
    finn = _another_approver(dorte.space, now)
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    first, second = _asked_all(draft, anna, now, dorte, finn)
    before = len(subjects_of(finn))
    assert answered(first, now, verdict=Verdict.RETURNED, note="Se marke to.").state == State.DRAFT
    assert len(subjects_of(finn)) == before + 1
    assert list(queries.approvals_for(finn)) == []
    with pytest.raises(Stale):
        answered(second, now)


def test_changed_text_voids_what_was_approved_in_the_round(anna: Person, dorte: Person, now: datetime) -> None:
    finn = _another_approver(dorte.space, now)
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    first, second = _asked_all(draft, anna, now, dorte, finn)
    answered(first, now)
    described(draft, anna, now, purpose="Noget andet")
    with pytest.raises(Stale):
        answered(second, now)
    again = _asked_all(draft, anna, now, dorte, finn)
    assert [one.number for one in again] == [2, 2]
    assert answered(again[0], now).state == State.AWAITING_APPROVAL
    assert answered(again[1], now).state == State.PUBLISHED


def test_kind_says_who_approves_by_function_and_by_name(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    draft = the_draft(product)
    assert list(permissions.approvers_for(draft, day_of(now))) == [dorte]
    KindApprover.objects.create(kind=product.kind, person=bo)
    assert list(permissions.approvers_for(draft, day_of(now))) == [bo]
    approving = Membership.objects.get(person=dorte).function
    KindApprover.objects.create(kind=product.kind, function=approving)
    assert set(permissions.approvers_for(draft, day_of(now))) == {bo, dorte}
    KindApprover.objects.create(kind=product.kind, person=anna)
    assert anna not in permissions.approvers_for(draft, day_of(now))
    assert answered(asked(make_ready(draft, anna, now), bo, anna, now), now).state == State.PUBLISHED


def test_who_has_decided_sees_that_others_have_still_to(
    anna: Person, dorte: Person, now: datetime, as_: Callable[[Person], Client]
) -> None:
    finn = _another_approver(dorte.space, now)
    product = a_product(anna, now)
    first, second = _asked_all(make_ready(the_draft(product), anna, now), anna, now, dorte, finn)
    page = f"/pejlemaerker/{product.pk}/godkend/"
    assert finn.name in as_(dorte).get(page).content.decode()
    answered(first, now)
    assert 'name="verdict"' not in as_(dorte).get(page).content.decode()
    said = {"verdict": "approved", "digest": second.digest, "note": ""}
    assert as_(finn).post(page, said).status_code == 302
    assert second.version.again().state == State.PUBLISHED
