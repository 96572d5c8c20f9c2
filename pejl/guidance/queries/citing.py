"""What refers to a product, so that nobody withdraws it without knowing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Block, Product, ReadingEntry, ReadingList, Version
from pejl.guidance.names import IN_THE_MAKING, State


@dataclass(frozen=True)
class Citing:
    """Something that refers to a product: its title, and its address where it has one."""

    title: str
    path: str = ""


def citing(product: Product, *, person: Person) -> list[Citing]:
    """Other products whose standing text links to this one, and the reading lists it is on, as far as one may see."""
    return [*_products_citing(product, person), *_lists_with(product, person)]


def _products_citing(product: Product, person: Person) -> list[Citing]:
    address = f"/{product.pk}/"
    living = Version.objects.visible_to(person).filter(state__in=(*IN_THE_MAKING, State.SCHEDULED, State.PUBLISHED))
    blocks = Block.objects.filter(version__in=living.values("pk"), removed_at=None).exclude(version__product=product)
    linking = blocks.annotate(written=Cast("content", TextField())).filter(written__contains=address)
    rows = linking.order_by().values_list("version__product", "version__product__title").distinct()
    return [Citing(title, reverse("guidance:show", args=[key])) for key, title in sorted(rows, key=lambda row: row[1])]


def _lists_with(product: Product, person: Person) -> list[Citing]:
    lists = ReadingList.objects.visible_to(person).in_use().values("pk")
    entries = ReadingEntry.objects.filter(product=product, reading_list__in=lists)
    names = entries.order_by("reading_list__name_sort").values_list("reading_list", "reading_list__name")
    return [Citing(name, reverse("guidance:reading_list", args=[key])) for key, name in names]
