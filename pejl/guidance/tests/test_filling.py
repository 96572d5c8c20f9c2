"""A form is filled in on the screen: onto the paper, and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations
from pejl.guidance.models import Block, Product
from pejl.guidance.names import BlockKind, State
from pejl.guidance.papers import CONTENT_TYPES, Form
from pejl.guidance.tests.factories import TITLE, a_block, a_product, of_everything, the_draft

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]
NUMBER = "710101-1234"
SAID = "Borgeren vil gerne køre truck igen"


@pytest.fixture
def form(anna: Person, now: datetime) -> Product:
    """A form in force with a field for the screen, and one that is only on paper."""
    product = operations.start(
        kind=of_everything(), title=TITLE, theme=None, source=None, authors=[anna], quotes=[], by=anna, now=now
    )
    a_block(the_draft(product), BlockKind.FIELD, anna, now)
    a_block(the_draft(product), BlockKind.FIELD, anna, now, name="Borgerens navn", guide="", is_identifying=True)
    in_state(product, State.PUBLISHED, now)
    return product


def in_state(product: Product, state: State, now: datetime) -> None:
    product.versions.update(state=state, published_at=now, valid_from=now.date())


def field_of(product: Product, *, is_identifying: bool = False) -> Block:
    return next(
        one
        for one in Block.objects.filter(version__product=product, kind=BlockKind.FIELD)
        if one.content["is_identifying"] == is_identifying
    )


def page_of(product: Product) -> str:
    return f"/pejlemaerker/{product.pk}/udfyld/"


def address_of(product: Product, paper: str = "pdf") -> str:
    return f"/api/v1/products/{product.pk}/versions/1/filled/{paper}"


def pdf_words(file: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    return " ".join(text.replace("\u00ad ", "").replace("\u00ad", "").split())


def everything_kept() -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def test_page_asks_for_what_is_not_identifying(form: Product, bo: Person, as_: As) -> None:
    page = as_(bo).get(page_of(form)).content.decode()
    assert f'name="{field_of(form).pk}"' in page
    assert "Nedsat tid, pauser, støj?" in page
    assert str(field_of(form, is_identifying=True).pk) not in page
    assert "Borgerens navn" in page
    assert "data-draft" not in page.partition("<form")[2]
    assert "client_id" not in page
    assert 'autocomplete="off"' in page


def test_paper_says_what_was_typed_and_has_lines_for_the_rest(form: Product, bo: Person, as_: As) -> None:
    answer = as_(bo).post(page_of(form), {"paper": "pdf", str(field_of(form).pk): SAID})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("inline")
    text = pdf_words(answer.content)
    assert SAID in text
    assert "Borgerens navn" in text
    assert "Pejl har ikke gemt noget af det" in text


def test_word_file_has_it_beside_the_field(form: Product, bo: Person, as_: As) -> None:
    answer = as_(bo).post(page_of(form), {"paper": "docx", str(field_of(form).pk): f"{SAID}\n\n- snart"})
    assert answer["Content-Type"] == CONTENT_TYPES[Form.WORD]
    (table,) = docx.Document(io.BytesIO(answer.content)).tables
    assert [row.cells[1].text for row in table.rows[1:]] == [f"{SAID}\nsnart", ""]


@pytest.mark.parametrize("paper", list(Form))
def test_nothing_is_written_anywhere(
    paper: str, form: Product, bo: Person, as_: As, api_as: As, caplog: pytest.LogCaptureFixture
) -> None:
    client, api, field = as_(bo), api_as(bo), str(field_of(form).pk)
    client.get(page_of(form))
    kept, session = everything_kept(), dict(client.session)
    with CaptureQueriesContext(connection) as asked:
        pages = client.post(page_of(form), {"paper": paper, field: SAID})
        sent = api.post(address_of(form, paper), {"answers": {field: SAID}}, content_type="application/json")
    assert (pages.status_code, sent.status_code) == (200, 200)
    assert everything_kept() == kept
    assert dict(client.session) == session
    assert not pages.cookies
    writes = [one["sql"] for one in asked if one["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []
    assert SAID not in caplog.text
    assert not any(SAID in one["sql"] for one in asked)


def test_database_refuses_to_write_while_a_form_is_filled_in(
    form: Product, bo: Person, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeps(*_given: object, **_more: object) -> bytes:
        Product.objects.filter(pk=form.pk).update(title="Gemt")
        return b""

    monkeypatch.setattr("pejl.guidance.pages.filling.papers.filled", keeps)
    with pytest.raises(Exception, match=r"(?i)read-?only|readonly"):
        as_(bo).post(page_of(form), {"paper": "pdf", str(field_of(form).pk): SAID})


def test_cpr_number_is_refused_and_the_words_come_back(form: Product, bo: Person, as_: As) -> None:
    number, field = NUMBER, str(field_of(form).pk)
    client = as_(bo)
    client.get(page_of(form))
    before = everything_kept()
    answer = client.post(page_of(form), {"paper": "pdf", field: f"{SAID} {number}"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer["Cache-Control"] == "no-store"
    assert "CPR-nummer" in page
    assert f"{SAID} {number}</textarea>" in page
    assert everything_kept() == before
    mended = client.post(page_of(form), {"remove_cpr": field, field: f"{SAID} {number}"}).content.decode()
    assert number not in mended
    assert SAID in mended


def test_field_that_says_who_the_citizen_is_is_never_taken(form: Product, bo: Person, as_: As, api_as: As) -> None:
    named = str(field_of(form, is_identifying=True).pk)
    made = as_(bo).post(page_of(form), {"paper": "pdf", named: "Gerda Gran"})
    assert "Gerda Gran" not in pdf_words(made.content)
    for field in (named, str(uuid4())):
        answer = api_as(bo).post(address_of(form), {"answers": {field: "Gerda Gran"}}, content_type="application/json")
        assert answer.status_code == 422
        assert "Gerda" not in answer.content.decode()


def test_api_refuses_a_cpr_number_and_what_is_too_long(form: Product, bo: Person, api_as: As) -> None:
    number, field = NUMBER, str(field_of(form).pk)
    for text, why in ((f"Ring til {number}", "CPR"), ("x" * 5001, "5000")):
        answer = api_as(bo).post(address_of(form), {"answers": {field: text}}, content_type="application/json")
        assert answer.status_code == 422
        assert why in str(answer.json()), answer.json()
        assert number not in answer.content.decode()


@pytest.mark.parametrize("state", [State.REPLACED, State.WITHDRAWN])
def test_what_is_not_in_force_any_more_is_not_filled_in(
    state: State, form: Product, bo: Person, dorte: Person, now: datetime, as_: As, api_as: As
) -> None:
    if state == State.WITHDRAWN:
        operations.withdraw(product=form, reason="Ude", by=dorte, now=now)
    else:
        in_state(form, state, now)
    client = as_(bo)
    assert client.get(page_of(form)).status_code == client.post(page_of(form), {"paper": "pdf"}).status_code == 409
    said = {"answers": {str(field_of(form).pk): SAID}}
    assert api_as(bo).post(address_of(form), said, content_type="application/json").status_code == 409
    assert "udfyld/" not in client.get(f"/pejlemaerker/{form.pk}/").content.decode()


def test_only_a_form_is_filled_in(anna: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    assert as_(anna).get(page_of(product)).status_code == 409


def test_who_may_not_read_it_may_not_fill_it_in(
    form: Product, bo: Person, carla: Person, now: datetime, as_: As, api_as: As
) -> None:
    said = {"answers": {str(field_of(form).pk): SAID}}
    assert as_(carla).get(page_of(form)).status_code == as_(carla).post(page_of(form)).status_code == 404
    assert api_as(carla).post(address_of(form), said, content_type="application/json").status_code == 404
    form.versions.update(state=State.DRAFT, published_at=None)
    assert as_(bo).post(page_of(form), {"paper": "pdf"}).status_code == 404


def test_reading_view_leads_to_it(form: Product, bo: Person, as_: As) -> None:
    assert f"{page_of(form)}?version=1" in as_(bo).get(f"/pejlemaerker/{form.pk}/").content.decode()
