"""Boards: cards, the headings they lie under, and posters."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from PIL import Image

from pejl.foundation.files.examining import examine
from pejl.meetings.names import Authorship
from pejl.room import operations
from pejl.room.models import Card, Cluster, Poster
from pejl.room.names import CardKind
from tests.live.stage import Stage
from tests.live.stories import story, told

NAMED, HIDDEN, NONE = Authorship.NAMED, Authorship.HIDDEN, Authorship.NONE
KEY = UUID("6f1c2f60-8b1e-4c0e-9b70-0d5a2f3f7a11")


@story("card.written", NAMED, HIDDEN, NONE)
def write(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    stage.card(stage.plenary, "Skriv aftalen ned", stage.emil, CardKind.QUESTION)
    yield
    # Grethe has no page open here: of her own card the answer tells her (test_own_card).
    stage.card(stage.plenary, "Ring først", stage.grethe)


@story("card.written", NAMED, NONE)
def write_in_a_group(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    stage.card(stage.one, "Fra os", stage.emil)
    yield
    stage.card(stage.one, "Fra den, der leder", stage.anna)


@story("card.written")
def type_from_paper(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    yield
    card = {"kind": CardKind.EXAMPLE, "text": "Fra plakaten", "client_id": KEY, "is_from_paper": True}
    operations.write_card(item=stage.plenary, **card, **stage.by(stage.grethe))


@story("card.changed", NAMED, HIDDEN)
def change(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    card = stage.card(stage.plenary, "Ring først", stage.bo)
    yield
    words = {"kind": CardKind.QUESTION, "text": "Skal vi ringe først?", "expected_version": card.version}
    operations.change_card(card=card, **words, **stage.by(stage.bo))


@story("card.changed", NAMED, NONE)
def change_kind(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    card = stage.card(stage.plenary, "Ring først", stage.bo)
    yield
    kind = {"kind": CardKind.PARAMETER, "expected_version": card.version}
    operations.change_kind(card=card, **kind, **stage.by(stage.anna))


@story("card.removed", NAMED, NONE)
def remove(stage: Stage) -> Iterator[None]:
    stage.start(stage.plenary)
    card = stage.card(stage.plenary, "Ring først", stage.bo)
    stage.card(stage.plenary, "Skriv aftalen ned", stage.emil)
    yield
    operations.remove_card(card=card, **stage.by(stage.anna))


@story("card.removed")
def remove_from_another_group(stage: Stage) -> Iterator[None]:
    """Side by side stand all boards; who wrote on any may bring it back."""
    stage.start(stage.work)
    card = stage.card(stage.two, "Hørte til hos jer", stage.bo)
    stage.start(stage.gathering)
    yield
    operations.remove_card(card=card, **stage.by(stage.anna))


@story("card.removed")
def remove_in_a_cluster(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    card = Card.objects.filter(item=stage.one).latest("written_at")
    yield
    operations.remove_card(card=card, **stage.by(stage.anna))


@story("card.restored", NAMED, NONE)
def restore(stage: Stage) -> Iterator[None]:
    told(remove, stage)
    card = Card.objects.get(item=stage.plenary, removed_at__isnull=False)
    yield
    operations.restore_card(card=card, **stage.by(stage.anna))


@story("card.chosen", NAMED, NONE)
def choose(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    card = stage.card(stage.one, "Ring først", stage.bo)
    yield
    operations.mark_for_product(card=card, is_for_product=True, **stage.by(stage.emil))


@story("card.let_go")
def let_go(stage: Stage) -> Iterator[None]:
    told(choose, stage)
    card = Card.objects.get(item=stage.one)
    yield
    operations.mark_for_product(card=card, is_for_product=False, **stage.by(stage.anna))


@story("card.moved", NAMED, NONE)
def move_to_another_board(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    card = stage.card(stage.one, "Hører til hos jer", stage.bo)
    yield
    where = {"item": stage.two, "cluster": None, "expected_version": card.version}
    operations.place_card(card=card, **where, **stage.by(stage.anna))


@story("card.moved")
def move_to_the_own_board(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    card = stage.card(stage.two, "Hører til hos os", stage.bo)
    yield
    where = {"item": stage.one, "cluster": None, "expected_version": card.version}
    operations.place_card(card=card, **where, **stage.by(stage.anna))


@story("card.moved", NAMED, NONE)
def move_into_a_cluster(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    card = stage.card(stage.one, "Også om tid", stage.emil)
    yield
    where = {"item": stage.one, "cluster": Cluster.objects.get(), "expected_version": card.version}
    operations.place_card(card=card, **where, **stage.by(stage.bo))


@story("card.moved")
def move_out_of_a_cluster(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    card = Card.objects.filter(item=stage.one).latest("written_at")
    yield
    where = {"item": stage.one, "cluster": None, "expected_version": card.version}
    operations.place_card(card=card, **where, **stage.by(stage.bo))


@story("cluster.made", NAMED, NONE)
def lay_under_a_heading(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    cards = [stage.card(stage.one, text, stage.bo) for text in ("Ring først", "Sæt tid af")]
    stage.card(stage.one, "Noget andet", stage.emil, CardKind.QUESTION)
    yield
    operations.make_cluster(item=stage.one, title="Tid", cards=cards, **stage.by(stage.bo))


@story("cluster.changed", NAMED, NONE)
def rename(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    cluster = Cluster.objects.get()
    yield
    words = {"title": "Tid og ro", "expected_version": cluster.version}
    operations.rename_cluster(cluster=cluster, **words, **stage.by(stage.emil))


@story("cluster.moved")
def put_first(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    second = operations.make_cluster(item=stage.one, title="Sted", cards=[], **stage.by(stage.bo))
    yield
    place = {"position": 1, "expected_version": second.version}
    operations.place_cluster(cluster=second, **place, **stage.by(stage.bo))


@story("cluster.dissolved", NAMED, NONE)
def dissolve(stage: Stage) -> Iterator[None]:
    told(lay_under_a_heading, stage)
    cluster = Cluster.objects.get()
    yield
    operations.dissolve_cluster(cluster=cluster, expected_version=cluster.version, **stage.by(stage.bo))


@story("poster.kept", NAMED, NONE)
def photograph(stage: Stage) -> Iterator[None]:
    stage.start(stage.work)
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.seek(0)
    file = examine(upload=picture, name="plakat.png")
    yield
    operations.keep_poster(item=stage.one, file=file, **stage.by(stage.bo))


@story("poster.taken_away")
def take_poster_away(stage: Stage) -> Iterator[None]:
    told(photograph, stage)
    yield
    operations.take_poster_away(poster=Poster.objects.get(), **stage.by(stage.bo))
