"""A version on paper."""

from pejl.guidance.papers.making import guide, sheet

__all__ = ["guide", "sheet"]
