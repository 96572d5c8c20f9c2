"""Looks over one file, whatever its kind: judged, disarmed, and its words."""

from __future__ import annotations

import warnings
import zlib

from pypdf.errors import LimitReachedError, PyPdfError

from pejl.foundation.files.inspection import office, pdfs, pictures, texts
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import Kind, recognise
from pejl.foundation.files.inspection.outcome import Outcome

# The test file of all virus scanners, in two pieces: one that looks through Pejl's own source should not find it here.
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def look(content: bytes, promised: Kind) -> Outcome:
    """What may be kept of a file that promises to be of this kind. Raises Fault, and nothing else.

    A virus scanner on the machine would take the whole database for the test virus, so that is refused too.
    """
    if not content.strip():
        raise Fault(Why.EMPTY)
    recognise(content, promised)
    if _TEST_VIRUS in content:
        raise Fault(Why.VIRUS)
    try:
        # Libraries warn of what is odd in a file; what comes of it is judged here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _disarmed(content, promised)
    except Fault:
        raise
    except (MemoryError, RecursionError, LimitReachedError):
        raise Fault(Why.TOO_MUCH) from None
    except (PyPdfError, OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        raise Fault(Why.BROKEN) from None
    except (SyntaxError, AssertionError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise Fault(Why.BROKEN) from None


def _disarmed(content: bytes, kind: Kind) -> Outcome:
    if kind.is_picture:
        return pictures.disarm(content, kind)
    if kind is Kind.PDF:
        return pdfs.disarm(content)
    if kind is Kind.TEXT:
        return texts.disarm(content)
    return office.disarm(content, kind)
