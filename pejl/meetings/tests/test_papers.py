"""The meeting's papers: what stands on them, and who gets which."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import docx
import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, papers, queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour, ItemRole, Speaking, own
from pejl.meetings.papers import Form, Paper
from pejl.meetings.tests.factories import a_meeting, an_item

As = Callable[[Person], Client]

SECRET = "Spørg Bo, før han siger nej"


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False), translation.override("en"):
        yield


@pytest.fixture
def meeting(anna: Person, bo: Person, now: datetime) -> Meeting:
    """A presentation with notes, a round with two steps, and group work with two groups."""
    made = a_meeting(anna, now=now, chair=bo)
    add = partial(an_item, made, by=anna, now=now)
    add(
        questions="- Hvad siger § 42?\n- Hvad gør vi?",
        purpose="Vi kender reglen.",
        leader_notes=SECRET,
        parts={ItemRole.PRESENTER: [bo]},
    )
    work = add(behaviour=Behaviour.GROUPS, label="Grupper", minutes=40, questions="Hvad virker?")
    group = partial(add, behaviour=Behaviour.GROUP, minutes=0, parent=work)
    people = {ItemRole.CHAIR: [anna], ItemRole.MEMBER: [anna, bo]}
    group(label="Gruppe 1", room="Kantinen", questions="Og hvornår?", parts=people)
    group(label="Gruppe 2")
    return operations.invite(meeting=made, people=[bo], by=anna, now=now)


def pdf_text(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def word_text(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


READ = {Form.PDF: pdf_text, Form.WORD: word_text}


def test_agenda_has_times_people_questions_and_groups_side_by_side(meeting: Meeting, now: datetime) -> None:
    sheet = papers.agenda_sheet(meeting, now=now)
    assert sheet.programme is not None
    law, work = sheet.programme.items
    assert (law.clock, law.who, law.text) == ("09:00-09:10", "Bo Bæk", "Vi kender reglen.")
    assert list(law.points) == ["Hvad siger § 42?", "Hvad gør vi?"]
    ((first, second),) = work.parts
    assert (first.clock, second.clock) == ("09:10-09:50", "09:10-09:50")
    assert [(fact.label, fact.value) for fact in first.facts] == [
        ("Room", "Kantinen"),
        ("Chair", "Anna Ager"),
        ("Members", "Bo Bæk"),
    ]
    assert sheet.participants is not None
    assert sheet.participants.text == "Anna Ager, Bo Bæk"


def test_steps_follow_each_other_and_roles_of_their_own_are_named(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    team = an_item(
        meeting,
        by=anna,
        now=now,
        behaviour=Behaviour.FREE,
        label="Reflekterende team",
        minutes=20,
        roles=["Fokusperson"],
    )
    for label in ("Interview", "Teamet taler"):
        an_item(meeting, by=anna, now=now, behaviour=Behaviour.FREE, label=label, minutes=10, parent=team)
    operations.set_parts(item=team, parts={own("Fokusperson"): [bo]}, by=anna, now=now)
    sheet = papers.agenda_sheet(meeting.again(), now=now)
    assert sheet.programme is not None
    told = sheet.programme.items[-1]
    assert told.who == "Fokusperson: Bo Bæk"
    assert [[part.clock for part in together] for together in told.parts] == [["09:50-10:00"], ["10:00-10:10"]]


def test_step_says_who_speaks_in_it(meeting: Meeting, anna: Person, now: datetime) -> None:
    team = an_item(meeting, by=anna, now=now, behaviour=Behaviour.FREE, label="Team", roles=["Fokusperson"])
    for speaking in (Speaking.NAMED, Speaking.ALL):
        said = {"speaking": speaking, "speakers": ["Fokusperson"]}
        an_item(meeting, by=anna, now=now, behaviour=Behaviour.FREE, label="Trin", minutes=5, parent=team, **said)
    sheet = papers.agenda_sheet(meeting.again(), now=now)
    assert sheet.programme is not None
    told = [[(fact.label, fact.value) for fact in part.facts] for (part,) in sheet.programme.items[-1].parts]
    assert told == [[("Those who speak", "Fokusperson")], []]


@pytest.mark.parametrize("form", Form)
def test_notes_are_for_the_leaders_alone(meeting: Meeting, anna: Person, bo: Person, now: datetime, form: Form) -> None:
    for by in (anna, bo):
        shared = papers.make(meeting, paper=Paper.AGENDA, form=form, by=by, now=now)
        assert SECRET not in READ[form](shared)
    assert SECRET in READ[form](papers.make(meeting, paper=Paper.LEADERS, form=form, by=anna, now=now))
    with pytest.raises(NotAllowed):
        papers.make(meeting, paper=Paper.LEADERS, form=form, by=bo, now=now)


def test_each_group_is_handed_its_room_chair_members_and_questions(meeting: Meeting, now: datetime) -> None:
    first, second = papers.groups_sheet(meeting, now=now).groups
    assert [(fact.label, fact.value) for fact in first.facts] == [
        ("Date", "Wednesday, 11 March 2026"),
        ("Time", "09:10-09:50"),
        ("Room", "Kantinen"),
        ("Chair", "Anna Ager"),
    ]
    assert [list(told.entries) for told in first.lists] == [["Hvad virker?", "Og hvornår?"], ["Bo Bæk"]]
    assert [list(told.entries) for told in second.lists] == [["Hvad virker?"], []]


def test_a_meeting_without_groups_has_no_page_for_them(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now)
    assert not papers.has_groups(queries.agenda_of(meeting))
    with pytest.raises(Refusal):
        papers.make(meeting, paper=Paper.GROUPS, form=Form.PDF, by=anna, now=now)


@pytest.mark.parametrize("language", ["da", "en"])
def test_papers_speak_the_readers_language(meeting: Meeting, anna: Person, now: datetime, language: str) -> None:
    with translation.override(language):
        file = papers.make(meeting, paper=Paper.AGENDA, form=Form.WORD, by=anna, now=now)
        name = papers.file_name(Paper.AGENDA, Form.WORD)
    assert docx.Document(io.BytesIO(file)).core_properties.language == {"da": "da-DK", "en": "en-GB"}[language]
    assert name == {"da": "dagsorden.docx", "en": "agenda.docx"}[language]


def test_a_draft_says_so(anna: Person, now: datetime) -> None:
    draft = a_meeting(anna, now=now)
    an_item(draft, by=anna, now=now)
    assert papers.agenda_sheet(draft, now=now).notice == "Being planned"


def test_the_meetings_page_offers_what_there_is(
    meeting: Meeting, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    for person, offered in ((anna, {"word", "groups", "notes"}), (bo, {"word", "groups"})):
        page = as_(person).get(f"/moeder/{meeting.pk}/").content.decode()
        links = {"word": "dagsorden.docx", "groups": "grupper.docx", "notes": "dagsorden-med-noter.pdf"}
        assert {name for name, link in links.items() if link in page} == offered


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("dagsorden.docx", Form.WORD),
        ("dagsorden-med-noter.pdf", Form.PDF),
        ("dagsorden-med-noter.docx", Form.WORD),
        ("grupper.pdf", Form.PDF),
        ("grupper.docx", Form.WORD),
    ],
)
def test_papers_come_as_files(meeting: Meeting, anna: Person, as_: As, path: str, kind: Form) -> None:
    answer = as_(anna).get(f"/moeder/{meeting.pk}/{path}")
    assert answer["Content-Type"] == papers.CONTENT_TYPES[kind]
    assert READ[kind](answer.content)
    assert answer["Content-Disposition"].startswith("inline" if kind == Form.PDF else "attachment")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("form", Form)
def test_programs_get_the_same_papers(
    meeting: Meeting, anna: Person, bo: Person, api_as: As, paper: Paper, form: Form
) -> None:
    path = f"/api/v1/meetings/{meeting.pk}/papers/{paper}/{form}"
    answer = api_as(anna).get(path)
    assert answer["Content-Type"] == papers.CONTENT_TYPES[form]
    assert (SECRET in READ[form](answer.content)) == (paper == Paper.LEADERS)
    assert api_as(bo).get(path).status_code == (403 if paper == Paper.LEADERS else 200)
