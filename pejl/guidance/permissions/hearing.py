"""Who may comment on a draft, and who reads what was said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Author, Comment, Hearing, HearingParty


def is_party(person: Person, hearing: Hearing) -> bool:
    """Whether the person was asked to comment."""
    return HearingParty.objects.filter(hearing=hearing, person=person).exists()


def may_read_hearing(person: Person, hearing: Hearing) -> bool:
    """Those who were asked, and those who write the text."""
    writes = Author.objects.present().filter(product__versions=hearing.version_id, person=person)
    return is_party(person, hearing) or writes.exists()


def require_party(person: Person, hearing: Hearing) -> None:
    """Raise NotAllowed unless the person was asked to comment."""
    if not is_party(person, hearing):
        raise NotAllowed(_("Only those who were asked comment on this draft. Talk to one of its authors."))


def require_may_read_hearing(person: Person, hearing: Hearing) -> None:
    """Raise NotAllowed unless the person was asked, or writes the text."""
    if not may_read_hearing(person, hearing):
        raise NotAllowed(_("What was said in a hearing is read by those who were asked and by the authors."))


def require_own_comment(person: Person, comment: Comment) -> None:
    """Raise NotAllowed for another's comment."""
    if comment.by_id != person.pk:
        raise NotAllowed(_("Only who wrote a comment can change it."))
