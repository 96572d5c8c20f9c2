"""What a person reads when a file is not kept: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.outcome import Place
from pejl.foundation.files.models import KeptFile
from pejl.foundation.formats import numbers
from pejl.foundation.refusals import Invalid

#: To be shown wherever pictures can be sent.
PHOTOGRAPHS_ARE_NOT_READ = gettext_lazy(
    "Pejl does not read what stands in photographs and scanned pages. Look yourself that no citizen can be recognised."
)
WHICH_KINDS = gettext_lazy("PDF, Word (docx), slides (pptx), text (txt) or a picture (JPEG, PNG, WebP).")


class Unkept(Invalid):
    """A file that is not kept, with the sentence that says why; ``why`` is for tests and programs."""

    code = "file"

    def __init__(self, fault: Fault, *, field: str | None = None) -> None:
        super().__init__(sentence(fault), field=field)
        self.why = fault.why


def sentence(fault: Fault) -> str:
    """The sentence, in the reader's language."""
    return _SENTENCES[fault.why]()


def _too_large() -> str:
    most = settings.PEJL_FILE_MEGABYTES
    return _("The file is larger than %(most)s MB. Make its pictures smaller, or share it in parts.") % {"most": most}


def _too_many_pixels() -> str:
    most = limits.PIXELS // 1_000_000
    return _("The picture has more than %(most)s million pixels. Make it smaller and choose it again.") % {"most": most}


def _too_many_pages() -> str:
    most = limits.PAGES
    text = ngettext("The file has more than %(num)s page.", "The file has more than %(num)s pages.", most)
    return text % {"num": most} + " " + _("Share the part that is needed.")


def _unknown() -> str:
    return _("Pejl does not keep this kind of file. Choose: %(kinds)s") % {"kinds": WHICH_KINDS}


_SENTENCES: dict[Why, Callable[[], str]] = {
    Why.UNKNOWN_KIND: _unknown,
    Why.OTHER_KIND: lambda: _(
        "The file is something else than its name says. Open it in the program it was made with, and save it anew."
    ),
    Why.EMPTY: lambda: _("The file is empty."),
    Why.TOO_LARGE: _too_large,
    Why.BROKEN: lambda: _("The file cannot be read. Open it in the program it was made with, and save it anew."),
    Why.TOO_MUCH: lambda: _("The file is too complicated to look through. Save it as PDF, or share it in parts."),
    Why.BUSY: lambda: _("Pejl is looking through other files. Wait a moment and send it again."),
    Why.LOCKED: lambda: _(
        "The file is locked with a password, or is of an old Office format. Save it as docx, pptx or PDF without a "
        "password, and choose it again."
    ),
    Why.MACROS: lambda: _(
        "There are macros in the file. Save it without macros, as docx or pptx, and choose it again."
    ),
    Why.ACTIVE: lambda: _(
        "Something in the file runs or fetches something when it is opened: a script, a field or a button. "
        "Take it out, or print the file to a new PDF, and choose it again."
    ),
    Why.EMBEDDED: lambda: _(
        "There is another file inside the file. Take it out, or paste it as a picture, and choose the file again."
    ),
    Why.FILM: lambda: _("There is sound or film in the file. Take it out and choose the file again."),
    Why.EXTERNAL: lambda: _(
        "The file fetches a part of itself from somewhere else. Insert the picture or the part in the file itself, and "
        "choose it again."
    ),
    Why.UNPACKED: lambda: _("Unpacked, the file is far larger than it seems. Save it as PDF, and choose it again."),
    Why.DECEPTIVE: lambda: _(
        "The file is put together in a way that can deceive programs. Open it in the program it was made with, and "
        "save it anew."
    ),
    Why.DTD: lambda: _(
        "The file has definitions in it that no Word file needs. Open it in the program it was made with, and save it "
        "anew."
    ),
    Why.PIXELS: _too_many_pixels,
    Why.PAGES: _too_many_pages,
    Why.WORDS: lambda: _("There is more text in the file than Pejl looks through. Share the part that is needed."),
    Why.WEB_PAGE: lambda: _("The text is a web page or a program. Paste the words alone into a new text file."),
    Why.VIRUS: lambda: _("Virus scanners take this file for a virus. It is not kept."),
    Why.FULL: lambda: _(
        "There is no more room for files in this job centre. Take away files that are no longer used, or ask whoever "
        "looks after Pejl."
    ),
}


def sort_and_size(file: KeptFile) -> str:
    """What sort of file it is and how large, such as *PDF, 2,1 MB*: whoever opens it on the way knows what comes."""
    kilobytes = max(1, round(file.size / 1000))
    size = f"{kilobytes} kB" if kilobytes < 1000 else f"{numbers.decimal(kilobytes / 1000)} MB"
    return f"{file.get_kind_display()}, {size}"


def whereabouts(place: Place, number: int) -> str:
    """Where in a file something stands, as the beginning of a sentence about it."""
    return _PLACES[place]() % {"number": number}


_PLACES: dict[Place, Callable[[], str]] = {
    Place.LINE: lambda: _("In line %(number)d of the file:"),
    Place.PARAGRAPH: lambda: _("In paragraph %(number)d of the file:"),
    Place.PAGE: lambda: _("On page %(number)d of the file:"),
    Place.SLIDE: lambda: _("On slide %(number)d:"),
    Place.NOTES: lambda: _("In the notes of the file:"),
    Place.COMMENTS: lambda: _("In the comments of the file:"),
    Place.HEADER: lambda: _("In the header or footer of the file:"),
    Place.PROPERTIES: lambda: _("In the properties of the file (title, author, keywords):"),
    Place.ELSEWHERE: lambda: _("In the file, outside the running text (such as alternative texts or a chart):"),
}


def notes_of_slide(number: int) -> str:
    """Notes and comments that belong to a slide."""
    return _("In the notes to slide %(number)d:") % {"number": number}
