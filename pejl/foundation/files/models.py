"""Files as they are kept: what each is called, and its bytes in pieces."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow

KINDS = [
    (Kind.PDF.value, _("PDF")),
    (Kind.WORD.value, _("Word file")),
    (Kind.SLIDES.value, _("Slides")),
    (Kind.TEXT.value, _("Text file")),
    (Kind.JPEG.value, _("Picture")),
    (Kind.PNG.value, _("Picture")),
    (Kind.WEBP.value, _("Picture")),
]


class KeptFileQuerySet(SpaceQuerySet["KeptFile"]):
    """Who sees a file is decided by what it belongs to."""

    def visible_to(self, person: Person) -> KeptFileQuerySet:
        """By itself a file is nobody's but its sender's; a module reaches it through the row that holds its key."""
        return self.filter(uploaded_by=person)


class KeptFile(SpaceRow):
    """A file that was looked over and disarmed. A module that has files holds a foreign key to it (PROTECT).

    ``width`` and ``height`` are a picture's in pixels; empty where they are not known.
    """

    name = Line(max_length=120)
    kind = models.CharField(max_length=5, choices=KINDS)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveSmallIntegerField(null=True, editable=False)
    height = models.PositiveSmallIntegerField(null=True, editable=False)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    data = declare(
        name=WORDS,
        kind=STRUCTURE,
        size=STRUCTURE,
        digest=STRUCTURE,
        width=STRUCTURE,
        height=STRUCTURE,
        uploaded_by=PERSON_REF,
        uploaded_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(KeptFileQuerySet)()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return Kind(self.kind).is_picture


class Piece(SpaceRow):
    """A stretch of a file's bytes; ``number`` says which, from 0."""

    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    data = declare(file=STRUCTURE, number=STRUCTURE, content=WORDS)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="piece_has_its_place")]
