"""Agreements and learning goals for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pejl.agreements import operations
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

MEETING = Pointer("meeting", UUID("6f1c3f2e-0000-4000-8000-000000000001"), "Læringsmøde om praktik")


def an_agreement(owner: Person, now: datetime, **said: Any) -> Agreement:
    """Something a person has taken on by themselves."""
    return operations.agree(
        **{"what": "Spørg virksomhederne", "due_on": None, "source": MEETING, "by": owner, **said}, owner=owner, now=now
    )


def a_goal(by: Person, now: datetime, **said: Any) -> LearningGoal:
    """What a person takes along."""
    return operations.take_along(
        **{
            "takes_along": "At målet skal være klart fra dag ét",
            "will_introduce": "Jeg skriver målet sammen med borgeren",
            "is_shared": False,
            "source": MEETING,
            "expected_version": None,
            **said,
        },
        by=by,
        now=now,
    )
