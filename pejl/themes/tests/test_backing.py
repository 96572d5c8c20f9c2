"""Needing a theme too, and hearing of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Backing
from pejl.themes.names import BackingKind, Sorting, State, StepKind
from pejl.themes.tests.factories import a_theme, backed, decided


@pytest.fixture
def dorte(space: object) -> Person:
    """Reads English."""
    account = Account.objects.create_user("dorte@nordager.example", None, language="en")
    return tenancy.seat(name="Dorte Dam", account=account)


def test_backing_adds_a_question_that_can_be_changed(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now, kind="question", words=" Hvor længe? ")
    again = backed(theme, anna, now, kind="example", words="I tre uger.")
    assert Backing.objects.get() == again
    assert (again.kind, again.words) == (BackingKind.EXAMPLE, "I tre uger.")
    assert Event.objects.filter(event="theme.backed", by_id=anna.pk).count() == 2
    assert not Notice.objects.exists()


def test_backing_is_taken_back_with_its_words_and_given_again(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now, kind="example", words="Min egen sag")
    operations.stop_backing(theme=theme, by=anna, now=now)
    assert queries.backings_of(theme) == []
    assert Backing.objects.get().words == ""
    operations.stop_backing(theme=theme, by=anna, now=now)
    assert Event.objects.filter(event="theme.backing_ended").count() == 1
    backed(theme, anna, now)
    assert [one.person for one in queries.backings_of(theme)] == [anna]


@pytest.mark.parametrize(("kind", "words"), [("question", " "), ("example", "🙂"), ("need", "🙂"), ("veto", "Nej")])
def test_backing_needs_words_for_a_question_or_an_example(
    anna: Person, bo: Person, now: datetime, kind: str, words: str
) -> None:
    with pytest.raises(Invalid):
        backed(a_theme(bo, now), anna, now, kind=kind, words=words)
    assert not Backing.objects.exists()


def test_backing_refuses_a_cpr_number(anna: Person, bo: Person, now: datetime) -> None:
    with pytest.raises(CprFound):
        backed(a_theme(bo, now), anna, now, kind="example", words="Borger 710101-1234")


def test_proposer_and_guest_do_not_back(anna: Person, bo: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    for person in (bo, guest):
        with pytest.raises(NotAllowed):
            backed(a_theme(bo, now), person, now)


@pytest.mark.parametrize("state", [state for state in State if state != State.MERGED])
def test_themes_are_backed_on_their_way_only(anna: Person, bo: Person, now: datetime, state: State) -> None:
    theme = a_theme(bo, now)
    operations.take_step(theme=theme, kind=StepKind.INVITED, about=None, words="", state=state, now=now)
    if state in ("proposed", "next", "later", "planned"):
        assert backed(theme, anna, now)
    else:
        with pytest.raises(Refusal):
            backed(theme, anna, now)


def test_backers_are_counted_without_the_proposer_and_those_who_stopped(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    backed(theme, dorte, now)
    operations.stop_backing(theme=theme, by=dorte, now=now)
    assert queries.listed(bo).get().backers == 1


@pytest.mark.parametrize("sorting", Sorting)
def test_no_order_of_themes_asks_how_many_back_them(anna: Person, bo: Person, now: datetime, sorting: Sorting) -> None:
    loved, plain = a_theme(bo, now, title="Ø"), a_theme(bo, now, title="A")
    before = list(queries.listed(anna, sorting=sorting))
    table = list(queries.on_the_table(anna, state="proposed", sorting=sorting))
    for theme in (loved, plain):
        backed(theme, anna, now)
        assert list(queries.listed(anna, sorting=sorting)) == before
        assert list(queries.on_the_table(anna, state="proposed", sorting=sorting)) == table
        operations.stop_backing(theme=theme, by=anna, now=now)
    for found in (queries.listed(anna, sorting=sorting), queries.on_the_table(anna, state="proposed", sorting=sorting)):
        assert "back" not in str(found.query).lower().split("order by")[-1]


def test_backers_hear_of_each_step_in_their_own_words(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    theme = a_theme(bo, now, title="Praktik")
    backed(theme, dorte, now)
    decision = decided(theme, a_group(now, anna), anna, now, outcome="decline", reason="Vi har ikke tid.")
    notice = Notice.objects.get(person=dorte)
    assert notice.subject == "A theme you back is not taken up: Praktik"
    assert decision.reason in notice.text
    assert notice.path == f"/temaer/{theme.pk}/"
    assert Notice.objects.get(person=bo).subject != notice.subject


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind not in (StepKind.PROPOSED, StepKind.DECIDED)])
def test_every_step_has_words_for_the_backer(bo: Person, dorte: Person, now: datetime, kind: StepKind) -> None:
    theme = a_theme(bo, now)
    backed(theme, dorte, now)
    operations.take_step(theme=theme, kind=kind, about=None, words="", state=None, now=now)
    notice = Notice.objects.get(person=dorte)
    assert theme.title in notice.subject
    assert "back" in notice.subject


@pytest.mark.parametrize("outcome", ["next", "later", "decline", "merge", "reopen"])
def test_every_decision_has_words_for_both(
    anna: Person, bo: Person, dorte: Person, now: datetime, outcome: str
) -> None:
    theme, other, group = a_theme(bo, now, title="Praktik"), a_theme(anna, now), a_group(now, anna)
    backed(theme, dorte, now)
    if outcome == "reopen":
        decided(theme, group, anna, now)
        Notice.objects.all().delete()
    decided(theme, group, anna, now, outcome=outcome, merge_into=other if outcome == "merge" else None)
    subjects = {notice.person: notice.subject for notice in Notice.objects.all()}
    assert set(subjects) == {bo, dorte}
    assert "you back" in subjects[dorte]


def test_backers_of_a_merged_theme_hear_of_the_other(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    small, large, group = a_theme(bo, now, title="Lille"), a_theme(anna, now, title="Stor"), a_group(now, anna)
    backed(small, dorte, now)
    decided(small, group, anna, now, outcome="merge", merge_into=large)
    Notice.objects.all().delete()
    operations.take_step(theme=large, kind=StepKind.MEETING_HELD, about=None, words="", state=None, now=now)
    notice = Notice.objects.get(person=dorte)
    assert "Lille" in notice.subject
    assert "The theme you back is part of “Stor” now." in notice.text


def test_backer_who_left_gets_no_mail(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    backed(theme, dorte, now)
    organisation.leave(person=dorte, now=now)
    Notice.objects.all().delete()
    decided(theme, group, anna, now)
    assert {notice.person for notice in Notice.objects.all()} == {bo}


def test_proposer_of_one_and_backer_of_the_other_is_told_once(anna: Person, bo: Person, now: datetime) -> None:
    mine, theirs = a_theme(bo, now), a_theme(anna, now)
    backed(theirs, bo, now)
    decided(mine, a_group(now, anna), anna, now, outcome="merge", merge_into=theirs)
    assert Notice.objects.filter(person=bo).count() == 1
