"""The history of one job centre after some years: 60 meetings, 360 themes (300 wait), 3,000 cards, 120 products.

Written in bulk, straight into the tables: it is the reading that is measured.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pejl.agreements.models import Agreement
from pejl.foundation import clock
from pejl.foundation.notices.models import Notice
from pejl.foundation.search.keys import search_key, sort_key
from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Author, Block, Evidence, Kind, Product, Responsibility, Version
from pejl.guidance.names import BlockKind, Holds, ReferenceKind, State, ToolUse
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import AgendaItem, Meeting, MeetingRole, Participant
from pejl.meetings.names import Behaviour
from pejl.organisation.models import Function, GroupMembership, Membership, Unit, WorkingGroup
from pejl.room.models import Card, ItemRun
from pejl.room.names import CardKind
from pejl.themes.models import Area, Backing, Placement, Step, Theme, Weight
from pejl.themes.names import Dimension
from pejl.themes.names import Kind as ThemeKind
from pejl.themes.names import State as ThemeState

PEOPLE, MEETINGS, THEMES, CARDS, PRODUCTS, BLOCKS = 30, 60, 360, 3000, 120, 25
# Of six themes five wait on the table of a group with so many members, who have placed so many of them.
MEMBERS, PLACED = 4, 40
WORDS = (
    "praktik sygedagpenge forlængelse vurdering borger plan indsats skånehensyn arbejdsgiver samtale redegørelse mål",
    "virksomhed timer optrapning afklaring læge overblik ansvar opfølgning dialog erfaring kollega ramme retning",
)
VOCABULARY = " ".join(WORDS).split()


@dataclass(frozen=True)
class History:
    """Who looks, and at what."""

    space: Space
    account: Account
    person: Person
    meeting: Meeting
    product: Product


def build(*, scale: float = 1.0) -> History:
    """Fill an empty database; ``scale`` below 1 makes a shorter history."""
    return Builder(scale).build()


class Builder:
    """Writes one history, the same each time."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.chance = random.Random(1)
        self.now = clock.now()

    def build(self) -> History:
        """In the order of the keys."""
        space = operations.open_space(name="Jobcenter Langtid", now=self.now)
        account = Account.objects.create_user(f"anne-{space.pk.hex}@langtid.example", None)
        with scopes.scope(space.pk):
            self.people = [operations.seat(name="Anne Langtid", account=account)]
            self.people += [operations.seat(name=f"Kollega {self.text(2)} {n}") for n in range(PEOPLE - 1)]
            self.organisation()
            self.themes()
            meeting = self.meetings()
            product = self.products()
            self.around_me()
        return History(space, account, self.people[0], meeting, product)

    def organisation(self) -> None:
        """One unit, one function, one working group."""
        day = self.now.date() - timedelta(days=900)
        unit = Unit.objects.create(name="Sygedagpenge", since_on=day)
        function = Function.objects.create(name="Sagsbehandler", may_approve=True)
        self.save(Membership, [dict(person=p, unit=unit, function=function, since_on=day) for p in self.people])
        self.group = WorkingGroup.objects.create(name="Arbejdsgruppen", since_on=day)
        self.save(GroupMembership, [dict(group=self.group, person=p, since_on=day) for p in self.people[:MEMBERS]])

    def themes(self) -> None:
        """Proposed by everybody, in all states; most wait on the group's table, weighed and partly in order."""
        areas = self.save(Area, [self.named(f"Område {n}") for n in range(8)])
        further = [ThemeState.NEXT, ThemeState.LATER, ThemeState.DECLINED, ThemeState.ANSWERED]
        rows = [
            dict(
                **self.titled(),
                need=self.text(40),
                why_now=self.text(20),
                area=self.one(areas),
                kind=self.one(ThemeKind.values),
                state=further[n // 6 % len(further)] if n % 6 == 5 else ThemeState.PROPOSED,
                proposed_by=self.people[n % PEOPLE],
                proposed_at=self.ago(n * 2),
            )
            for n in range(self.many(THEMES))
        ]
        self.all_themes = self.save(Theme, rows)
        self.save(Step, [dict(theme=t, kind="proposed", at=t.proposed_at) for t in self.all_themes])
        self.table()

    def table(self) -> None:
        """What colleagues and the members of the group have said of the themes that wait."""
        waiting = [theme for theme in self.all_themes if theme.state == ThemeState.PROPOSED]
        backers = [
            dict(theme=t, person=self.people[(n + m) % PEOPLE], words=self.text(12), at=self.now)
            for n, t in enumerate(waiting)
            for m in (5, 11, 17)
        ]
        self.save(Backing, backers)
        Theme.objects.filter(pk__in=[theme.pk for theme in waiting]).update(backers=3)
        marks = [
            dict(theme=t, group=self.group, person=p, at=self.now, **self.marks())
            for t in waiting
            for p in self.people[:MEMBERS]
        ]
        self.save(Weight, marks)
        lying = enumerate(reversed(waiting[: self.many(PLACED)]), 1)
        self.save(Placement, [dict(group=self.group, theme=t, position=n) for n, t in lying])

    def marks(self) -> dict[str, int]:
        """How somebody weighs a theme."""
        return {name: self.chance.randrange(1, 6) for name in Dimension.values}

    def meetings(self) -> Meeting:
        """Each with an agenda, people and a share of the cards; the last one runs."""
        rows = [
            dict(
                **self.titled(),
                purposes=[self.text(8) for _ in range(3)],
                place="Mødelokale 2",
                starts_at=self.ago(n * 15 - 5),
                state="closed",
                created_by=self.people[0],
                created_at=self.ago(n * 15 + 20),
            )
            for n in range(self.many(MEETINGS))
        ]
        rows[-1] |= {"state": "running", "starts_at": self.now - timedelta(minutes=40)}
        self.all_meetings = self.save(Meeting, rows)
        links = zip(self.all_meetings, self.all_themes, strict=False)
        self.save(LearningMeeting, [dict(meeting=m, theme=t, group=self.group) for m, t in links])
        leaders = [dict(meeting=m, person=p, role="leader") for m in self.all_meetings for p in self.people[:2]]
        self.save(MeetingRole, leaders)
        self.save(Participant, [dict(meeting=m, person=p) for m in self.all_meetings for p in self.people[:14]])
        self.boards()
        return self.all_meetings[-1]

    def boards(self) -> None:
        """Nine items a meeting, and cards on the knowledge sharing."""
        behaviours = [b for b in Behaviour.values if b not in (Behaviour.GROUP, Behaviour.FREE)][:9]
        rows = [
            dict(meeting=m, position=n, behaviour=b, label=self.text(3), questions=self.text(12), planned_minutes=15)
            for m in self.all_meetings
            for n, b in enumerate(behaviours)
        ]
        items = self.save(AgendaItem, rows)
        boards = [item for item in items if item.behaviour == Behaviour.PLENARY]
        running = [item for item in boards if item.meeting_id == self.all_meetings[-1].pk]
        self.save(ItemRun, [dict(meeting=i.meeting, item=i, started_at=self.now) for i in running])
        each = self.many(CARDS) // len(boards)
        rows = [
            dict(
                meeting=board.meeting,
                item=board,
                kind=self.one(CardKind.values),
                text=self.text(18),
                authorship="named",
                author=self.one(self.people),
                written_at=self.now,
                client_id=uuid.uuid4(),
                is_for_product=n % 5 == 0,
            )
            for board in boards
            for n in range(each)
        ]
        self.save(Card, rows)

    def products(self) -> Product:
        """One version in force each, of typed blocks with evidence."""
        guidance.add_standard_kinds()
        kind = Kind.objects.get(name="Handlingsanvisning")
        rows = [
            dict(**self.titled(), kind=kind, created_by=self.people[0], created_at=self.ago(n * 6))
            for n in range(self.many(PRODUCTS))
        ]
        products = self.save(Product, rows)
        self.save(Author, [dict(product=p, person=self.people[n % PEOPLE]) for n, p in enumerate(products)])
        day = self.now.date()
        self.save(
            Responsibility,
            [dict(product=p, person=self.people[n % 9], since_on=day) for n, p in enumerate(products)],
        )
        rows = [
            dict(
                product=p,
                number=1,
                title=p.title,
                parts=kind.parts,
                state=State.PUBLISHED,
                purpose=self.text(20),
                created_by=self.people[0],
                created_at=p.created_at,
                published_at=p.created_at,
                valid_from=p.created_at.date(),
                review_on=day + timedelta(days=200),
            )
            for p in products
        ]
        versions = self.save(Version, rows)
        blocks = self.save(Block, [self.block(v, n) for v in versions for n in range(BLOCKS)])
        held = self.all_meetings[0]
        meeting = dict(meeting_kind="meeting", meeting_id=held.pk, meeting_title=held.title)
        marks = [block for block in blocks if block.kind == BlockKind.MARK]
        self.save(Evidence, [dict(block=b, quote=self.text(12), **meeting, at=self.now) for b in marks])
        return products[0]

    def block(self, version: Version, number: int) -> dict[str, Any]:
        """Marks for the most part, then a little of each other kind."""
        kinds = [BlockKind.RULE, BlockKind.SITUATION, BlockKind.TOOL, BlockKind.REFERENCE, BlockKind.PARAMETER]
        kind = BlockKind.MARK if number < 8 else kinds[number % len(kinds)]
        obligation = "must" if kind in (BlockKind.MARK, BlockKind.RULE) else ""
        part = next(one for one in version.made_of if one.kind == kind)
        content = {field.name: self.held(field) for field in part.shape}
        return dict(version=version, part=part.key, kind=kind, position=number, obligation=obligation, content=content)

    def held(self, field: Any) -> Any:
        """A plausible value of a block's field."""
        values = {
            Holds.LINE: lambda: self.text(3),
            Holds.WORDS: lambda: self.text(25),
            Holds.RICH: lambda: self.text(25),
            Holds.BLOCK: lambda: "",
            Holds.CHECK: lambda: False,
            Holds.DAY: lambda: "2026-01-05",
            Holds.FLAG: lambda: False,
            Holds.LINK: lambda: "https://example.org/",
        }
        if field.holds == Holds.CHOICE:
            return self.one((ToolUse if field.choices is ToolUse else ReferenceKind).values)
        return values[field.holds]()

    def around_me(self) -> None:
        """What my overview gathers."""
        me = self.people[0]
        self.save(
            Agreement,
            [
                dict(what=self.text(6), owner=self.people[n % PEOPLE], created_by=me, created_at=self.ago(n))
                for n in range(self.many(200))
            ],
        )
        rows = [dict(person=me, subject=self.text(6), text=self.text(30), created_at=self.ago(n)) for n in range(40)]
        self.save(Notice, rows)

    def save(self, model: Any, rows: list[dict[str, Any]]) -> list[Any]:
        """In bulk, 500 at a time."""
        return model.objects.bulk_create([model(**row) for row in rows], batch_size=500)

    def titled(self) -> dict[str, str]:
        """A title with its keys, which bulk_create fills in too."""
        return {"title": f"{self.text(4)} {self.chance.randrange(1000)}"}

    def named(self, name: str) -> dict[str, str]:
        """A name with its keys."""
        return {"name": name, "name_search": search_key(name), "name_sort": sort_key(name)}

    def text(self, words: int) -> str:
        """So many words, the first in upper case."""
        return " ".join(self.chance.choice(VOCABULARY) for _ in range(words)).capitalize()

    def one(self, of: Any) -> Any:
        """Any of them."""
        return self.chance.choice(of)

    def ago(self, days: int) -> datetime:
        """A moment that many days back."""
        return self.now - timedelta(days=days)

    def many(self, count: int) -> int:
        """A count at this scale, at least four."""
        return max(4, int(count * self.scale))
