"""When an agenda can be kept, started from and taken over."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.meetings.models import Template
from pejl.meetings.names import (
    LONGEST_SINCE_TALK,
)
from pejl.organisation.models import Unit


def template_name_of(name: str) -> str:
    """A name as it is kept. Raises Invalid for one without words."""
    tidy.require_words(name, field="name")
    return tidy.line(name).strip()


def require_free_template_name(name: str, *, but: Template | None = None) -> None:
    """Refuse a second agenda template of a name."""
    alike = Template.objects.filter(name=tidy.line(name).strip())
    if (alike if but is None else alike.exclude(pk=but.pk)).exists():
        raise Invalid(_("There already is an agenda template of this name. Choose another."), field="name")


def require_startable_from(template: Template, kind: str, unit_ids: Container[UUID]) -> None:
    """Refuse what is for meetings of another kind or out of use, and another unit's: that is taken over by talking."""
    if template.kind != kind:
        sentence = _("This agenda is for meetings of another kind. Choose one of this kind, or an empty one.")
        raise Invalid(sentence, field="template")
    if template.retired_at is not None:
        raise Refusal(_("This agenda template is out of use. Choose another."), field="template")
    if template.unit is not None and template.unit_id not in unit_ids:
        told = {"unit": template.unit.name}
        sentence = _("This is how %(unit)s does it. Talk with them first, and take it over as your own.")
        raise Refusal(sentence % told, field="template")


def require_takeable(template: Template, unit: Unit) -> None:
    """Refuse to take over what is one's own or everybody's already, and what is out of use."""
    if template.unit_id is None or template.unit_id == unit.pk:
        raise Refusal(_("This agenda is yours already: start from it, or save your own as a template."), field="unit")
    if template.retired_at is not None:
        raise Refusal(_("This agenda template is out of use. Choose another."), field="template")


def require_talk(talked_with: str, held_on: date, differently: str, *, today: date) -> None:
    """Refuse to take over an agenda without having talked about it (system.md, P4 and D5)."""
    tidy.require_words(talked_with, field="talked_with")
    tidy.require_words(differently, field="differently")
    if not today - LONGEST_SINCE_TALK <= held_on <= today:
        raise Invalid(_("Write the day you talked: today, or a day in the last year."), field="held_on")
