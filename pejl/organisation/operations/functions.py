"""Functions: what one can be employed to do here, and what goes with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import Function
from pejl.organisation.operations import ground


@transaction.atomic
def add_function(
    *, name: str, now: datetime, may_approve: bool = False, is_management: bool = False, by: Person | None = None
) -> Function:
    """Something one can be employed to do; ``may_approve`` lets those who do it approve guidance."""
    ground.begin(by, now)
    name = policies.name_of(name)
    policies.require_free_function_name(name)
    function = Function.objects.create(name=name, may_approve=may_approve, is_management=is_management)
    audit.record("function.added", function, by=by, now=now)
    return function


@transaction.atomic
def change_function(
    *, function: Function, name: str, may_approve: bool, is_management: bool, now: datetime, by: Person | None = None
) -> Function:
    """Another name, or other rights for all who do it, from now on."""
    ground.begin(by, now)
    function = function.again()
    function.name = policies.name_of(name)
    policies.require_free_function_name(function.name, but=function)
    function.may_approve, function.is_management = may_approve, is_management
    function.save()
    audit.record("function.changed", function, by=by, now=now)
    return function


@transaction.atomic
def retire_function(*, function: Function, now: datetime, by: Person | None = None) -> Function:
    """Nobody new is put into it; who holds it keeps it."""
    return _retire(function, True, "function.retired", by, now)


@transaction.atomic
def take_up_function(*, function: Function, now: datetime, by: Person | None = None) -> Function:
    """It is used again."""
    return _retire(function, False, "function.taken_up", by, now)


def _retire(function: Function, is_retired: bool, event: str, by: Person | None, now: datetime) -> Function:
    ground.begin(by, now)
    function = function.again()
    function.is_retired = is_retired
    function.save()
    audit.record(event, function, by=by, now=now)
    return function
