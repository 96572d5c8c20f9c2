"""How those who wait for a theme are told what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pejl.themes.names.choices import Outcome, StepKind


@dataclass(frozen=True)
class Told:
    """A subject and a first line; ``title`` is the theme's, ``group`` who decided, ``about`` what it led to."""

    subject: str | Promise
    line: str | Promise


@dataclass(frozen=True)
class News:
    """The same news for whoever proposed the theme and for those who back it."""

    proposer: Told
    backer: Told


NEWS_OF_DECISION: dict[str, News] = {
    Outcome.NEXT: News(
        Told(
            _("Your theme is chosen: %(title)s"),
            _("%(group)s has chosen your theme “%(title)s” as one of the next."),
        ),
        Told(
            _("A theme you back is chosen: %(title)s"),
            _("%(group)s has chosen a theme you back as one of the next: “%(title)s”."),
        ),
    ),
    Outcome.LATER: News(
        Told(
            _("Your theme is kept for later: %(title)s"),
            _("%(group)s keeps your theme “%(title)s” for later."),
        ),
        Told(
            _("A theme you back is kept for later: %(title)s"),
            _("%(group)s keeps a theme you back for later: “%(title)s”."),
        ),
    ),
    Outcome.MERGE: News(
        Told(
            _("Your theme goes on together with another: %(title)s"),
            _("%(group)s has merged your theme “%(title)s” into “%(about)s”. You hear what becomes of it there."),
        ),
        Told(
            _("A theme you back goes on together with another: %(title)s"),
            _("%(group)s has merged a theme you back, “%(title)s”, into “%(about)s”. You hear of it there."),
        ),
    ),
    Outcome.DECLINE: News(
        Told(
            _("Your theme is not taken up: %(title)s"),
            _("%(group)s does not take up your theme “%(title)s”."),
        ),
        Told(
            _("A theme you back is not taken up: %(title)s"),
            _("%(group)s does not take up a theme you back: “%(title)s”."),
        ),
    ),
    Outcome.REOPEN: News(
        Told(
            _("Your theme is back on the table: %(title)s"),
            _("%(group)s has taken back its decision on your theme “%(title)s” and decides anew."),
        ),
        Told(
            _("A theme you back is on the table again: %(title)s"),
            _("%(group)s has taken back its decision on a theme you back, “%(title)s”, and decides anew."),
        ),
    ),
}

# ``about`` is what joined.
NEWS_OF_STEP: dict[str, News] = {
    StepKind.JOINED: News(
        Told(
            _("Another theme has joined yours: %(title)s"),
            _("“%(about)s” is now part of your theme “%(title)s”."),
        ),
        Told(
            _("Another theme has joined one you back: %(title)s"),
            _("“%(about)s” is now part of a theme you back: “%(title)s”."),
        ),
    ),
    StepKind.WITHDRAWN: News(
        Told(
            _("Your theme is withdrawn: %(title)s"),
            _("Your theme “%(title)s” is withdrawn."),
        ),
        Told(
            _("A theme you back is withdrawn: %(title)s"),
            _("A theme you back is withdrawn: “%(title)s”. You can take it over, if you still need it."),
        ),
    ),
    StepKind.RESUMED: News(
        Told(
            _("Your theme is proposed again: %(title)s"),
            _("Your theme “%(title)s” is proposed again."),
        ),
        Told(
            _("A theme you back is proposed again: %(title)s"),
            _("A theme you back is proposed again: “%(title)s”."),
        ),
    ),
    StepKind.MEETING_PLANNED: News(
        Told(
            _("A learning meeting is planned on your theme: %(title)s"),
            _("A learning meeting is planned on your theme “%(title)s”."),
        ),
        Told(
            _("A learning meeting is planned on a theme you back: %(title)s"),
            _("A learning meeting is planned on a theme you back: “%(title)s”."),
        ),
    ),
    StepKind.INVITED: News(
        Told(
            _("Colleagues are invited to the meeting on your theme: %(title)s"),
            _("The invitations to the learning meeting on your theme “%(title)s” are sent."),
        ),
        Told(
            _("Colleagues are invited to the meeting on a theme you back: %(title)s"),
            _("The invitations to the learning meeting on a theme you back are sent: “%(title)s”."),
        ),
    ),
    StepKind.MEETING_HELD: News(
        Told(
            _("The meeting on your theme has been held: %(title)s"),
            _("The learning meeting on your theme “%(title)s” has been held."),
        ),
        Told(
            _("The meeting on a theme you back has been held: %(title)s"),
            _("The learning meeting on a theme you back has been held: “%(title)s”."),
        ),
    ),
    StepKind.MEETING_CANCELLED: News(
        Told(
            _("The meeting on your theme is cancelled: %(title)s"),
            _("The learning meeting on your theme “%(title)s” is cancelled."),
        ),
        Told(
            _("The meeting on a theme you back is cancelled: %(title)s"),
            _("The learning meeting on a theme you back is cancelled: “%(title)s”."),
        ),
    ),
    StepKind.PRODUCT_STARTED: News(
        Told(
            _("Guidance on your theme is being written: %(title)s"),
            _("What came of your theme “%(title)s” is being written down."),
        ),
        Told(
            _("Guidance on a theme you back is being written: %(title)s"),
            _("What came of a theme you back is being written down: “%(title)s”."),
        ),
    ),
    StepKind.PRODUCT_PUBLISHED: News(
        Told(
            _("There is guidance on your theme now: %(title)s"),
            _("Your theme “%(title)s” has led to guidance that everybody can read."),
        ),
        Told(
            _("There is guidance on a theme you back: %(title)s"),
            _("A theme you back has led to guidance that everybody can read: “%(title)s”."),
        ),
    ),
}
