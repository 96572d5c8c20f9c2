"""Ordering a board together: clusters, moving, kinds, and each group's own choice for the product."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, ItemPart, Participant, topic_of
from pejl.meetings.names import Authorship, ItemRole
from pejl.room import operations, queries
from pejl.room.models import Card, Cluster
from pejl.room.policies.boards import MOST_CLUSTERS
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


@pytest.fixture
def group(evening: Evening, anna: Person, now: datetime) -> AgendaItem:
    """Bo's group, at work."""
    begun(evening, evening.work, by=anna, now=now)
    return evening.groups[0].again()


def kinds_of_facts(evening: Evening) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]


def a_cluster(item: AgendaItem, title: str, *cards: Card, by: Person, now: datetime) -> Cluster:
    return operations.make_cluster(item=item, title=title, cards=cards, by=by, now=now)


def test_cards_are_laid_under_a_heading(evening: Evening, group: AgendaItem, bo: Person, now: datetime) -> None:
    first, second = (a_card(group, text, by=bo, now=now) for text in ("Ring først", "Skriv bagefter"))
    cluster = a_cluster(group, " Kontakt ", first, second, by=bo, now=now)
    assert (cluster.title, cluster.position, cluster.version) == ("Kontakt", 1, 1)
    assert {card.cluster_id for card in Card.objects.all()} == {cluster.pk}
    assert {card.version for card in Card.objects.all()} == {2}
    assert kinds_of_facts(evening)[-1] == "cluster.made"
    assert Event.objects.filter(event="cluster.made", subject_id=cluster.pk, by_id=bo.pk).count() == 1


def test_a_heading_that_is_there_is_not_doubled(group: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    card, other = a_card(group, "Ring", by=bo, now=now), a_card(group, "Skriv", by=bo, now=now)
    first = a_cluster(group, "Kontakt", card, by=bo, now=now)
    assert a_cluster(group, "kontakt", other, by=anna, now=now) == first
    assert list(Cluster.objects.all()) == [first]
    assert other.again().cluster == first


@pytest.mark.parametrize("title", ["", "…"])
def test_a_heading_has_words(group: AgendaItem, bo: Person, now: datetime, title: str) -> None:
    with pytest.raises(Invalid):
        a_cluster(group, title, by=bo, now=now)


def test_a_heading_has_no_cpr_number_and_there_are_not_too_many(group: AgendaItem, bo: Person, now: datetime) -> None:
    with pytest.raises(CprFound):
        a_cluster(group, "Borger 710101-1234", by=bo, now=now)
    for number in range(MOST_CLUSTERS):
        a_cluster(group, f"Bunke {number}", by=bo, now=now)
    with pytest.raises(Refusal, match="very many"):
        a_cluster(group, "Én til", by=bo, now=now)


def test_a_cluster_is_not_made_of_what_is_gone(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card, gone = a_card(group, "Ring", by=bo, now=now), a_card(group, "Skriv", by=bo, now=now)
    operations.remove_card(card=gone, by=bo, now=now)
    with pytest.raises(Stale):
        a_cluster(group, "Kontakt", card, gone, by=bo, now=now)
    elsewhere = a_card(evening.groups[1], "Andetsteds", by=anna, now=now)
    with pytest.raises(Stale):
        a_cluster(group, "Kontakt", elsewhere, by=bo, now=now)
    assert not Cluster.objects.exists()


def test_the_group_and_the_leaders_arrange_its_board(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    Participant.objects.create(meeting=evening.meeting, person=emil, invited_at=now)
    with pytest.raises(NotAllowed):
        a_cluster(group, "Udefra", card, by=emil, now=now)
    cluster = a_cluster(group, "Kontakt", by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.place_card(card=card, item=group, cluster=cluster, expected_version=1, by=emil, now=now)
    operations.place_card(card=card, item=group, cluster=cluster, expected_version=1, by=dorte, now=now)
    # Nobody is seated in the other group: it found itself, and its board is everybody's.
    assert a_cluster(evening.groups[1], "Fri", by=emil, now=now).title == "Fri"


def test_card_is_moved_between_clusters_and_out_again(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    one, two = (a_cluster(group, title, by=bo, now=now) for title in ("Én", "To"))
    operations.place_card(card=card, item=group, cluster=one, expected_version=1, by=bo, now=now)
    with pytest.raises(Stale, match="Én"):
        operations.place_card(card=card, item=group, cluster=two, expected_version=1, by=anna, now=now)
    again = operations.place_card(card=card, item=group, cluster=one, expected_version=1, by=anna, now=now)
    assert (again.cluster, again.version) == (one, 2)
    operations.place_card(card=card, item=group, cluster=None, expected_version=2, by=anna, now=now)
    assert card.again().cluster is None
    assert kinds_of_facts(evening).count("card.moved") == 2


def test_card_is_moved_to_the_board_of_another_group(
    evening: Evening, group: AgendaItem, bo: Person, now: datetime
) -> None:
    other = evening.groups[1]
    card, cluster = a_card(group, "Ring", by=bo, now=now), a_cluster(other, "Der", by=_leader(evening), now=now)
    with pytest.raises(Invalid):
        operations.place_card(card=card, item=group, cluster=cluster, expected_version=1, by=bo, now=now)
    moved = operations.place_card(card=card, item=other, cluster=cluster, expected_version=1, by=bo, now=now)
    assert (moved.item, moved.cluster) == (other, cluster)
    fact = live.facts_after(topic_of(evening.meeting), 0).last()
    assert fact is not None
    assert fact.ids == {"item": str(other.pk), "left": str(group.pk), "card": str(card.pk)}
    assert operations.write_card(
        item=group, kind=card.kind, text=card.text, client_id=card.client_id, by=bo, now=now
    ).pk == card.pk  # sent again from a phone that heard no answer, it is still the same card  # fmt: skip


def test_card_stays_in_its_group_work_and_under_its_promise(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    for elsewhere in (evening.plenary, evening.gathering, evening.work):
        with pytest.raises(Refusal, match="same group work"):
            operations.place_card(card=card, item=elsewhere, cluster=None, expected_version=1, by=anna, now=now)
    there = a_card(evening.groups[1], "Skriv", by=anna, now=now)
    Card.objects.filter(pk=there.pk).update(authorship=Authorship.NONE, author=None)
    with pytest.raises(Refusal, match="something else is kept"):
        operations.place_card(card=card, item=evening.groups[1], cluster=None, expected_version=1, by=anna, now=now)
    assert card.again().item == group


def test_card_is_said_to_be_of_another_kind(group: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    card = a_card(group, "Ring", by=anna, now=now)
    assert operations.change_kind(card=card, kind="wish", expected_version=1, by=bo, now=now).kind == "wish"
    assert operations.change_kind(card=card, kind="wish", expected_version=1, by=bo, now=now).version == 2
    with pytest.raises(Stale):
        operations.change_kind(card=card, kind="question", expected_version=1, by=bo, now=now)
    with pytest.raises(Invalid):
        operations.change_kind(card=card, kind="likeness", expected_version=2, by=bo, now=now)


def test_clusters_are_named_ordered_and_dissolved(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card = a_card(group, "Ring", by=bo, now=now)
    c = [a_cluster(group, title, by=bo, now=now) for title in "abc"][-1]
    operations.place_card(card=card, item=group, cluster=c, expected_version=1, by=bo, now=now)
    operations.place_cluster(cluster=c, position=1, expected_version=1, by=bo, now=now)
    assert [one.title for one in Cluster.objects.order_by("position")] == ["c", "a", "b"]
    operations.place_cluster(cluster=c, position=99, expected_version=2, by=bo, now=now)
    assert [one.title for one in Cluster.objects.order_by("position")] == ["a", "b", "c"]
    with pytest.raises(Stale, match="“c”"):
        operations.rename_cluster(cluster=c, title="C", expected_version=2, by=anna, now=now)
    with pytest.raises(Invalid, match="already"):
        operations.rename_cluster(cluster=c, title="A", expected_version=3, by=anna, now=now)
    operations.rename_cluster(cluster=c, title="C", expected_version=3, by=anna, now=now)
    with pytest.raises(Stale):
        operations.dissolve_cluster(cluster=c, expected_version=3, by=bo, now=now)
    for _pressed_twice in range(2):
        operations.dissolve_cluster(cluster=c, expected_version=4, by=bo, now=now)
    assert (card.again().cluster, Cluster.objects.filter(pk=c.pk).exists()) == (None, False)
    assert [kind for kind in kinds_of_facts(evening) if kind.startswith("cluster.")] == [
        "cluster.made", "cluster.made", "cluster.made", "cluster.moved", "cluster.moved", "cluster.changed",
        "cluster.dissolved",
    ]  # fmt: skip


def test_nothing_is_moved_in_a_closed_meeting(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card, cluster = a_card(group, "Ring", by=bo, now=now), a_cluster(group, "Kontakt", by=bo, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    operations.place_card(card=card, item=group, cluster=cluster, expected_version=1, by=bo, now=now)
    meetings.close(meeting=evening.meeting.again(), by=anna, now=now)
    with pytest.raises(Refusal):
        operations.place_card(card=card, item=group, cluster=None, expected_version=2, by=anna, now=now)
    with pytest.raises(Refusal):
        a_cluster(group, "For sent", by=anna, now=now)


def test_each_group_says_which_cards_are_for_the_product(
    evening: Evening, group: AgendaItem, anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime
) -> None:
    Participant.objects.create(meeting=evening.meeting, person=emil, invited_at=now)
    ItemPart.objects.create(item=evening.groups[1], person=emil, role=ItemRole.CHAIR)
    own, other = a_card(group, "Ring", by=anna, now=now), a_card(evening.groups[1], "Skriv", by=bo, now=now)
    operations.mark_for_product(card=own, is_for_product=True, by=bo, now=now)
    operations.mark_for_product(card=other, is_for_product=True, by=emil, now=now)
    with pytest.raises(NotAllowed):
        operations.mark_for_product(card=other, is_for_product=False, by=bo, now=now)
    assert queries.cards_for_product(evening.meeting) == [own, other]


def test_what_is_alike_is_noted_where_boards_stand_side_by_side(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    begun(evening, evening.gathering, by=anna, now=now)
    assert a_card(evening.gathering, "Alle ringer", by=bo, now=now, kind="likeness").kind == "likeness"
    with pytest.raises(Invalid):
        a_card(evening.gathering, "Ring", by=bo, now=now, kind="consideration")


def test_what_is_alike_is_not_noted_elsewhere(group: AgendaItem, bo: Person, now: datetime) -> None:
    with pytest.raises(Invalid):
        a_card(group, "Alle ringer", by=bo, now=now, kind="difference")


def test_arranging_a_board_without_authors_tells_of_nobody(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    """A chair and members move their own cards first: who did it would tell who wrote."""
    evening = an_evening(anna, now=now, people=[bo, dorte], seated=([bo, dorte], []), authorship=Authorship.NONE)
    ItemPart.objects.create(item=evening.groups[0], person=bo, role=ItemRole.CHAIR)
    begun(evening, evening.work, by=anna, now=now)
    group, late = evening.groups[0].again(), now.replace(minute=7, second=42)
    card = a_card(group, "Sagt uden navn", by=bo, now=late)
    cluster = a_cluster(group, "Bunke", card, by=bo, now=late)
    operations.place_card(card=card, item=group, cluster=None, expected_version=2, by=bo, now=late)
    operations.change_kind(card=card, kind="wish", expected_version=3, by=bo, now=late)
    operations.mark_for_product(card=card, is_for_product=True, by=bo, now=late)
    operations.change_card(card=card, kind="wish", text="Rettet", expected_version=4, by=bo, now=late)
    operations.rename_cluster(cluster=cluster, title="Ny", expected_version=1, by=bo, now=late)
    told = Event.objects.filter(event__regex="^(card|cluster)")
    assert {(one.by_id, one.subject_id, one.at.minute, one.at.second) for one in told} == {(None, None, 5, 0)}
    facts = [fact for fact in live.facts_after(topic_of(evening.meeting), 0) if fact.kind[:4] in ("card", "clus")]
    assert len(facts) == 7
    assert not [fact for fact in facts if "card" in fact.ids or str(bo.pk) in str(fact.ids) or fact.at.second]
    operations.mark_for_product(card=card, is_for_product=False, by=anna, now=late)
    assert Event.objects.get(event="card.let_go").by_id == anna.pk  # a leader's deed is the leader's


def _leader(evening: Evening) -> Person:
    return evening.meeting.roles.filter(role="leader").first().person  # type: ignore[union-attr]
