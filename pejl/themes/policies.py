"""When something can be done with a theme, whoever asks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.themes.models import Theme
from pejl.themes.names import DECIDABLE, TAKES_IN, Kind, Outcome, State


def require_words(text: str, *, field: str) -> None:
    """Raise Invalid for a text with no letter and no digit in it: it could be neither read aloud nor found."""
    if not tidy.has_words(text):
        raise Invalid(_("Write it in words."), field=field)


def require_kind(kind: str) -> None:
    """Raise Invalid for what is no kind of theme."""
    if kind not in Kind.values:
        raise Invalid(_("Choose one of the kinds."), field="kind")


def require_as_seen(theme: Theme, expected_version: int) -> None:
    """Raise Stale if something happened to the theme since the person looked at it."""
    if theme.version != expected_version:
        state = State(theme.state).label
        said = _("Something happened meanwhile: the theme is now “%(state)s”. Look again before you decide.")
        raise Stale(said % {"state": state})


def require_decidable(theme: Theme) -> None:
    """Raise Refusal for a theme that has gone on to a meeting, or into another theme."""
    if theme.state not in DECIDABLE:
        state = State(theme.state).label
        raise Refusal(_("There is nothing to decide on this theme now: “%(state)s”.") % {"state": state})


def require_outcome(outcome: str, theme: Theme, target: Theme | None) -> None:
    """Raise Invalid for what cannot be decided, or for merging into nothing, itself or something settled."""
    if outcome not in Outcome.values:
        raise Invalid(_("Choose what is decided."), field="outcome")
    if (outcome == Outcome.MERGE) != (target is not None):
        raise Invalid(_("Choose the theme that this one goes into."), field="merge_into")
    if target is not None and (target.pk == theme.pk or target.state not in TAKES_IN):
        raise Invalid(_("Choose another theme, one that is still on its way."), field="merge_into")
