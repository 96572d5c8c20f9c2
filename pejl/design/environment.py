"""Gives a Jinja environment the components.

Every template of the product reaches the components through one global, ``ui``:
``{{ ui.button(_("Save"), kind="primary") }}``. A component that does not exist, a keyword it does
not take and a variant it does not know are all errors, so a page cannot quietly look wrong.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateNotFound, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from pejl.design.controls import control

#: The folder a template loader must be given: holds ``layouts/``, ``components/`` and ``gallery.html``.
TEMPLATES = Path(__file__).parent

_ATTRIBUTES = {
    "autocomplete",
    "autofocus",
    "inputmode",
    "enterkeyhint",
    "spellcheck",
    "lang",
    "list",
    "min",
    "max",
    "step",
    "accept",
    "capture",
    "target",
}
_ATTRIBUTE_FAMILIES = ("data-", "aria-", "hx-")


def one_of(value: Any, *accepted: Any) -> Any:
    """Return value when it is accepted; otherwise raise ValueError that lists what is."""
    if value not in accepted:
        listed = ", ".join(repr(choice) for choice in accepted)
        raise ValueError(f"{value!r} is not a variant of this component; accepted: {listed}")
    return value


def attributes(values: Mapping[str, Any]) -> Markup:
    """Write extra HTML attributes, each led by a space; True writes the bare name, None and False nothing.

    Only data-, aria- and hx- attributes and a few harmless ones pass. Style and event handlers,
    which the content security policy would block, raise ValueError.
    """
    written = Markup("")
    for name, value in values.items():
        if not (name in _ATTRIBUTES or name.startswith(_ATTRIBUTE_FAMILIES)) or name.startswith("hx-on"):
            raise ValueError(f"{name!r} may not be set as an extra attribute")
        if value is True:
            written += Markup(" {}").format(name)
        elif value is not None and value is not False:
            written += Markup(' {}="{}"').format(name, value)
    return written


def paragraphs(text: str) -> list[list[str]]:
    """Split what a person wrote into paragraphs (blank lines) and these into lines."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [block.strip().split("\n") for block in blocks if block.strip()]


def pieces(text: str) -> list[tuple[bool, list[str]]]:
    """The paragraphs of a text, each with whether its lines are a list: lines that begin with "- ", as on paper."""
    found: list[tuple[bool, list[str]]] = []
    for lines in paragraphs(text):
        for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
            found.append((is_list, [line.removeprefix("- ") for line in group]))
    return found


class Component:
    """One macro, called with the page's context so that a form need not be handed its CSRF input."""

    def __init__(self, macro: Macro) -> None:
        self.macro = macro

    @pass_context
    def __call__(self, context: Context, *args: Any, **kwargs: Any) -> str:
        """Render; ``csrf_input`` comes from the page when the macro declares it and the caller is silent."""
        if "csrf_input" in self.macro.arguments and "csrf_input" not in kwargs:
            kwargs["csrf_input"] = context.resolve("csrf_input")
        return self.macro(context.eval_ctx, *args, **kwargs)


class Components:
    """The global ``ui``: an attribute for each ``components/<name>/<name>.html``."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[str, Component] = {}

    def __getattr__(self, name: str) -> Component:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._known:
            return self._known[name]
        component = Component(getattr(self._module(name), name))
        if not self._environment.auto_reload:
            self._known[name] = component
        return component

    def _module(self, name: str) -> Any:
        path = f"components/{name}/{name}.html"
        try:
            return self._environment.get_template(path).module
        except TemplateNotFound as error:
            if error.name != path:
                raise
            raise ValueError(f"There is no component {name!r}; there are: {', '.join(names())}") from error


def names() -> list[str]:
    """The names of all components, sorted."""
    return sorted(path.parent.name for path in TEMPLATES.glob("components/*/*.html") if path.stem == path.parent.name)


def install(environment: Environment) -> None:
    """Make the environment strict and give it ``ui``, ``one_of``, ``attributes``, ``control`` and ``pieces``.

    The environment must also offer ``static(path)`` and the i18n extension's ``_``.
    """
    environment.undefined = StrictUndefined
    environment.globals.update(
        ui=Components(environment),
        one_of=one_of,
        attributes=attributes,
        control=control,
        pieces=pieces,
    )
