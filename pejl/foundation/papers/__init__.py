"""Paper: PDF pages set with typst, and Word files. ``sheets`` holds the shapes of what goes in."""

from pejl.foundation.papers.docx import word
from pejl.foundation.papers.rendering import render

__all__ = ["render", "word"]
