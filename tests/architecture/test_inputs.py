"""Everything that text enters by refuses CPR numbers: every form and every endpoint, found by walking them."""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Iterator

import pytest
from django import forms

import pejl
from pejl.api.api import api
from pejl.foundation.privacy.forms import Guarded, GuardedForm
from pejl.foundation.privacy.schemas import GuardedSchema

pytestmark = pytest.mark.once

NUMBER = "710101-1234"  # day + 60: no person can have it


def form_modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(pejl.__path__, "pejl."):
        if module.name.rsplit(".", 1)[1] == "forms" and ".tests" not in module.name:
            yield module.name


def own_forms() -> list[type[forms.BaseForm]]:
    """Every form class written in Pejl."""
    for name in form_modules():
        importlib.import_module(name)
    return sorted(_below(forms.BaseForm), key=lambda form: f"{form.__module__}.{form.__name__}")


def _below(base: type) -> set[type]:
    found = set()
    for form in base.__subclasses__():
        found |= _below(form)
        if form.__module__.startswith("pejl.") and ".tests" not in form.__module__ and form is not GuardedForm:
            found.add(form)
    return found


@pytest.mark.parametrize("form", own_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_form_is_guarded(form):
    assert issubclass(form, GuardedForm)


@pytest.mark.parametrize("form", own_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_text_field_refuses_a_cpr_number(form):
    for name, field in form.base_fields.items():
        if not isinstance(field, forms.CharField):
            continue
        if f"{form.__name__}.{name}" in EXCUSED:
            continue
        assert isinstance(field, Guarded) or type(field) in SHAPED, f"{form.__name__}.{name}"
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(f"Borger {NUMBER} ringede")
        assert NUMBER not in str(refused.value)


# Fields that take no free text: they refuse it for another reason before the guard could.
SHAPED: set[type[forms.Field]] = {forms.UUIDField}
# Fields that hold no words; the form still guards what is sent for them.
EXCUSED = {
    "Decide.digest": "a hash, compared with the text's own",
    "SignIn.password": "a secret: hashed, never kept, never described",
    "ChoosePassword.password": "a secret",
    "ChoosePassword.again": "a secret",
    "Confirm.password": "a secret",
    "PasskeyName.credential": "made by the browser, and taken only where its signature is right",
}


def schemas_taken_in() -> list[type]:
    """Every schema that an endpoint reads."""
    found = set()
    for router in api._routers:
        for view in router[1].path_operations.values():
            for operation in view.operations:
                for model in operation.models:
                    found |= set(_schemas_in(model))
    return sorted(found, key=lambda schema: schema.__name__)


def _schemas_in(model: type, seen: set[type] | None = None) -> Iterator[type]:
    from pydantic import BaseModel

    seen = seen if seen is not None else set()
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for part in (field.annotation, *typing.get_args(field.annotation)):
            yield from _schemas_in(part, seen)


def _is_bare_text(annotation: object, metadata: list) -> bool:
    """Whether any text could stand there that nobody guards."""
    if annotation is str:
        return not any("_refuse" in repr(one) for one in metadata)
    parts = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        return _is_bare_text(parts[0], list(parts[1:]))
    return any(_is_bare_text(part, metadata) for part in parts)


@pytest.mark.parametrize("schema", schemas_taken_in(), ids=lambda schema: schema.__name__)
def test_endpoint_takes_guarded_text_only(schema):
    if issubclass(schema, GuardedSchema):
        return  # guarded as a whole, before it is read
    bare = [name for name, field in schema.model_fields.items() if _is_bare_text(field.annotation, field.metadata)]
    assert bare == []
