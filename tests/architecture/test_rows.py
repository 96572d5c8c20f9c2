"""What every model of Pejl keeps to."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.db import models

from pejl.foundation.privacy import declarations
from pejl.foundation.privacy.fields import Address, Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.rows import SpaceManager, SpaceRow

OURS = [model for model in apps.get_models() if model.__module__.startswith("pejl.")]

# Rows that belong to no space, and why.
GLOBAL = {
    "tenancy.Space": "it is the space",
    "tenancy.Account": "one human may work in several spaces",
    "jobs.Job": "the worker looks at all spaces; a job holds ids only and names its space",
    "login.Session": "an account is signed in, in whichever space it works",
    "login.Link": "opens an account",
    "login.Guesses": "a guess has no space; keys are hashes",
}

# Text columns that no human writes into, and why they need no guard.
UNGUARDED = {
    "room.Card.sent_digest": "a hash",
    "room.MinutesSection.composed_digest": "a hash",
    "room.MinutesVersion.digest": "a hash",
    "room.FollowCode.code": "made in code, by lot",
    "tenancy.Account.password": "a hash",
    "tenancy.Token.digest": "a hash",
    "meetings.Feed.digest": "a hash",
    "meetings.GuestLink.digest": "a hash",
    "meetings.GuestLink.browser": "a hash",
    "audit.Event.event": "named in code",
    "audit.Event.subject_kind": "named in code",
    "live.Topic.name": "made in code from an id",
    "live.Fact.kind": "named in code",
    "live.Fact.ids": "ids, made in code",
    "drafts.Draft.place": "checked against a pattern that no number fits",
    "jobs.Job.task": "named in code",
    "jobs.Job.ids": "ids, made in code",
    "jobs.Job.key": "made in code",
    "jobs.Job.failure": "the name of an exception",
    "login.Session.session_key": "made at random",
    "login.Session.session_data": "signed by Django; what people write does not go there",
    "login.Guesses.key": "a hash",
    "notices.Notice.path": "an address of Pejl's own, made in code from an id",
    "notices.Notice.calendar_method": "named in code",
    "files.KeptFile.digest": "a hash",
    "guidance.Block.part": "the key of one of its version's parts",
    "guidance.Hearing.digest": "a hash",
    "guidance.ApprovalRequest.digest": "a hash",
    "guidance.Approval.digest": "a hash",
    "organisation.Import.basis": "a hash",
    "organisation.ServedMunicipality.code": "one of the official codes",
}


def label(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.label}.{field.name}"


def is_pointer_kind(field: models.Field) -> bool:
    """The kind column of a pointer (tenancy.pointers): a model's name."""
    return field.name.endswith("_kind") and not field.editable


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_declares_every_field(model):
    assert declarations.undeclared(model) == set()
    assert declarations.stale(model) == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_belongs_to_a_space_or_says_why_not(model):
    if model._meta.label in GLOBAL:
        assert not issubclass(model, SpaceRow)
        return
    assert issubclass(model, SpaceRow)
    assert isinstance(model._meta.base_manager, SpaceManager)
    assert isinstance(model._meta.default_manager, SpaceManager)


# Rows kept by another key, and why.
OWN_KEY = {"login.Session": "the random text in the cookie, as Django's sessions are; addresses name the handle"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_key_is_a_random_uuid(model):
    key = model._meta.pk
    if model._meta.label in OWN_KEY:
        return
    assert isinstance(key, models.UUIDField)
    assert key.default is uuid.uuid4


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_text_is_guarded_against_cpr_numbers(model):
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField):
            continue
        is_guarded = isinstance(field, Line | Words | Address | Structured)
        is_derived = isinstance(field, SearchKey | SortKey)  # of a guarded field
        is_closed = bool(field.choices)
        is_excused = label(model, field) in UNGUARDED or is_pointer_kind(field)
        assert is_guarded or is_derived or is_closed or is_excused, label(model, field)


def test_every_excuse_is_still_needed():
    existing = {label(model, field) for model in OURS for field in model._meta.concrete_fields}
    assert set(UNGUARDED) <= existing
    assert set(GLOBAL) <= {model._meta.label for model in OURS}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_names_can_be_found_and_sorted_as_danish(model):
    """A column that pages search or sort by has its keys beside it."""
    names = {field.name for field in model._meta.concrete_fields}
    for name in ("name", "title"):
        if name in names and isinstance(model._meta.get_field(name), Line) and model._meta.label not in UNSORTED:
            assert f"{name}_search" in names, label(model, model._meta.get_field(name))
            assert f"{name}_sort" in names, label(model, model._meta.get_field(name))


# Names that no page searches or sorts by.
UNSORTED = {
    "room.Cluster": "a heading on one board; its place is chosen",
    "files.KeptFile": "a file is found by what it belongs to",
    "guidance.Version": "the title as it was in that version; the product is found by its own",
    "tenancy.Space": "chosen among one's own two or three",
    "organisation.WorkingGroup": "one or two in a job centre",
}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_between_rows_are_plain_keys(model):
    """Many-to-many tables would have no space of their own; deferrable constraints hide errors until the commit."""
    assert list(model._meta.local_many_to_many) == []
    for constraint in model._meta.constraints:
        assert getattr(constraint, "deferrable", None) is None


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_space_is_not_joined_from_a_global_row(model):
    """A global row that leads to space rows would be a way round the first wall."""
    if model._meta.label in GLOBAL:
        leading = [
            one.name
            for one in model._meta.related_objects
            if not one.hidden and issubclass(one.related_model, SpaceRow)
        ]
        assert leading == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_is_vouched_for_is_append_only(model):
    if any(word in model.__name__ for word in ("Approval", "Decision", "Evidence", "Event", "Step")):
        assert model.append_only
