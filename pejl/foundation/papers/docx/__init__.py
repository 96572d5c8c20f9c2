"""Papers as Word files: Office Open XML (ISO/IEC 29500), written directly.

``blocks`` is what a paper consists of; ``agenda``, ``groups``, ``guide`` and ``minutes`` say which blocks in which
order, ``rich`` how rich text stands in them; ``looks`` holds the styles, ``fitting`` finds the largest letters with
which a paper fits on its page, and ``writing`` makes the file.
"""

from pejl.foundation.papers.docx.writing import word

__all__ = ["word"]
