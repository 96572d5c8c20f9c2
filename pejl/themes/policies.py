"""When something can be done with a theme, whoever asks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit
from pejl.themes.models import Area, Collection, Theme
from pejl.themes.names import CHOSEN, DECIDABLE, OPEN, TAKES_IN, BackingKind, Kind, Outcome, State

MARKS = range(1, 6)


def require_kind(kind: str) -> None:
    """Raise Invalid for what is no kind of theme."""
    if kind not in Kind.values:
        raise Invalid(_("Choose one of the kinds."), field="kind")


def require_open_area(area: Area | None) -> None:
    """Raise Invalid for an area that gets no new themes."""
    if area is not None and area.is_closed:
        raise Invalid(_("The area is closed. Choose another one, or none."), field="area")


def require_as_seen(theme: Theme, expected_version: int) -> None:
    """Raise Stale if something happened to the theme since the person looked at it."""
    if theme.version != expected_version:
        state = State(theme.state).label
        said = _("Something happened meanwhile: the theme is now “%(state)s”. Look again before you decide.")
        raise Stale(said % {"state": state})


def require_decidable(theme: Theme) -> None:
    """Raise Refusal for a theme that has gone on to a meeting, or into another theme."""
    if theme.state == State.PLANNED:
        raise Refusal(_("A learning meeting on this theme is planned. Cancel the meeting first, then decide again."))
    if theme.state not in DECIDABLE:
        state = State(theme.state).label
        raise Refusal(_("There is nothing to decide on this theme now: “%(state)s”.") % {"state": state})


def require_outcome(outcome: str, theme: Theme, target: Theme | None) -> None:
    """Raise Invalid for what cannot be decided, or for merging into nothing, itself or something settled."""
    if outcome not in Outcome.values:
        raise Invalid(_("Choose what is decided."), field="outcome")
    if outcome == Outcome.REOPEN and theme.state not in CHOSEN:
        raise Refusal(_("Nothing is decided on this theme: it lies on the table."), field="outcome")
    if (outcome == Outcome.MERGE) != (target is not None):
        raise Invalid(_("Choose the theme that this one goes into."), field="merge_into")
    if target is not None and (target.pk == theme.pk or target.state not in TAKES_IN):
        raise Invalid(_("Choose another theme, one that is still on its way."), field="merge_into")


def require_withdrawable(theme: Theme) -> None:
    """Raise Refusal for a theme that is past withdrawing."""
    if theme.state == State.PLANNED:
        raise Refusal(_("A learning meeting on your theme is planned. Talk to its leaders: they can cancel it."))
    if theme.state not in OPEN:
        state = State(theme.state).label
        raise Refusal(_("There is nothing to withdraw: the theme is “%(state)s”.") % {"state": state})


def require_withdrawn(theme: Theme) -> None:
    """Raise Refusal for a theme that nobody has withdrawn."""
    if theme.state != State.WITHDRAWN:
        state = State(theme.state).label
        raise Refusal(_("There is nothing to take over: the theme is “%(state)s”.") % {"state": state})


def require_backable(theme: Theme) -> None:
    """Raise Refusal for a theme that is not on its way to a meeting."""
    if theme.state not in TAKES_IN:
        state = State(theme.state).label
        raise Refusal(_("This theme can no longer be backed: it is “%(state)s”.") % {"state": state})


def require_backing(kind: str, words: str) -> None:
    """Raise Invalid for an unknown kind, and for a question or an example without words."""
    if kind not in BackingKind.values:
        raise Invalid(_("Choose what you add."), field="kind")
    if kind != BackingKind.NEED or words.strip():
        tidy.require_words(words, field="words")


def require_on_the_table(theme: Theme) -> None:
    """Raise Refusal for a theme that lies on no table."""
    if theme.state not in OPEN:
        state = State(theme.state).label
        raise Refusal(_("This theme lies on the table no longer: it is “%(state)s”.") % {"state": state})


def require_mark(mark: int | None, *, field: str) -> None:
    """Raise Invalid for a mark that is not from 1 to 5, or empty."""
    if mark is not None and mark not in MARKS:
        raise Invalid(_("Weigh from 1 to 5, or not at all."), field=field)


def require_table(state: str) -> None:
    """Raise Invalid for a state that has no table."""
    if state not in OPEN:
        raise Invalid(_("Only what waits, comes next or is kept for later lies on the table."), field="state")


def require_going_on(collection: Collection) -> None:
    """Raise Refusal for a collection that has ended."""
    if collection.closed_at is not None:
        raise Refusal(_("The collection has ended. Propose the theme by itself, or begin a new collection."))


def require_colleague(person: Person) -> None:
    """Raise Invalid for a guest, and for somebody who has left."""
    if person.is_guest or person.left_on is not None:
        raise Invalid(_("Choose a colleague who works here."), field="person")


def require_unit_of(day: date, unit: Unit | None) -> None:
    """Raise Invalid for a unit that does not exist on a day."""
    if unit is not None and not (unit.since_on <= day and (unit.until_on is None or unit.until_on >= day)):
        raise Invalid(_("The unit does not exist on that day. Choose another one, or the whole house."), field="unit")


def require_hand(theme: Theme, person: Person) -> None:
    """Raise Invalid for the hand of who proposed the theme."""
    if theme.proposed_by_id == person.pk:
        raise Invalid(_("%(name)s proposed it, and stands behind it already.") % {"name": person.name}, field="person")
