"""What it takes to move an item of an agenda of 40, to undo it, and to open the editor; prints one JSON object.

Run by ``bench.run`` in a process of its own, with the environment that names the database. A move and its undoing are
asked for in turn, so that the agenda stays as it is; beside them, in turn too, the bare page (bench/bare.py) with as
many statements and bytes. The raw limit is the statements themselves through the driver's cursor, taken back again.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django comes first
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import history, measure  # noqa: E402
from bench.pages import EDITOR, Page  # noqa: E402
from pejl.foundation.tenancy import scopes  # noqa: E402
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, MeetingRole, Participant  # noqa: E402
from pejl.meetings.names import Behaviour, ItemRole  # noqa: E402

ROUNDS, WARM_UP = 60, 5
TOP, GROUPS, STEPS = 16, 4, 4
# Beginnings and ends of transactions are not counted.
ENDS = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|PRAGMA)")
PRESSED = {"HX-Request": "true"}


class TakenBack(Exception):
    """So that nothing of a raw round stays."""


def main() -> None:
    """Move, undo, look; each beside the bare page and the raw statements."""
    call_command("migrate", verbosity=0, interactive=False)
    made = history.build(scale=0.02)
    client = measure.browser(made)
    with scopes.scope(made.space.pk):
        meeting, work = planned(made)
    path = f"/moeder/{meeting.pk}/dagsorden/"
    deeds = {
        "move": lambda: client.post(f"{path}flyt/", {"move": f"{work.pk} 4 12"}, headers=PRESSED),
        "undo": lambda: client.post(f"{path}fortryd/"),
        "page": lambda: client.get(path),
    }
    statements = {name: [one["sql"] for one in captured(do)] for name, do in deeds.items()}
    bare = {name: bare_of(EDITOR, statements[name], len(do().content)) for name, do in deeds.items()}
    taken: dict[str, list[float]] = {name: [] for name in (*deeds, *(f"bare {name}" for name in deeds))}
    for _round in range(ROUNDS):
        for name, do in deeds.items():
            taken[name].append(ms(do))
            taken[f"bare {name}"].append(ms(lambda name=name: client.get(bare[name])))
    raw = {name: statistics.median(raw_ms(made, texts) for _ in range(ROUNDS)) for name, texts in statements.items()}
    json.dump({name: _figures(name, statements, taken, raw) for name in deeds}, sys.stdout)


def planned(made: history.History) -> tuple[Meeting, AgendaItem]:
    """A draft led by who looks, with 40 items: of 16 one is group work with 4 groups, and five have four steps each;
    30 people, each with a part. Returns it with its group work, the fourth item.
    """
    words = history.Builder(1.0)
    people = list(type(made.person).objects.order_by("id")[: history.PEOPLE])
    meeting = Meeting.objects.create(
        title=words.text(4),
        purposes=[words.text(8)],
        starts_at=made.meeting.starts_at.replace(hour=6, minute=0) + timedelta(days=30),
        created_by=next(one for one in people if one != made.person),
        created_at=made.meeting.created_at,
    )
    words.save(MeetingRole, [dict(meeting=meeting, person=made.person, role="leader")])
    words.save(Participant, [dict(meeting=meeting, person=one) for one in people])
    items = []
    for number in range(1, TOP + 1):
        is_work = number == 4
        item = _item(meeting, words, number, Behaviour.GROUPS if is_work else Behaviour.LAW)
        inside = GROUPS if is_work else STEPS if number % 3 == 0 else 0
        kind = Behaviour.GROUP if is_work else Behaviour.FREE
        items += [item, *(_item(meeting, words, place, kind, parent=item) for place in range(1, inside + 1))]
    assert len(items) == EDITOR.rows, len(items)
    words.save(
        ItemPart,
        [dict(item=items[n % len(items)], person=one, role=ItemRole.PRESENTER) for n, one in enumerate(people)],
    )
    return meeting, next(item for item in items if item.behaviour == Behaviour.GROUPS)


def _item(meeting: Meeting, words: history.Builder, position: int, behaviour: str, **more: Any) -> AgendaItem:
    told = {"label": words.text(4), "questions": words.text(12), "purpose": words.text(8)}
    minutes = 0 if more else 12
    row = {"position": position, "behaviour": behaviour, "planned_minutes": minutes, **told, **more}
    made: AgendaItem = AgendaItem.objects.create(meeting=meeting, **row)
    return made


def captured(do: Callable[[], Any]) -> list[dict[str, str]]:
    """The statements that a request sends, without those that begin and end transactions."""
    with CaptureQueriesContext(connection) as captured:
        answer = do()
    if answer.status_code not in (200, 303):
        raise SystemExit(f"{answer.request['PATH_INFO']} answered {answer.status_code}")
    return [one for one in captured.captured_queries if not ENDS.match(one["sql"])]


def bare_of(page: Page, statements: list[str], size: int) -> str:
    """The bare page with this page's rows, as many statements of its own and as many bytes."""
    queries = max(1, measure.reads_of(measure.own(statements)))
    return f"/bare/?{urlencode({'page': page.name, 'bytes': size, 'queries': queries})}"


def raw_ms(made: history.History, statements: list[str]) -> float:
    """Milliseconds of the statements alone, every row of the answers read; what they wrote is taken back.

    A row that was written when they were captured is there already: it is written once more under another key.
    """
    with scopes.scope(made.space.pk), suppress(TakenBack), transaction.atomic(), connection.cursor() as cursor:
        begun = time.perf_counter()
        # Not what tells a transaction its space: that one says too that nothing may be written.
        for statement in (one for one in statements if "set_config" not in one):
            cursor.execute(_once_more(statement))
            if cursor.description:
                cursor.fetchall()
        taken = (time.perf_counter() - begun) * 1000
        raise TakenBack
    return taken


def _once_more(statement: str) -> str:
    if not statement.startswith("INSERT"):
        return statement
    return re.sub(r"VALUES \('[0-9a-f-]{32,36}'", f"VALUES ('{uuid4()}'", statement, count=1)


def ms(do: Callable[[], Any]) -> float:
    """Milliseconds of it."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def _figures(
    name: str, statements: dict[str, list[str]], taken: dict[str, list[float]], raw: dict[str, float]
) -> dict[str, float]:
    ours, least = (statistics.median(taken[key][WARM_UP:]) for key in (name, f"bare {name}"))
    return {
        "queries": len(statements[name]),
        "ms": ours,
        "ms bare": least,
        "of bare": ours / least,
        "ms raw": raw[name],
        "of raw": ours / raw[name],
    }


if __name__ == "__main__":
    main()
