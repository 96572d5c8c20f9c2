"""Counting a use, writing to the responsible and answering, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pejl.foundation import clock
from pejl.foundation.formats.moments import local
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations
from pejl.guidance.models import Feedback, FeedbackAnswer, UseDay, Version
from pejl.guidance.pages.using import COOKIE, MOST
from pejl.guidance.tests.factories import a_product, published

As = Callable[[Person], Client]
LIST = "/pejlemaerker/"
OWN = f"{LIST}tilbagemeldinger/"
ANSWER = {"text": "Ja, det gør det.", "outcome": "answered"}
EVENING = date(2026, 3, 4)


@pytest.fixture
def version(anna: Person, dorte: Person, now: datetime) -> Version:
    """In force; anna wrote it and answers for it."""
    return published(a_product(anna, now), dorte, anna, now)


def at(version: Version, more: str = "") -> str:
    return f"{LIST}{version.product_id}/{more}"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def said(version: Version, by: Person, now: datetime, **held: Any) -> Feedback:
    given = {"kind": "question", "text": "Gælder det også for unge?", **held}
    return operations.give_feedback(version=version, by=by, now=now, **given)


def uses(version: Version) -> int:
    return sum(UseDay.objects.filter(version=version).values_list("times", flat=True))


def test_one_press_counts_once_a_day_on_a_device(version: Version, bo: Person, as_: As) -> None:
    client = as_(bo)
    assert at(version, "brugt/") in text_of(client.get(at(version)))
    first = client.post(at(version, "brugt/"), follow=True)
    assert at(version, "brugt/") not in text_of(first)
    again = text_of(client.post(at(version, "brugt/"), follow=True))
    assert "alert--info" in again
    assert uses(version) == 1


def test_device_remembers_until_danish_midnight_and_knows_no_name(version: Version, bo: Person, as_: As) -> None:
    client = as_(bo)
    evening = local(EVENING, time(23, 30))
    with time_machine.travel(evening, tick=False):
        client.force_login(bo.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.post(at(version, "brugt/"))
        cookie = client.cookies[COOKIE]
        assert cookie["max-age"] in (1800, 1801)  # Django rounds up
        assert cookie["httponly"]
        assert bo.pk.hex not in cookie.value
        assert at(version, "brugt/") not in text_of(client.get(at(version)))
    with time_machine.travel(evening + timedelta(hours=1), tick=False):
        client.post(at(version, "brugt/"))
    assert uses(version) == 2


def test_forged_cookie_is_no_cookie_and_a_full_one_forgets_the_oldest(version: Version, bo: Person, as_: As) -> None:
    client = as_(bo)
    for one in ("x", f"{clock.today().isoformat()}.{version.product_id.hex}:aaa:bbb"):
        client.cookies[COOKIE] = one
        assert at(version, "brugt/") in text_of(client.get(at(version)))
    full = HttpResponse()
    products = [uuid4() for _one in range(MOST)]
    full.set_signed_cookie(COOKIE, ".".join([clock.today().isoformat(), *(one.hex for one in products)]))
    client.cookies[COOKIE] = full.cookies[COOKIE].value
    client.post(at(version, "brugt/"))
    kept = client.cookies[COOKIE].value
    assert products[0].hex in kept
    assert version.product_id.hex in kept
    assert products[-1].hex not in kept
    assert len(kept) < 4000


def test_withdrawn_guidance_is_not_used(version: Version, anna: Person, bo: Person, now: datetime, as_: As) -> None:
    operations.withdraw(product=version.product, reason="Ny lov", by=anna, now=now)
    client = as_(bo)
    assert at(version, "brugt/") not in text_of(client.get(at(version)))
    assert client.post(at(version, "brugt/")).status_code == 409
    assert uses(version) == 0


def test_what_is_written_reaches_the_responsible_and_the_answer_comes_back(
    version: Version, anna: Person, bo: Person, as_: As
) -> None:
    client = as_(bo)
    assert at(version, "skriv/") in text_of(client.get(at(version, "?write=1")))
    sent = client.post(at(version, "skriv/"), {"kind": "question", "text": "Gælder det også for unge?"})
    assert sent.status_code == 302
    waiting = Feedback.objects.get()
    notice = Notice.objects.visible_to(anna).latest("created_at")
    assert waiting.text in text_of(as_(anna).get(notice.path))
    assert waiting.text[:20] in text_of(as_(anna).get(OWN))
    assert f"{OWN}{waiting.pk}/" in text_of(as_(anna).get("/"))
    answered = as_(anna).post(f"{OWN}{waiting.pk}/", {"text": "Ja, fra 18 år.", "outcome": "next_version"})
    assert answered.status_code == 302
    back = Notice.objects.visible_to(bo).latest("created_at")
    assert "Ja, fra 18 år." in text_of(client.get(back.path.partition("#")[0]))
    assert f'id="{back.path.partition("#")[2]}"' in text_of(client.get(back.path.partition("#")[0]))
    assert waiting.text[:20] not in text_of(as_(anna).get(OWN))
    assert as_(anna).get(f"{OWN}{waiting.pk}/").status_code == 302


def test_refused_words_stand_in_the_form_again(version: Version, bo: Person, as_: As) -> None:
    for sent in (
        {"kind": "question", "text": "Om 710101-1234 og hans plan"},
        {"kind": "question", "text": "Om hans plan", "is_shared": "on"},
        {"text": "Om hans plan"},
    ):
        answer = as_(bo).post(at(version, "skriv/"), sent)
        assert answer.status_code == 422
        assert "hans plan" in text_of(answer)
    assert not Feedback.objects.exists()


def test_half_written_words_are_kept(version: Version, bo: Person, as_: As) -> None:
    client = as_(bo)
    kept = {"place": f"guidance:feedback:{version.product_id}", "fields": {"text": "Jeg nåede kun at"}}
    client.post(reverse("overview:keep_draft"), kept, content_type="application/json")
    assert "Jeg nåede kun at" in text_of(client.get(at(version, "?write=1")))


def test_sent_twice_is_said_once(version: Version, bo: Person, as_: As) -> None:
    sent = {"kind": "question", "text": "Gælder det også for unge?", "client_id": str(uuid4())}
    for _time in range(2):
        as_(bo).post(at(version, "skriv/"), sent)
    assert Feedback.objects.count() == 1


def test_only_shared_stories_stand_with_the_guide(
    version: Version, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    said(version, bo, now, kind="story", text="Vi spørger nu tidligere.", is_shared=True)
    said(version, bo, now, kind="story", text="Kun til den ansvarlige.")
    text = text_of(as_(dorte).get(at(version)))
    assert "Vi spørger nu tidligere." in text
    assert "Kun til den ansvarlige." not in text
    assert "Kun til den ansvarlige." not in text_of(as_(dorte).get(at(version, "tilbagemeldinger/")))


def test_others_do_not_answer(
    version: Version, bo: Person, dorte: Person, carla: Person, now: datetime, as_: As
) -> None:
    waiting = said(version, bo, now)
    for person, status in ((bo, 403), (dorte, 404), (carla, 404)):
        for answer in (as_(person).get(f"{OWN}{waiting.pk}/"), as_(person).post(f"{OWN}{waiting.pk}/", ANSWER)):
            assert answer.status_code == status
    assert not FeedbackAnswer.objects.exists()


def test_new_theme_needs_its_words_and_is_linked(
    version: Version, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    waiting, client = said(version, bo, now), as_(anna)
    bare = client.post(f"{OWN}{waiting.pk}/", ANSWER | {"outcome": "new_theme"})
    assert bare.status_code == 422
    assert ANSWER["text"] in text_of(bare)
    words = {"theme_title": "Praktik for unge", "theme_need": "Vi mangler en fælles linje."}
    client.post(f"{OWN}{waiting.pk}/", ANSWER | {"outcome": "new_theme"} | words)
    theme = FeedbackAnswer.objects.get().theme
    assert theme is not None
    assert f"/temaer/{theme.pk}/" in text_of(client.get(at(version, "tilbagemeldinger/")))


def test_authors_of_the_next_version_see_what_was_promised(
    version: Version, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    waiting = said(version, bo, now)
    operations.answer_feedback(feedback=waiting, text="Ja.", outcome="next_version", by=anna, now=now)
    operations.begin_next_version(product=version.product, by=anna, now=now)
    text = text_of(as_(anna).get(at(version, "kladde/")))
    assert 'id="promised"' in text
    assert waiting.text in text


def test_sums_are_shown_in_steps_of_five(version: Version, bo: Person, now: datetime, as_: As) -> None:
    with time_machine.travel(now, tick=False):
        client, page = as_(bo), at(version, "tilbagemeldinger/")
        for times, shown in ((4, None), (1, "5"), (4, "5"), (1, "10")):
            for _time in range(times):
                operations.use(version=version, on_device=None, now=now)
            text = text_of(client.get(page)).split('id="uses"')[1].split("</p>")[0]
            assert re.findall(r"\d+", text)[:1] == ([shown] if shown else [])
