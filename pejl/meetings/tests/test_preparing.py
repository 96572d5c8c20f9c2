"""What presenters write and bring: their own until it is shared, and there when the meeting begins."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.files.examining import Examined, examine
from pejl.foundation.files.models import KeptFile
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Meeting, Preparation, PreparationFile
from pejl.meetings.names import MOST_BROUGHT, AskState, Behaviour, ItemRole, SharedWith
from pejl.meetings.tests.factories import a_meeting, an_item
from tests.people import person_in

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def cecilie(space: Space) -> Person:
    """A colleague who is invited."""
    return person_in(space, "Cecilie Dam", "cecilie@nordager.example")


@pytest.fixture
def dorte(space: Space) -> Person:
    """A colleague who has nothing to do with it."""
    return person_in(space, "Dorte Eg", "dorte@nordager.example")


@pytest.fixture
def item(anna: Person, bo: Person, cecilie: Person, now: datetime) -> AgendaItem:
    """A practice example that Bo presents at a meeting that Cecilie is invited to."""
    meeting = a_meeting(anna, now=now)
    told = {"label": "Et eksempel", "questions": "Hvem tog kontakten?", "parts": {ItemRole.PRESENTER: [bo]}}
    item = an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, **told)
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now)
    return item


def prepared(item: AgendaItem, by: Person, now: datetime, **said: Any) -> Preparation:
    """Somebody saves an answer."""
    told: dict[str, Any] = {"answers": [("Hvem tog kontakten?", "Det gjorde jeg")], "shared_with": SharedWith.NOBODY}
    return operations.prepare(item=item, by=by, now=now, **({"expected_version": 0} | told | said))


def slides(name: str = "oplaeg.txt") -> Examined:
    """A harmless file."""
    return examine(upload=io.BytesIO(b"Tre ting, der virkede"), name=name)


def brought(item: AgendaItem, by: Person, now: datetime) -> PreparationFile:
    """Somebody adds it."""
    return operations.bring_file(item=item, file=slides(), by=by, now=now)


def may_read(preparation: Preparation, *people: Person) -> list[str]:
    """Who of them sees it, by first name."""
    return [
        one.name.split()[0] for one in people if Preparation.objects.visible_to(one).filter(pk=preparation.pk).exists()
    ]


def may_open(file: PreparationFile, *people: Person) -> list[str]:
    """Who of them can open it, by first name."""
    return [
        one.name.split()[0] for one in people if PreparationFile.objects.visible_to(one).filter(pk=file.pk).exists()
    ]


@pytest.mark.parametrize(
    ("shared_with", "sees"),
    [("nobody", ["Bo"]), ("leaders", ["Anna", "Bo"]), ("participants", ["Anna", "Bo", "Cecilie"])],
)
def test_before_the_meeting_only_those_it_is_shared_with_see_anything(
    item: AgendaItem,
    anna: Person,
    bo: Person,
    cecilie: Person,
    dorte: Person,
    now: datetime,
    shared_with: str,
    sees: list[str],
) -> None:
    everybody = (anna, bo, cecilie, dorte)
    preparation = prepared(item, bo, now, shared_with=shared_with)
    assert may_read(preparation, *everybody) == sees
    assert may_open(brought(item, bo, now), *everybody) == sees


def test_from_its_beginning_files_are_there_for_all_who_take_part_and_words_stay_as_shared(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, dorte: Person, now: datetime
) -> None:
    preparation, file = prepared(item, bo, now), brought(item, bo, now)
    operations.begin(meeting=item.meeting, by=anna, now=now)
    assert may_open(file, anna, bo, cecilie, dorte) == ["Anna", "Bo", "Cecilie"]
    assert may_read(preparation, anna, bo, cecilie, dorte) == ["Bo"]


def test_files_of_somebody_who_passed_it_on_stay_their_own(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    ask = operations.ask_to_present(item=item, person=bo, words="", by=anna, now=now)
    file = brought(item, bo, now)
    said = {"answer": AskState.PASSED_ON, "words": "", "expected_version": 1, "colleague": cecilie}
    operations.answer_ask(ask=ask, **said, by=bo, now=now)
    passed = ask.passings.get()
    operations.answer_ask(ask=passed, answer="accepted", words="", expected_version=1, by=cecilie, now=now)
    assert prepared(item, bo, now, shared_with=SharedWith.PARTICIPANTS).shared_with == SharedWith.NOBODY
    operations.begin(meeting=item.meeting, by=anna, now=now)
    assert may_open(file, anna, bo, cecilie) == ["Bo"]


def test_saving_replaces_the_whole_and_a_stale_one_is_refused(item: AgendaItem, bo: Person, now: datetime) -> None:
    prepared(item, bo, now)
    with pytest.raises(Stale):
        prepared(item, bo, now, answers=[("Hvem tog kontakten?", "En anden")])
    prepared(item, bo, now, answers=[("Hvem tog kontakten?", "En anden")], expected_version=1)
    saved = queries.preparation_of(item, bo)
    assert saved is not None
    assert [answer.text for answer in saved.answers.all()] == ["En anden"]


def test_only_who_presents_prepares_and_only_until_it_is_over(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    for other in (anna, cecilie):
        with pytest.raises(NotAllowed):
            prepared(item, other, now)
    with pytest.raises(Invalid):
        prepared(item, bo, now, shared_with="alle")
    operations.cancel(meeting=item.meeting, reason="", by=anna, now=now)
    with pytest.raises(Refusal):
        prepared(item, bo, now)
    with pytest.raises(Refusal):
        brought(item, bo, now)


def test_a_file_taken_away_leaves_no_bytes_and_only_its_owner_takes_it(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    file = brought(item, bo, now)
    with pytest.raises(NotAllowed):
        operations.take_file_away(brought=file, by=anna, now=now)
    operations.take_file_away(brought=file, by=bo, now=now)
    assert not KeptFile.objects.exists()


def test_there_is_an_end_of_files(item: AgendaItem, bo: Person, now: datetime) -> None:
    for _number in range(MOST_BROUGHT):
        brought(item, bo, now)
    with pytest.raises(Invalid):
        brought(item, bo, now)


def test_prompts_are_the_three_and_the_items_own_and_lose_nothing_when_questions_change(
    item: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    first = queries.prompts_of(item, None)
    assert [one.key for one in first[:3]] == ["did", "why", "reason"]
    assert [one.text for one in first[3:]] == ["Hvem tog kontakten?"]
    prepared(item, bo, now)
    AgendaItem.objects.filter(pk=item.pk).update(questions="Hvad kostede det?")
    changed = queries.prompts_of(item.again(), queries.preparation_of(item, bo), {"answer_qold": "Halvt skrevet"})
    assert [(one.text, one.written) for one in changed[3:5]] == [
        ("Hvad kostede det?", ""),
        ("Hvem tog kontakten?", "Det gjorde jeg"),
    ]
    assert changed[5].field == "answer_qold"


def test_the_page_keeps_what_is_typed_saves_it_and_shows_both_texts_when_stale(
    item: AgendaItem, bo: Person, now: datetime, as_: As
) -> None:
    client, path = as_(bo), f"/moeder/forberedelse/{item.pk}/"
    drafts.keep(place=f"meetings:preparation:{item.pk}", fields={"answer_did": "Jeg begyndte"}, by=bo, now=now)
    assert "Jeg begyndte" in client.get(path).content.decode()
    said = {"answer_did": "Jeg ringede", "shared_with": "leaders", "version": 0}
    assert client.post(path, said).status_code == 303
    page = client.get(path).content.decode()
    assert "Jeg ringede" in page
    assert "Jeg begyndte" not in page
    stale = client.post(path, said | {"answer_did": "Jeg skrev"})
    both = stale.content.decode()
    assert stale.status_code == 422
    assert "Jeg ringede" in both
    assert "Jeg skrev" in both
    assert 'name="version" id="id_version" value="1"' in both


def test_a_cpr_number_is_refused_beside_its_field(item: AgendaItem, bo: Person, now: datetime, as_: As) -> None:
    said = {"answer_did": "Borger 710101-1234 ringede", "version": 0}
    answer = as_(bo).post(f"/moeder/forberedelse/{item.pk}/", said)
    assert answer.status_code == 422
    assert 'value="answer_did"' in answer.content.decode()
    assert not Preparation.objects.exists()


def test_files_are_added_opened_and_taken_away_on_the_page(
    item: AgendaItem, bo: Person, cecilie: Person, now: datetime, as_: As
) -> None:
    client, path = as_(bo), f"/moeder/forberedelse/{item.pk}/"
    refused = client.post(f"{path}filer/", {"file": SimpleUploadedFile("makro.docm", b"x")})
    assert refused.status_code == 422
    assert client.post(f"{path}filer/", {"file": SimpleUploadedFile("oplaeg.txt", b"Tre ting")}).status_code == 303
    file = PreparationFile.objects.get()
    assert "oplaeg.txt" in client.get(path).content.decode()
    content = client.get(f"/moeder/forberedelse/filer/{file.pk}/")
    assert b"".join(content.streaming_content) == b"Tre ting"
    assert as_(cecilie).get(f"/moeder/forberedelse/filer/{file.pk}/").status_code == 404
    assert client.post(f"/moeder/forberedelse/filer/{file.pk}/fjern/").status_code == 303
    assert not PreparationFile.objects.exists()


def test_the_meetings_page_shows_my_part_and_what_is_shared_and_never_who_has_begun(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, as_: As
) -> None:
    path = f"/moeder/{item.meeting_id}/"
    prepared(item, bo, now)
    brought(item, bo, now)
    assert f"/moeder/forberedelse/{item.pk}/" in as_(bo).get(path).content.decode()
    for other in (anna, cecilie):
        assert "forberedelse" not in as_(other).get(path).content.decode()
    asked = as_(anna).get(f"{path}oplaeg/").content.decode()
    assert "forberedelse" not in asked
    prepared(item, bo, now, shared_with=SharedWith.LEADERS, expected_version=1)
    [shared] = Preparation.objects.all()
    assert f"forberedelse/delt/{shared.pk}/" in as_(anna).get(f"{path}oplaeg/").content.decode()
    assert "Det gjorde jeg" in as_(anna).get(f"/moeder/forberedelse/delt/{shared.pk}/").content.decode()
    assert as_(cecilie).get(f"/moeder/forberedelse/delt/{shared.pk}/").status_code == 404
    operations.begin(meeting=item.meeting, by=anna, now=now)
    assert "oplaeg.txt" in as_(cecilie).get(path).content.decode()


def test_a_presenter_of_a_draft_who_is_not_asked_sees_nothing_of_it(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    meeting: Meeting = a_meeting(anna, now=now)
    draft = an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, parts={ItemRole.PRESENTER: [bo]})
    path = f"/moeder/forberedelse/{draft.pk}/"
    assert as_(bo).get(path).status_code == 404
    operations.ask_to_present(item=draft, person=bo, words="", by=anna, now=now)
    page = as_(bo).get(path).content.decode()
    assert f"/moeder/{meeting.pk}/" not in page
    assert as_(bo).get(f"/moeder/{meeting.pk}/").status_code == 404


def test_the_same_by_program(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, api_as: As
) -> None:
    client, path = api_as(bo), f"/api/v1/items/{item.pk}/preparation"
    own = client.get(path).json()
    assert [one["prompt"] for one in own["answers"]][3:] == ["Hvem tog kontakten?"]
    own["answers"][3]["text"] = "Det gjorde jeg"
    said = {"answers": own["answers"], "shared_with": "participants", "expected_version": own["version"]}
    saved = client.put(path, said, content_type="application/json")
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert client.put(path, said, content_type="application/json").status_code == 409
    added = client.post(f"{path}/files", {"file": SimpleUploadedFile("oplaeg.txt", b"Tre ting")})
    assert (added.status_code, added.json()["name"], added.json()["size"]) == (201, "oplaeg.txt", 8)
    bad = client.post(f"{path}/files", {"file": SimpleUploadedFile("oplaeg.exe", b"MZ")})
    assert bad.status_code == 422
    shared = api_as(cecilie).get(f"/api/v1/preparations/{saved.json()['id']}").json()
    assert [one["text"] for one in shared["answers"]] == ["Det gjorde jeg"]
    assert [one["name"] for one in api_as(cecilie).get(f"/api/v1/meetings/{item.meeting_id}/files").json()] == [
        "oplaeg.txt"
    ]
    file = f"/api/v1/preparation-files/{added.json()['id']}"
    assert b"".join(api_as(cecilie).get(file).streaming_content) == b"Tre ting"
    assert api_as(anna).delete(file).status_code == 403
    assert client.delete(file).status_code == 204
    assert api_as(anna).get(path).status_code == 404
