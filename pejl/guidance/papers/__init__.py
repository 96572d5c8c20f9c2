"""A version on paper."""

from pejl.guidance.papers.making import CONTENT_TYPES, Form, file_name, filled, filled_sheet, guide, sheet

__all__ = ["CONTENT_TYPES", "Form", "file_name", "filled", "filled_sheet", "guide", "sheet"]
