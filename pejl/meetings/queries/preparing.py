"""What presenters are asked to think through, what they have written, and what they show others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, Preparation, PreparationFile
from pejl.meetings.names import PREPARING, PREPARING_ANYTHING, ItemRole, answer_field


@dataclass(frozen=True)
class Prompt:
    """One thing to think through, and what is saved to it. ``key`` stays the same in every language."""

    key: str
    text: str
    written: str = ""

    @property
    def field(self) -> str:
        """What its field is called."""
        return answer_field(self.key)


def items_to_prepare(person: Person) -> QuerySet[AgendaItem]:
    """Every item that the person may prepare, with its meeting."""
    return permissions.prepared_by(person).select_related("meeting", "parent")


def preparation_of(item: AgendaItem, person: Person) -> Preparation | None:
    """What the person has begun to prepare for the item, with answers and files; one's own only."""
    found: Preparation | None = (
        Preparation.objects.filter(item=item, person=person).prefetch_related("answers", _files()).first()
    )
    return found


def prompts_of(
    item: AgendaItem, preparation: Preparation | None, unsent: Mapping[str, str] | None = None
) -> list[Prompt]:
    """What a presenter of the item thinks through: by what it is, then its own questions; then what was answered while
    the questions were others, so that nothing written is lost. ``unsent`` are the words kept and not saved.
    """
    answers = sorted(preparation.answers.all(), key=lambda one: one.position) if preparation else []
    written = {key_of(answer.prompt): answer for answer in answers}
    asked = dict(_asked(item))
    prompts = [Prompt(key, text, written[key].text if key in written else "") for key, text in asked.items()]
    others = [answer for key, answer in written.items() if key not in asked and answer.text]
    prompts += [Prompt(key_of(answer.prompt), answer.prompt, answer.text) for answer in others]
    return prompts + list(_left_over(unsent or {}, {one.field for one in prompts}))


def key_of(prompt: str) -> str:
    """The key of a prompt as it was shown, in whichever language."""
    return _usual().get(prompt) or "q" + hashlib.sha256(prompt.encode()).hexdigest()[:12]


def shared_at(meeting: Meeting, person: Person) -> list[Preparation]:
    """The preparations of others at the meeting that are shared with the person, with who wrote them."""
    seen = Preparation.objects.visible_to(person).filter(item__meeting=meeting).exclude(person=person)
    return list(seen.select_related("person", "item").order_by("item__position", "person__name_sort", "id"))


def shown_at(meeting: Meeting, person: Person) -> list[Preparation]:
    """What others have prepared for the meeting, as far as the person may see anything of it: ``is_shared`` says
    whether the words too, and ``files`` are those that the person may open.

    One query, and one more where there is something.
    """
    seen = PreparationFile.objects.visible_to(person)
    shared = Exists(Preparation.objects.visible_to(person).filter(pk=OuterRef("pk")))
    rows = Preparation.objects.filter(item__meeting=meeting).exclude(person=person)
    shown = rows.annotate(is_shared=shared).filter(Q(is_shared=True) | Exists(seen.filter(preparation=OuterRef("pk"))))
    files = Prefetch("files", seen.select_related("file").order_by("added_at", "id"))
    found = shown.select_related("person", "item").prefetch_related(files)
    return list(found.order_by("item__position", "person__name_sort", "id"))


def files_at(meeting: Meeting, person: Person) -> list[PreparationFile]:
    """The files that presenters bring to the meeting, as far as the person may open them: from its beginning all that
    take part, before it whom they are shared with.
    """
    seen = PreparationFile.objects.visible_to(person).filter(preparation__item__meeting=meeting)
    found = seen.select_related("file", "preparation__item", "preparation__person")
    return list(found.order_by("preparation__item__position", "added_at", "id"))


def files_shown(item: AgendaItem) -> list[PreparationFile]:
    """What those who present an item bring to it: in the room, for whoever takes part in the meeting that has begun."""
    presents = ItemPart.objects.filter(item=item, role=ItemRole.PRESENTER).values("person")
    shown = PreparationFile.objects.filter(preparation__item=item, preparation__person__in=presents)
    return list(shown.select_related("file", "preparation__person").order_by("added_at", "id"))


def shared_preparations(person: Person) -> QuerySet[Preparation]:
    """Every preparation that the person may read, one's own too, with all that is shown of it."""
    found: QuerySet[Preparation] = Preparation.objects.visible_to(person)
    return found.select_related("person", "item__meeting").prefetch_related("answers", _files())


def _files() -> Prefetch[str, QuerySet[PreparationFile], str]:
    return Prefetch("files", PreparationFile.objects.select_related("file").order_by("added_at", "id"))


def _asked(item: AgendaItem) -> Iterator[tuple[str, str]]:
    for key, text in PREPARING.get(item.behaviour, PREPARING_ANYTHING).items():
        yield key, str(text)
    for question in item.question_lines:
        yield key_of(question), question


def _left_over(unsent: Mapping[str, str], offered: set[str]) -> Iterator[Prompt]:
    """Unsent words to questions that were changed meanwhile, each where it was kept."""
    for field, text in unsent.items():
        key = field.removeprefix(answer_field(""))
        if key != field and field not in offered and text:
            yield Prompt(key, _("To a question that has been changed since"))


@cache
def _usual() -> Mapping[str, str]:
    """The key of every prompt of ours, by its words in each language."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for prompts in (*PREPARING.values(), PREPARING_ANYTHING):
                found |= {str(text): key for key, text in prompts.items()}
    return found
