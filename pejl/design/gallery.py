"""Every component in every state, on one page, for the people who build pages and for the tests."""

import re
from dataclasses import dataclass
from pathlib import Path

from django import forms
from jinja2 import Environment
from markupsafe import Markup

from pejl.design.calls import signature
from pejl.design.environment import TEMPLATES, names

LONG = "beskæftigelsesindsatskoordinatorfunktionen"


@dataclass(frozen=True)
class Example:
    """A component's name, its call as one would write it and what comes out of its example."""

    name: str
    signature: str
    html: Markup


def _fields() -> dict[str, forms.Field]:
    """A field of every family the field component knows."""
    choices = [("a", "First"), ("b", LONG)]
    return {
        "title": forms.CharField(label="Title", max_length=120, help_text="A line of your own."),
        "why": forms.CharField(label=f"Why {LONG}", widget=forms.Textarea, required=False, max_length=400),
        "kind": forms.ChoiceField(label="Kind", choices=[("", "Choose"), *choices]),
        "grouped": forms.ChoiceField(label="Grouped", choices=[("North", choices[:1]), ("South", choices[1:])]),
        "one": forms.ChoiceField(label="One of", choices=choices, widget=forms.RadioSelect),
        "many": forms.MultipleChoiceField(
            label="Some of", choices=choices, widget=forms.CheckboxSelectMultiple, required=False
        ),
        "agreed": forms.BooleanField(label="I have read it", required=False),
        "day": forms.DateField(label="Day", widget=forms.TextInput(attrs={"inputmode": "numeric"})),
        "clock": forms.TimeField(label="Starts at", widget=forms.TextInput),
        "secret": forms.CharField(
            label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
        ),
        "token": forms.CharField(widget=forms.HiddenInput, initial="x", required=False),
    }


def sample_form(prefix: str = "plain") -> forms.Form:
    """A form as it is first met, with something already chosen."""
    form = forms.Form(initial={"kind": "b", "one": "a", "many": ["b"]}, prefix=prefix)
    form.fields.update(_fields())
    return form


def failed_form(prefix: str = "failed") -> forms.Form:
    """The same form, sent with what cannot stand."""
    form = forms.Form({f"{prefix}-title": "710101-1234", f"{prefix}-day": "31/2"}, prefix=prefix)
    form.fields.update(_fields())
    form.add_error("title", "Here stands a number that may not be kept.")
    form.add_error(None, f"Two things do not fit together: {LONG}.")
    return form


def examples(environment: Environment) -> list[Example]:
    """Render the example of every component; the environment is one that ``install`` has prepared."""
    return [example(environment, name) for name in names()]


def example(environment: Environment, name: str) -> Example:
    """Render the example of one component."""
    template = environment.get_template(f"components/{name}/example.html")
    html = template.render(
        form=sample_form(name), failed=failed_form(f"{name}-failed"), long=LONG, csrf_input=Markup("")
    )
    return Example(name, signature(name), Markup(html))  # noqa: S704 -- our own template escaped it


def unused_components(root: Path) -> list[str]:
    """Components that no template below root calls, their own and all examples left out."""
    return [name for name in names() if not re.search(rf"\bui\.{name}\(", _pages(root, name))]


def unused_icons(root: Path) -> list[str]:
    """Icons that no template below root names, the examples and the icon component's own list left out."""
    text = _pages(root, "icon")
    drawn = sorted(path.stem for path in (TEMPLATES / "icons").glob("*.svg"))
    return [name for name in drawn if f'"{name}"' not in text]


def _pages(root: Path, component: str) -> str:
    """The text of all templates below root that say something about whether a component is used."""
    own = TEMPLATES / "components" / component
    pages = [path for path in root.rglob("*.html") if path.name != "example.html" and own not in path.parents]
    return "\n".join(path.read_text(encoding="utf-8") for path in pages)
