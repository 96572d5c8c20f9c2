"""What it takes to make the agenda of three hours as PDF and as Word; prints one JSON object.

Run by ``bench.run`` in a process of its own. Every round has new words, so that nothing made before can be used again.
Beside it the limit: typst with one line under the same standards, and python-docx with an empty document.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

import docx  # noqa: E402 -- Django comes first
import typst  # noqa: E402
from django.core.management import call_command  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench import history  # noqa: E402
from pejl.foundation import clock  # noqa: E402
from pejl.foundation.papers import fonts, rendering  # noqa: E402
from pejl.foundation.tenancy import operations, scopes  # noqa: E402
from pejl.foundation.tenancy.models import Person  # noqa: E402
from pejl.meetings import papers, queries  # noqa: E402
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, MeetingRole, Participant  # noqa: E402
from pejl.meetings.names import Behaviour, ItemRole  # noqa: E402
from pejl.meetings.papers import Form, Paper  # noqa: E402

ROUNDS, WARM_UP = 40, 5
ITEMS, MINUTES, GROUPS, PEOPLE = 15, 12, 2, 14


def main() -> None:
    """Make both papers again and again, and both limits in turn with them."""
    call_command("migrate", verbosity=0, interactive=False)
    words = history.Builder(1.0)
    space = operations.open_space(name="Jobcenter Langtid", now=clock.now())
    with scopes.scope(space.pk):
        people = [operations.seat(name=f"{words.text(1).title()} Langtid {n}") for n in range(PEOPLE)]
        meeting = _planned(words, people)
        figures = {form.value: _timed(lambda form=form: _made(meeting, form, people[0]), words) for form in Form}
        pages = len(PdfReader(io.BytesIO(_made(meeting, Form.PDF, people[0]))).pages)
        raw = {"pdf": _timed(lambda: _least_pdf(words.text(3)), words), "docx": _timed(_least_word, words)}
    json.dump({"made": figures, "raw": raw, "pages": pages}, sys.stdout)


def _planned(words: history.Builder, people: list[Person]) -> Meeting:
    meeting = Meeting.objects.create(
        title=words.text(3),
        purposes=[words.text(10) for _ in range(3)],
        place="Mødelokale 2",
        starts_at=clock.now(),
        created_by=people[0],
        created_at=clock.now() - timedelta(days=9),
        state="announced",
    )
    MeetingRole.objects.create(meeting=meeting, person=people[0], role="leader")
    words.save(Participant, [dict(meeting=meeting, person=one) for one in people])
    for number in range(ITEMS):
        is_groups = number == ITEMS - 5
        item = _item(meeting, words, number, behaviour=Behaviour.GROUPS if is_groups else Behaviour.LAW)
        ItemPart.objects.create(item=item, person=people[number % PEOPLE], role=ItemRole.PRESENTER)
        for group in range(GROUPS if is_groups else 0):
            made = _item(meeting, words, group, behaviour=Behaviour.GROUP, parent=item, room="Kantinen")
            parts = [dict(item=made, person=one, role=ItemRole.MEMBER) for one in people[group::GROUPS]]
            words.save(ItemPart, [*parts, dict(item=made, person=people[group], role=ItemRole.CHAIR)])
    return meeting


def _item(meeting: Meeting, words: history.Builder, position: int, **more: Any) -> AgendaItem:
    asked = "\n".join(words.text(5) + "?" for _ in range(1 + position % 3))
    return AgendaItem.objects.create(
        meeting=meeting, position=position, label=words.text(4), questions=asked, planned_minutes=MINUTES, **more
    )


def _timed(make: Callable[[], Any], words: history.Builder) -> dict[str, float]:
    """Milliseconds of one making, each with another beginning to every item's name."""
    taken = []
    for _round in range(ROUNDS):
        for item in AgendaItem.objects.all():
            AgendaItem.objects.filter(pk=item.pk).update(label=words.text(4))
        begun = time.perf_counter()
        make()
        taken.append((time.perf_counter() - begun) * 1000)
    warm = taken[WARM_UP:]
    return {"ms": statistics.median(warm), "ms p95": statistics.quantiles(warm, n=20)[18], "ms first": taken[0]}


def _made(meeting: Meeting, form: Form, by: Person) -> bytes:
    """From the meeting's row to the file, every question to the database among it."""
    read = queries.with_agenda(queries.with_people(Meeting.objects.visible_to(by))).get(pk=meeting.pk)
    return papers.make(read, paper=Paper.AGENDA, form=form, by=by, now=clock.now())


def _least_pdf(text: str) -> Any:
    source = f'#set document(title: "x")\n#set text(font: "IBM Plex Sans")\n{text}'.encode()
    return typst.compile(source, font_paths=fonts.collection(), pdf_standards=rendering.STANDARDS)


def _least_word() -> None:
    docx.Document().save(io.BytesIO())


if __name__ == "__main__":
    main()
