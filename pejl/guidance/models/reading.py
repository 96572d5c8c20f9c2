"""What colleagues in a function or a unit are to have read, and who says to have read it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.products import Product
from pejl.guidance.models.versions import Version
from pejl.organisation.models import Function, Unit


class ReadingListQuerySet(SpaceQuerySet["ReadingList"]):
    """What can be said of reading lists."""

    def visible_to(self, person: Person) -> ReadingListQuerySet:
        """Colleagues see every list; what is read of it is another matter."""
        return self.none() if person.is_guest else self

    def in_use(self) -> ReadingListQuerySet:
        """Those that somebody is asked to read."""
        return self.filter(retired_at=None)


class ReadingList(SpaceRow):
    """What to read, for everybody in a function, in a unit, in both at once, or in the whole job centre.

    ``is_for_newcomers``: only those who came after the list was made; else everybody there.
    """

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    about = Words(blank=True)
    function = models.ForeignKey(Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_for_newcomers = models.BooleanField(default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    edit = models.PositiveIntegerField(default=1)

    data = declare(
        name=WORDS,
        name_search=WORDS,
        name_sort=WORDS,
        about=WORDS,
        function=STRUCTURE,
        unit=STRUCTURE,
        is_for_newcomers=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
        retired_at=STRUCTURE,
        edit=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ReadingListQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="reading_list_name_is_unique")]


class ReadingEntry(SpaceRow):
    """One thing on a list: a product, or a meeting that was held; ``days`` is how soon after one got it."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    meeting_kind, meeting_id, meeting_title = pointer_columns()
    meeting = PointerTo("meeting")
    days = models.PositiveSmallIntegerField(null=True, blank=True)

    data = declare(
        reading_list=STRUCTURE,
        position=STRUCTURE,
        product=STRUCTURE,
        meeting_kind=STRUCTURE,
        meeting_id=STRUCTURE,
        meeting_title=WORDS,
        days=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["reading_list", "product"], name="product_stands_on_a_list_once"),
            models.UniqueConstraint(
                fields=["reading_list", "meeting_id"],
                condition=Q(meeting_id__isnull=False),
                name="meeting_stands_on_a_list_once",
            ),
            models.CheckConstraint(
                condition=Q(product=None, meeting_id__isnull=False) | Q(product__isnull=False, meeting_id=None),
                name="reading_entry_is_a_product_or_a_meeting",
            ),
        ]


class ConfirmationQuerySet(SpaceQuerySet["Confirmation"]):
    """What can be said of confirmations."""

    def visible_to(self, person: Person) -> ConfirmationQuerySet:
        """One's own. What a mentor sees of a newcomer is asked in ``queries``."""
        return self.filter(person=person)


class Confirmation(SpaceRow):
    """Somebody says to have read exactly this version, or the minutes of this meeting."""

    append_only = True

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="confirmations")
    meeting_kind, meeting_id, meeting_title = pointer_columns()
    meeting = PointerTo("meeting")
    at = models.DateTimeField()

    data = declare(
        person=PERSON_REF,
        version=STRUCTURE,
        meeting_kind=STRUCTURE,
        meeting_id=STRUCTURE,
        meeting_title=WORDS,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ConfirmationQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="version_is_confirmed_once"),
            models.UniqueConstraint(
                fields=["person", "meeting_id"],
                condition=Q(meeting_id__isnull=False),
                name="meeting_is_confirmed_once",
            ),
            models.CheckConstraint(
                condition=Q(version=None, meeting_id__isnull=False) | Q(version__isnull=False, meeting_id=None),
                name="confirmation_is_of_a_version_or_a_meeting",
            ),
        ]
