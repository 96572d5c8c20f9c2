"""What is asked of guidance, with all that a page needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.functional import Promise

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.guidance import policies
from pejl.guidance.models import (
    Author,
    Block,
    BlockQuerySet,
    BroughtCard,
    Evidence,
    Kind,
    Product,
    Responsibility,
    Version,
    VersionQuerySet,
)
from pejl.guidance.names import GROUPED_BY, BlockKind, Gap, Part, State
from pejl.guidance.queries.asked import Confirming, confirming, is_asked, read_at
from pejl.guidance.queries.deciding import as_they_hold
from pejl.guidance.queries.hearing import hearing_gaps


@dataclass(frozen=True)
class Group:
    """Blocks of a kind that belong together: tools that must be used, references of one kind; or all of them."""

    value: str
    label: str | Promise
    blocks: list[Block]


@dataclass(frozen=True)
class Section:
    """All blocks of one part of a version, under its heading."""

    part: Part
    groups: list[Group]

    @property
    def key(self) -> str:
        """The key of the part, also its address on a page."""
        return self.part.key

    @property
    def kind(self) -> BlockKind:
        """What sort of blocks they are."""
        return self.part.kind

    @property
    def heading(self) -> str | Promise:
        """What stands above them."""
        return self.part.heading

    @property
    def name(self) -> str | Promise:
        """What one block of it is called."""
        return self.kind.label

    @property
    def blocks(self) -> list[Block]:
        """The blocks in the order they are read."""
        return [block for group in self.groups for block in group.blocks]


@dataclass(frozen=True)
class People:
    """Who works on a product: its authors by name, and who has answered for it, latest first."""

    authors: list[Person]
    responsibilities: list[Responsibility]

    @property
    def responsible(self) -> Responsibility | None:
        """Who answers for it now."""
        return next((one for one in self.responsibilities if one.until_on is None), None)

    def responsible_on(self, day: date | None) -> Responsibility | None:
        """Who answered for it on a day."""
        return next((one for one in self.responsibilities if day and _holds(one, day)), None)

    def are_authors(self, person: Person) -> bool:
        """Whether the person is one of the authors."""
        return person in self.authors

    def answers(self, person: Person) -> bool:
        """Whether the person answers for it now, or stands in."""
        return self.responsible is not None and person.pk in (self.responsible.person_id, self.responsible.deputy_id)


@dataclass(frozen=True)
class Reading:
    """One version as it is read: its blocks, the people behind it and the other versions this person may see."""

    version: Version
    blocks: list[Block]
    people: People
    versions: list[Version]

    @cached_property
    def sections(self) -> list[Section]:
        """The blocks under their headings."""
        return sections_of(self.version, self.blocks)

    @property
    def digest(self) -> str:
        """The digest of exactly this text."""
        return self.version.digest(self.blocks)

    @property
    def confirming(self) -> Confirming | None:
        """What the reader has confirmed, where a list asks the reader to read this version."""
        return confirming(self.versions, self.version)

    @property
    def responsible(self) -> Responsibility | None:
        """Who answers for this version: now, or when it became valid if it is out of force."""
        if self.version.state in (State.REPLACED, State.WITHDRAWN):
            return self.people.responsible_on(self.version.valid_from)
        return self.people.responsible


def _holds(one: Responsibility, day: date) -> bool:
    return one.since_on <= day and (one.until_on is None or one.until_on >= day)


def reading(
    product_id: UUID, *, person: Person, number: int | None = None, today: date | None = None
) -> Reading | None:
    """A version to read, by its number; without one that in force, else the newest there is.

    With ``today`` what is to hold from this day does, however late the work is that puts it in force. None where this
    person may not see such a version.
    """
    versions = versions_for(person, product_id, today=today)
    version = _chosen(versions, number)
    if version is None:
        return None
    return Reading(version, blocks_of(version), people_of(version.product), versions)


def versions_for(person: Person, product_id: UUID, *, today: date | None = None) -> list[Version]:
    """As ``visible_to``, newest first, but whose business a draft is is asked only where there is one: it is costly.

    With ``today`` they say, too, whether the person is asked to read them and when they were confirmed.
    """
    versions = _versions_of(product_id) if today is None else _versions_asked_of(product_id, person, today)
    if today is not None:
        as_they_hold(versions, today)
    if not person.is_guest and all(version.is_released for version in versions):
        return versions
    if Product.objects.in_the_hands_of(person).filter(pk=product_id).exists():
        return versions
    return [] if person.is_guest else [version for version in versions if version.is_released]


@composed
def _versions_of(product_id: UUID) -> VersionQuerySet:
    found = Version.objects.filter(product=product_id).select_related("product__kind", "product__theme", "withdrawal")
    return found.newest()


@composed
def _versions_asked_of(product_id: UUID, person: Person, today: date) -> QuerySet[Version]:
    found = Version.objects.filter(product=product_id).select_related("product__kind", "product__theme", "withdrawal")
    return found.newest().annotate(is_asked=is_asked(person, today), read_at=read_at(person))


def reading_of(draft: Version) -> Reading:
    """A draft to read by itself, as an approver does."""
    return Reading(draft, blocks_of(draft), people_of(draft.product), [draft])


def _chosen(versions: Sequence[Version], number: int | None) -> Version | None:
    if number is not None:
        return next((version for version in versions if version.number == number), None)
    in_force = (version for version in versions if version.state == State.PUBLISHED)
    released = (version for version in versions if version.is_released)
    return next(in_force, None) or next(released, None) or next(iter(versions), None)


def blocks_of(version: Version) -> list[Block]:
    """The blocks of a version in their order, each with its evidence, oldest first."""
    blocks = _standing_in(version)
    quotes: dict[UUID, list[Evidence]] = {block.pk: [] for block in blocks}
    for evidence in _quoted_in(version):
        quotes[evidence.block_id].append(evidence)
    for block in blocks:
        block.quotes = quotes[block.pk]
    return _laid_out(blocks, version)


def _laid_out(blocks: list[Block], version: Version) -> list[Block]:
    """Each with its version, and with the rule that it rests on in it."""
    rules = {str(block.lineage): block for block in blocks if block.kind == BlockKind.RULE and not block.removed_at}
    for block in blocks:
        block.version, block.rule = version, rules.get(block.content.get("rule") or "")
    return blocks


def cards_in(product: Product) -> set[UUID]:
    """The ids of the cards that were laid before the authors of a product, used or not."""
    return set(BroughtCard.objects.filter(product=product).values_list("card_id", flat=True))


@composed
def _standing_in(version: Version) -> BlockQuerySet:
    return standing_in(version)


@composed
def _quoted_in(version: Version) -> QuerySet[Evidence]:
    return Evidence.objects.filter(block__version=version, block__removed_at=None).order_by("at", "id")


def all_blocks_of(version: Version) -> tuple[list[Block], list[Block]]:
    """As ``blocks_of`` and with the holds on them, and beside them what was taken out of the draft, latest first: it
    can be put back.
    """
    blocks = _laid_out(
        list(Block.objects.in_order().filter(version=version).select_related("hold__person", "file").with_quotes()),
        version,
    )
    standing = [block for block in blocks if block.removed_at is None]
    removed = sorted(
        ((block.removed_at, block) for block in blocks if block.removed_at is not None),
        key=lambda pair: pair[0],
        reverse=True,
    )
    return standing, [block for _at, block in removed]


def standing_in(version: Version) -> BlockQuerySet:
    """The blocks of a version that are not taken out, in their order, each with its file."""
    found: BlockQuerySet = Block.objects.standing().filter(version=version).select_related("file")
    return found


def sections_of(version: Version, blocks: Iterable[Block], *, with_empty: bool = False) -> list[Section]:
    """The blocks under the headings of their parts, in the order they are read."""
    by_part: dict[str, list[Block]] = {part.key: [] for part in version.made_of}
    for block in blocks:
        by_part[block.part].append(block)
    return [
        Section(part, _groups(part.kind, by_part[part.key], with_empty))
        for part in version.made_of
        if by_part[part.key] or with_empty
    ]


def block_after(version: Version, block_id: UUID) -> Block | None:
    """The block that is written in after another one, as they are read; None after the last."""
    sections = sections_of(version, standing_in(version))
    blocks = [block for section in sections for group in section.groups for block in group.blocks]
    written_in = [block for block in blocks if not block.content.get("is_none") or block.pk == block_id]
    return next((after for one, after in pairwise(written_in) if one.pk == block_id), None)


def group_of(block: Block) -> str:
    """In which group of its section a block is read; empty where the section has no groups."""
    field = GROUPED_BY.get(block.kind)
    return str(block.content.get(field.name, "")) if field else ""


def _groups(kind: str, blocks: Sequence[Block], with_empty: bool) -> list[Group]:
    field = GROUPED_BY.get(kind)
    if field is None or field.choices is None:
        return [Group("", "", list(blocks))]
    groups = [
        Group(value, label, [block for block in blocks if group_of(block) == value])
        for value, label in field.choices.choices
    ]
    return [group for group in groups if group.blocks or with_empty]


def people_of(product: Product) -> People:
    """Who writes a product and who answers and has answered for it."""
    return People([author.person for author in _authors_of(product)], _answering_for(product))


@composed
def _authors_of(product: Product) -> QuerySet[Author]:
    return Author.objects.present().filter(product=product).select_related("person").order_by("person__name_sort")


@composed
def _answering_for(product: Product) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(product=product).select_related("person", "deputy").order_by("-since_on")


def draft_of(product_id: UUID, *, person: Person) -> Version | None:
    """The version in the making that this person may see, with its product; or None."""
    drafts: VersionQuerySet = Version.objects.visible_to(person).in_the_making().filter(product=product_id)
    return drafts.select_related("product__kind", "product__theme").first()


def standing_of(product: Product) -> Version | None:
    """The version the product is known by: in force, or withdrawn; None before the first one is published."""
    found: Version | None = Version.objects.standing().filter(product=product).first()
    return found


def digest_of(version: Version) -> str:
    """The digest of the version's text as it is now."""
    return version.digest(standing_in(version))


def gaps_of(version: Version, blocks: Sequence[Block], people: People) -> list[Gap]:
    """What a draft lacks before somebody can be asked to approve it; what was said in a hearing waits for answers."""
    found = policies.gaps(version, blocks, is_answered_for=people.responsible is not None)
    return [*found, *hearing_gaps(version)]


def kinds() -> QuerySet[Kind]:
    """The kinds of products of this job centre, by name."""
    return Kind.objects.by_name()


def drafts_of(person: Person) -> VersionQuerySet:
    """What this person is writing, oldest first; also what waits for approval."""
    found: VersionQuerySet = Version.objects.in_the_making().filter(
        product__authors__person=person, product__authors__left_at=None
    )
    return found.order_by("created_at", "id")


def catalogue(
    person: Person, *, title: str = "", kind: UUID | None = None, is_withdrawn_too: bool = False
) -> VersionQuerySet:
    """The version each product is known by, by title, with who answers for it as ``responsible_id`` and ``_name``."""
    released = Version.objects.released_for(person)
    found: VersionQuerySet = released.standing() if is_withdrawn_too else released.in_force()
    if title.strip():
        found = found.filter(product__title_search__contains=search_key(title))
    if kind is not None:
        found = found.filter(product__kind=kind)
    now = FilteredRelation("product__responsibilities", condition=Q(product__responsibilities__until_on=None))
    named = found.annotate(now=now, responsible_id=F("now__person"), responsible_name=F("now__person__name"))
    return named.select_related("product__kind").order_by("product__title_sort", "id")
