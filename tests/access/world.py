"""A job centre in which every role is somebody, and things stand in every state that something can be done in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from pejl.agreements import operations as agreements
from pejl.direction import operations as direction
from pejl.direction.models import Link as Following
from pejl.direction.tests.factories import stated
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.login.models import Link
from pejl.foundation.login.operations.passwords import ask_for_reset
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import pointers, scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Block, Version
from pejl.guidance.names import BlockKind
from pejl.guidance.tests import factories as products
from pejl.learning import operations as learning
from pejl.meetings import operations as meetings
from pejl.meetings.models import GuestLink, Participant
from pejl.meetings.names import Behaviour
from pejl.meetings.operations.answering import sealed
from pejl.meetings.operations.guests import link_for
from pejl.meetings.tests.factories import NEXT_WEEK, an_item
from pejl.room import operations as room
from pejl.room.models import MinutesSending
from pejl.room.names import CardKind, HandKind
from pejl.room.queries.snapshots import snapshot
from pejl.themes import operations as themes
from pejl.themes.tests.factories import a_theme, decided
from tests.access import boarding, circling, house, leading, presenting
from tests.access.house import OTHER
from tests.access.roles import ANONYMOUS, FOREIGN, GUESTS, ROLES
from tests.access.situations import World
from tests.people import NOW

LAST_WEEK = NOW - timedelta(days=7)
FAR_AWAY = date(2099, 12, 31)
PASSWORD = "tre blå cykler holder stille"


def build() -> World:
    """Everything. Only operations that people use have made it, where there are such."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=NOW)
    elsewhere = tenancy.open_space(name="Jobcenter Sønderskov", now=NOW)
    people = {role: _seated(space, role) for role in ROLES if role not in (ANONYMOUS, FOREIGN)}
    people |= {FOREIGN: _seated(elsewhere, FOREIGN), OTHER: _seated(space, OTHER)}
    world = World(space, people, {})
    with scopes.scope(space.pk):
        world.situations[""] = house.build(people)
        _themes(world)
        for state in ("planning", "announced", "running", "over", "closed", "approved"):
            world.situations[state] = _meeting(world, state)
        world.situations["coordination"] = _coordination(world)
        for state in ("draft", "asked", "asked_elsewhere", "heard", "scheduled", "published"):
            world.situations[state] = _product(world, state)
        _links(world)
        _direction(world)
        world.situations[""] |= house.cadence(people, world.situations[""]["unit"])
        world.situations[""] |= house.records(people)
        _reading(world)
        _own(world)
    return world


def _seated(space: Space, role: str) -> Person:
    account = Account.objects.create_user(f"{role.replace('_', '-')}@{space.pk.hex[:6]}.example", PASSWORD)
    with scopes.scope(space.pk):
        return tenancy.seat(name=role.replace("_", " ").capitalize(), account=account, is_guest=role in GUESTS)


def _themes(world: World) -> None:
    """One that waits for a decision, and one that is chosen."""
    people, ground = world.people, world.situations[""]
    for state in ("proposed", "next", "withdrawn"):
        theme = a_theme(people["proposer"], NOW, title=f"Tema {state}", area=ground["area"])
        themes.back(theme=theme, kind="question", words="Hvad med fleksjob?", by=people["backer"], now=NOW)
        if state == "next":
            decided(theme, ground["group"], people["member"], NOW)
        if state == "withdrawn":
            said = {"reason": "Det er løst.", "expected_version": theme.again().version}
            themes.withdraw(theme=theme, **said, by=people["proposer"], now=NOW)
        world.situations[state] = {"theme": theme.again()}
    ground |= world.situations["proposed"] | {"other_theme": world.situations["next"]["theme"]}
    collection = themes.begin_collection(
        title="Afdelingsmøde", held_on=NOW.date(), unit=None, by=people["member"], now=NOW
    )
    ground |= {"collection": collection}


def _meeting(world: World, state: str) -> dict[str, Any]:
    """A learning meeting in one state, with everything in it that can be written by then."""
    people, ground = world.people, world.situations[""]
    theme = a_theme(people["proposer"], NOW, title=f"Tema til møde {state}")
    planned = learning.plan(
        theme=theme, group=ground["group"], title=f"Møde {state}", purposes=["At vide hvornår"], place="Lokale 2",
        starts_at=NEXT_WEEK, leaders=[people["leader"]], template=None, by=people["planner"], now=LAST_WEEK,
    )  # fmt: skip
    leader, meeting = people["leader"], planned.meeting
    framing = an_item(meeting, by=leader, now=NOW, behaviour=Behaviour.FRAMING, label="Rammen", minutes=10)
    board = an_item(meeting, by=leader, now=NOW, behaviour=Behaviour.PLENARY, label="Videndeling", minutes=30)
    work = an_item(meeting, by=leader, now=NOW, behaviour=Behaviour.GROUPS, label="Grupper", minutes=30)
    invited = [people[role] for role in ("participant", "owner", "invited_guest")]
    meetings.choose(meeting=meeting, people=invited, by=leader, now=NOW)
    things: dict[str, Any] = {"framing": framing, "running": board, "work": work}
    things |= circling.planned(meeting, board, by=leader)
    things |= leading.planned(meeting, by=leader)
    things |= presenting.asked(meeting, people, now=NOW)
    if state != "planning":
        meetings.invite(meeting=meeting, by=leader, now=NOW)
    if state not in ("planning", "announced"):
        things |= _held(world, meeting, board, framing)
        things |= circling.begun(meeting, things["circle"], people)
        things |= leading.begun(meeting, things, people)
    if state in ("over", "closed", "approved"):
        meetings.end(meeting=meeting, by=leader, now=NOW)
    if state == "closed":
        meetings.close(meeting=meeting, by=leader, now=NOW)
    if state == "approved":
        things["sending"] = _approved(meeting, leader)
    return things | {"meeting": meeting.again(), "item": board.again(), "theme": theme.again()}


def _coordination(world: World) -> dict[str, Any]:
    """A member of the group has planned it, and people are invited, somebody from outside too."""
    people = world.people
    planned = learning.plan_coordination(
        group=world.situations[""]["group"], title="Koordinering", purposes=[], place="", starts_at=NEXT_WEEK,
        leaders=[people["leader"]], by=people["member"], now=LAST_WEEK,
    )  # fmt: skip
    invited = [people[role] for role in ("participant", "invited_guest")]
    meeting = meetings.invite(meeting=planned.meeting, people=invited, by=people["leader"], now=NOW)
    return {"meeting": meeting.again()}


def _held(world: World, meeting: Any, board: Any, framing: Any) -> dict[str, Any]:
    """The meeting begins, and its owner writes and takes on something of everything."""
    owner, leader = world.people["owner"], world.people["leader"]
    room.begin(meeting=meeting, by=leader, now=NOW)
    room.start_item(item=board, expected_running=framing.pk, by=leader, now=NOW)
    card, chosen, removed = (
        room.write_card(item=board, kind=CardKind.CONSIDERATION, text=text, client_id=uuid4(), by=owner, now=NOW)
        for text in ("Spørg om mål", "Spørg om hensyn", "Spørg om løn")
    )
    room.mark_for_product(card=chosen, is_for_product=True, by=leader, now=NOW)
    room.remove_card(card=removed, by=owner, now=NOW)
    said = {"meeting": meeting, "by": owner, "now": NOW}
    _write_minutes(meeting, leader)
    raised = {"meeting": meeting, "kind": HandKind.NEW, "now": NOW}
    speaking = room.raise_hand(**raised, client_id=uuid4(), by=world.people["participant"])
    waiting = room.raise_hand(**raised, client_id=uuid4(), by=owner)
    room.give_floor(hand=speaking, expected_speaking=None, by=leader, now=NOW)
    room.place_hand(hand=waiting, before=None, expected_speaking=speaking.pk, by=leader, now=NOW)
    return {
        "hand": waiting.again(),
        "speaking_hand": speaking.again(),
        "follow_code": room.open_following(meeting=meeting, by=leader, now=NOW),
        **boarding.laid(board, world.people),
        "card": card.again(),
        "chosen_card": chosen.again(),
        "removed_card": removed.again(),
        "duty": room.take_on_product(person=owner, what="Anvisning", **said),
        "point": room.note_unclear_point(text="Hvad med fleksjob?", caretaker=owner, **said),
        "goal": room.take_along(
            takes_along="At spørge", will_introduce="", is_shared=False, expected_version=None, **said
        ),
        "decision": room.decide_together(meeting=meeting, text="Vi ringer først", by=leader, now=NOW),
        "agreement": room.agree(what="Undersøg forsikring", owner=owner, due_on=None, **said),
    }


def _write_minutes(meeting: Any, leader: Person) -> None:
    """Two sections in the leader's own words; one of them is left out."""
    for key in ("agreements", "learning"):
        room.write_section(meeting=meeting, key=key, text="Ejeren ringer", expected_version=0, by=leader, now=NOW)
    room.leave_out_section(meeting=meeting, key="learning", expected_version=1, by=leader, now=NOW)


def _approved(meeting: Any, leader: Person) -> MinutesSending:
    """The leader approves the minutes, which closes the meeting and sends them; what is sent to the leader."""
    version = room.approve_minutes(
        meeting=meeting, seen_digest=snapshot(meeting.again(), NOW).digest, by=leader, now=NOW
    )
    sending: MinutesSending = MinutesSending.objects.get(version=version, person=leader)
    return sending


ASKED = {"kind": "question", "text": "Gælder det også for unge?"}


def _product(world: World, state: str) -> dict[str, Any]:
    """A product in one state, complete enough to be approved."""
    author, approver = world.people["author"], world.people[OTHER if state == "asked_elsewhere" else "approver"]
    product = products.a_product(author, NOW, "Afklar målet først", "Aftal, hvem der følger op", "Ring først")
    unused = products.the_draft(product).blocks.order_by("-position")[0]
    guidance.remove_block(block=unused, expected_edit=unused.edit, by=author, now=NOW)
    field = _with(products.the_draft(product), "field", author)
    attached = _with(products.the_draft(product), "file", author)
    draft = products.make_ready(products.the_draft(product), author, NOW)
    removed = products.a_block(draft, "mark", author, NOW)
    guidance.remove_block(block=removed, expected_edit=removed.edit, by=author, now=NOW)
    guidance.name_responsible(product=product, person=world.people["answerable"], deputy=None, by=author, now=NOW)
    things: dict[str, Any] = {"product": product, "removed_block": removed.again(), "field": field}
    things["attached"] = attached
    things["left_over_card"] = unused.quotes[0].card_id
    if state == "heard":
        things |= _hearing(draft, author, approver)
    if state == "scheduled":
        products.described(draft, author, NOW, valid_from=FAR_AWAY)
    if state not in ("draft", "heard"):
        things["asking"] = products.asked(draft, approver, author, NOW)
    if state in ("scheduled", "published"):
        products.answered(things["asking"], NOW)
    if state == "published":
        things["feedback"] = guidance.give_feedback(version=draft.again(), by=world.people["backer"], **ASKED, now=NOW)
    block = draft.blocks.filter(kind="mark").order_by("position")[0]
    drafts.keep(place=f"guidance:block:{block.pk}", fields={"text": "Halvt skrevet"}, by=author, now=NOW)
    if state == "draft":
        guidance.hold(block=block, by=author, now=NOW - timedelta(minutes=1))
    return things | {"product": product.again(), "version": draft.again(), "block": block.again()}


def _with(draft: Version, kind: str, author: Person) -> Block:
    """A part that its kind has not got, such as something to fill in, as a form has it."""
    draft.parts = [*draft.parts, products.PARTS[BlockKind(kind)].as_data()]
    draft.save(update_fields=["parts"])
    return products.a_block(draft, kind, author, NOW)


def _hearing(draft: Version, author: Person, party: Person) -> dict[str, Any]:
    """Somebody is asked to comment on a draft, and does."""
    given = {"people": [party], "units": [], "closes_on": FAR_AWAY, "asks": "Kan I bruge det?"}
    hearing = guidance.open_hearing(version=draft, by=author, now=NOW, **given)
    comment = guidance.comment(hearing=hearing, lineage=None, text="Godt", by=party, now=NOW)
    return {"hearing": hearing, "comment": comment}


def _reading(world: World) -> None:
    """What the unit is to read: guidance in force and a meeting that was held; its leader keeps the list."""
    ground, leader = world.situations[""], world.people["unit_leader"]
    said = {"by": leader, "now": NOW}
    made = guidance.make_list(name="Det, vi læser", unit=ground["unit"], **said)
    guidance.add_product(reading_list=made, product=world.situations["published"]["product"], **said)
    entry = guidance.add_meeting(reading_list=made, meeting_id=world.situations["closed"]["meeting"].pk, **said)
    retired = guidance.make_list(name="Det, vi læste", unit=ground["unit"], **said)
    ground["retired_list"] = guidance.retire_list(reading_list=retired, **said)
    ground |= {"reading_list": made, "entry": entry, "held": world.situations["approved"]["meeting"]}


def _links(world: World) -> None:
    """What is reached without signing in: a participant's answer, a guest's way in, somebody's calendar."""
    ground, leader, owner = world.situations[""], world.people["leader"], world.people["owner"]
    announced = world.situations["announced"]["meeting"]
    said = {"name": "Gerda Gæst", "comes_from": "Værkstedet", "email": "gerda@vaerksted.example"}
    guest = meetings.bring_guest(meeting=announced, **said, by=leader, now=NOW)
    meetings.invite(meeting=announced, by=leader, now=NOW)
    asked = Participant.objects.get(meeting=announced, person=guest)
    address = link_for(asked, notice=Notice.objects.get(person=guest), now=NOW)
    participant = Participant.objects.get(meeting=announced, person=world.people["participant"])
    feed, secret = meetings.subscribe(unit=None, by=owner, now=NOW)
    ground |= {"guest_secret": address.partition("link=")[2], "guest_link": GuestLink.objects.get()}
    ground |= {"seal": sealed(participant), "feed": feed, "secret": secret}
    ground |= {"code": world.situations["running"]["follow_code"].code}


def _own(world: World) -> None:
    """What each has for themselves: something to read, and something half written; what the owner has taken on."""
    for person in world.people.values():
        if person.space_id == world.space.pk:
            notices.tell(person=person, subject="Nyt", text="Nyt", path="/", now=NOW)
            drafts.keep(place="themes:propose", fields={"title": "Halvt"}, by=person, now=NOW)
    ground, owner = world.situations[""], world.people["owner"]
    ground |= {name: world.situations["over"][name] for name in ("agreement", "goal")}
    ask_for_reset(email=world.people["colleague"].account.email, now=NOW)
    ground |= {"mailed": Link.objects.get(), "password": PASSWORD}
    done = agreements.agree(what="Ring", owner=owner, due_on=None, source=None, by=owner, now=NOW)
    agreements.finish(agreement=done, by=owner, now=NOW)
    world.situations["settled"] = {"agreement": done.again()}
    offered = agreements.agree(what="Skriv", owner=owner, due_on=None, source=None, by=owner, now=NOW)
    agreements.offer(agreement=offered, to=world.people["participant"], reason="", by=owner, now=NOW)
    world.situations["offered"] = {"agreement": offered.again()}
    said = {"how_it_went": "Godt", "helped": "", "hindered": "", "is_shared": False, "ask_on": None}
    ground["answer"] = agreements.answer(goal=ground["goal"], **said, by=owner, now=NOW)
    ground["sparring"] = agreements.offer_sparring(words="En time om ugen", by=world.people["member"], now=NOW)
    agreements.want_sparring(offer=ground["sparring"], words="", by=world.people["colleague"], now=NOW)


def _direction(world: World) -> None:
    """For everybody by the management, for a unit by its leader; a theme, a meeting and guidance follow the first."""
    ground, management = world.situations[""], world.people["management"]
    statement, other = (stated(management, NOW, title=title) for title in ("Hurtigere i job", "Én plan"))
    ground |= {"statement": statement, "other_statement": other}
    ground["unit_statement"] = stated(world.people["unit_leader"], NOW, units=[ground["unit"]])
    for state, name in (("proposed", "theme"), ("announced", "meeting"), ("published", "product")):
        about = pointers.to(world.situations[state][name], title="Det")
        direction.link(statements=[statement], about=about, by=management, now=NOW)
    ground["link"] = Following.objects.get(about_id=ground["theme"].pk)
