"""The blocks of a version, who writes in them, and what they rest on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.functional import cached_property

from pejl.foundation.files.models import KeptFile
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.products import Product
from pejl.guidance.models.versions import Version
from pejl.guidance.names import INSTRUCTIONS, BlockKind, Field, Obligation

_FEW = 6


def _beginning(text: str) -> str:
    """The first few words of a text."""
    words = text.split()
    return " ".join(words[:_FEW]) + (" …" if len(words) > _FEW else "")


class BlockQuerySet(SpaceQuerySet["Block"]):
    """What can be said of blocks."""

    def visible_to(self, person: Person) -> BlockQuerySet:
        """As their version."""
        return self.filter(version__in=Version.objects.visible_to(person).values("pk"))

    def in_order(self) -> BlockQuerySet:
        """In the order they are read within their kind."""
        return self.order_by("position", "id")

    def standing(self) -> BlockQuerySet:
        """Those not taken out, in their order."""
        return self.filter(removed_at=None).in_order()

    def with_quotes(self) -> BlockQuerySet:
        """Each with its evidence as ``quotes``, oldest first."""
        evidence = Evidence.objects.order_by("at", "id")
        return self.prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="quotes"))


class Block(SpaceRow):
    """One typed block. ``lineage`` stays the same from version to version; ``part`` says to which of the
    version's parts it belongs, ``content`` follows the shape of that part.

    In a draft an instruction may still be undecided (an empty ``obligation``); nothing undecided is approved. A block
    that is taken out of a draft stays, so that it can be put back and its evidence is not lost.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="blocks")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    part = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=BlockKind.choices)
    position = models.PositiveSmallIntegerField()
    obligation = models.CharField(max_length=10, choices=Obligation.choices, blank=True)
    content = Structured(default=dict)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edit = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        version=STRUCTURE,
        lineage=STRUCTURE,
        part=STRUCTURE,
        kind=STRUCTURE,
        position=STRUCTURE,
        obligation=STRUCTURE,
        content=WORDS,
        file=STRUCTURE,
        edit=STRUCTURE,
        removed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(BlockQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="block_lineage_is_unique_in_a_version"),
            models.CheckConstraint(
                condition=Q(kind__in=INSTRUCTIONS, obligation__in=("", *Obligation.values)) | Q(obligation=""),
                name="only_an_instruction_says_must_or_may",
            ),
        ]
        indexes = [models.Index(fields=["version", "position"], name="block_in_order")]

    @cached_property
    def quotes(self) -> list[Evidence]:
        """What it rests on, oldest first; many blocks are asked at once by ``with_quotes``."""
        return list(self.evidence.order_by("at", "id"))

    @cached_property
    def rule(self) -> Block | None:
        """The rule that a guiding mark rests on, as it stands in the same version; set where many blocks are asked."""
        lineage = self.content.get("rule")
        return Block.objects.standing().filter(version=self.version_id, lineage=lineage).first() if lineage else None

    def day(self, name: str) -> date | None:
        """A day in the content."""
        written = self.content.get(name)
        return date.fromisoformat(written) if written else None

    def is_empty(self, shape: Iterable[Field]) -> bool:
        """Whether it still lacks what a block of this shape must hold: a draft begins with such ones."""
        return any(field.is_required and not self.content.get(field.name) for field in shape)

    @property
    def called(self) -> str:
        """What one calls it: its own title, or else how its text begins."""
        own = next((self.content.get(name) for name in ("title", "name", "heading") if self.content.get(name)), "")
        return str(own) or _beginning(str(self.content.get("text", "")))

    @property
    def is_undecided(self) -> bool:
        """An instruction that does not say yet whether it must or may be followed."""
        return self.kind in INSTRUCTIONS and not self.obligation


class Hold(SpaceRow):
    """Somebody has a block open and is writing in it; it lapses by itself when nothing more is heard."""

    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="hold")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    data = declare(block=STRUCTURE, person=PERSON_REF, since=STRUCTURE, until=STRUCTURE)


QUOTED = {
    **dict.fromkeys(("card_kind", "card_id", "meeting_kind", "meeting_id", "group", "at"), STRUCTURE),
    **dict.fromkeys(("card_title", "quote", "meeting_title"), WORDS),
}


class Quoted(SpaceRow):
    """A card's words as they were, and from which meeting and group; never who wrote it."""

    append_only = True

    card_kind, card_id, card_title = pointer_columns()
    card = PointerTo("card")
    quote = Words()
    meeting_kind, meeting_id, meeting_title = pointer_columns()
    meeting = PointerTo("meeting")
    group = Line(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = True


class BroughtCard(Quoted):
    """A card that was chosen for a product and laid before its authors, used or not.

    ``alike`` is the same for cards that were laid on one pile; ``alike_name`` is what the pile was called.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="brought")
    alike = models.UUIDField(null=True, blank=True)
    alike_name = Line(max_length=160, blank=True)

    data = declare(product=STRUCTURE, alike=STRUCTURE, alike_name=WORDS, **QUOTED)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "card_id"], name="card_is_brought_once")]


class Evidence(Quoted):
    """What a block rests on."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="evidence")

    data = declare(block=STRUCTURE, **QUOTED)
