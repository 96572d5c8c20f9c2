"""The Jinja environment of every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from markupsafe import Markup

from pejl.design import environment as design
from pejl.foundation.formats import dates, durations, numbers, richtext, times, weeks
from pejl.foundation.tenancy.pointers import Pointer


def environment(**options: Any) -> jinja2.Environment:
    """Strict templates with the components, translations, addresses and Danish formats."""
    made = jinja2.Environment(  # noqa: S701 -- Django's backend turns autoescape on in the options
        **options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    design.install(made)
    made.globals.update(static=static, url=url, address=address, slot=slot, new_id=uuid4)
    made.filters.update(
        day=dates.long,
        short_day=dates.short,
        weekday=dates.with_weekday,
        moment=dates.moment,
        ago=dates.relative,
        clock=times.clock,
        span=times.span,
        week=weeks.label,
        day_name=weeks.day_name,
        minutes=durations.minutes,
        count=numbers.count,
        rich=richtext.html,
    )
    return made


@jinja2.pass_context
def slot(context: jinja2.runtime.Context, name: str, subject: Any) -> Markup:
    """What the modules above have to show on this page (pejl/wiring/slots.py)."""
    fill = import_string("pejl.wiring.slots.fill")
    filled: Markup = fill(context["request"], name, subject)
    return filled


def url(name: str, *args: Any, **query: Any) -> str:
    """The address of a page, by its name and, where it has any, its query."""
    path = _reversed(name, tuple(str(arg) for arg in args))
    return f"{path}?{urlencode(query)}" if query else path


def address(pointer: Pointer) -> str:
    """The page of what is pointed at; empty for a kind that has none of its own."""
    page = import_string("pejl.wiring.kinds.PAGES").get(pointer.kind)
    return url(page, pointer.id) if page else ""


@lru_cache(maxsize=4096)
def _reversed(name: str, args: tuple[str, ...]) -> str:
    """Reversing is a third of a page's template time, so it is remembered."""
    return reverse(name, args=args)
