"""What may be written in a form on the screen; whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.guidance.models import Block, Version
from pejl.guidance.names import BlockKind, State

LONGEST_ANSWER = 5_000


def fields_on_screen(blocks: Sequence[Block]) -> list[Block]:
    """The fields of a form that may be filled in on a screen: none that says who the citizen is."""
    return [one for one in blocks if one.kind == BlockKind.FIELD and not one.content.get("is_identifying")]


def is_fillable(version: Version, blocks: Sequence[Block]) -> bool:
    """Whether it is a form, and one that is still to be used."""
    return version.state not in (State.REPLACED, State.WITHDRAWN) and bool(fields_on_screen(blocks))


def require_fillable(version: Version, blocks: Sequence[Block]) -> None:
    """Raise Refusal for what is no form, and for a form that is not to be used any more."""
    if not fields_on_screen(blocks):
        raise Refusal(_("There is nothing to fill in here."))
    if not is_fillable(version, blocks):
        raise Refusal(_("This form is not to be used any more. See which one is in force."))


def answers_of(blocks: Sequence[Block], given: Mapping[UUID, str]) -> dict[UUID, str]:
    """What was said in the fields by their ids, tidied. Raises Invalid for a field that is not on the screen and for
    what is too long, and refuses CPR numbers.
    """
    known = {one.pk for one in fields_on_screen(blocks)}
    if set(given) - known:
        raise Invalid(_("The form has no such field on the screen."), field="answers")
    answers = {field: tidy.words(text).strip() for field, text in given.items()}
    if any(len(text) > LONGEST_ANSWER for text in answers.values()):
        raise Invalid(_("An answer has at most %(count)d characters.") % {"count": LONGEST_ANSWER}, field="answers")
    cpr.refuse_in(list(answers.values()))
    return answers
