from __future__ import annotations

import dataclasses

import pytest
from django.apps import apps
from django.db import models

from pejl.foundation.privacy import declarations
from pejl.foundation.privacy.declarations import NAME, PERSON_REF, SECRET, STRUCTURE, WORDS, Declaration, Kept, declare


class Base(models.Model):
    made_at = models.DateTimeField()

    data = declare(made_at=STRUCTURE)

    class Meta:
        abstract = True
        app_label = "privacy_tests"


class Full(Base):
    space = models.IntegerField()
    title = models.CharField(max_length=9)
    friends = models.ManyToManyField("self")

    data = declare(title=WORDS, friends=PERSON_REF)

    class Meta:
        app_label = "privacy_tests"


class Lacking(Base):
    title = models.CharField(max_length=9)
    friends = models.ManyToManyField("self")

    data = declare(name=NAME)

    class Meta:
        app_label = "privacy_tests"


class Silent(models.Model):
    title = models.CharField(max_length=9)

    class Meta:
        app_label = "privacy_tests"


def test_a_model_declares_with_what_it_is_built_on() -> None:
    assert declarations.declared(Full) == {"made_at": STRUCTURE, "title": WORDS, "friends": PERSON_REF}
    assert (declarations.undeclared(Full), declarations.stale(Full)) == (set(), set())


def test_what_nobody_declared_and_what_is_no_field_is_told() -> None:
    assert declarations.undeclared(Lacking) == {"title", "friends"}
    assert declarations.stale(Lacking) == {"name"}
    assert declarations.undeclared(Silent) == {"title"}


def test_only_what_is_personal_is_exported() -> None:
    with pytest.raises(ValueError, match="export"):
        dataclasses.replace(STRUCTURE, exported=True)


def test_a_secret_is_never_exported() -> None:
    assert SECRET.personal
    assert not SECRET.exported


def test_declarations_do_not_change() -> None:
    with pytest.raises(TypeError):
        Full.data["title"] = STRUCTURE  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        WORDS.kept = Kept.SIX_MONTHS  # type: ignore[misc]


def test_the_register_names_every_field_of_our_own_models() -> None:
    register = declarations.register()
    assert register == sorted(register, key=lambda line: line[:2])
    assert all(isinstance(line[2], Declaration) for line in register)
    labels = {line[0] for line in register}
    assert labels == {model._meta.label for model in apps.get_models() if model.__module__.startswith("pejl.")}
    assert ("tenancy.Person", "name", NAME) in register
    assert ("tenancy.Person", "id", STRUCTURE) in register
