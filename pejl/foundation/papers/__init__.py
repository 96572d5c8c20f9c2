"""Paper: PDF pages set with typst. ``render`` makes one; ``sheets`` holds the shapes of what goes in."""

from pejl.foundation.papers.rendering import render

__all__ = ["render"]
