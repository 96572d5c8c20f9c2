"""One function a page, and what learning shows on the pages of others."""

from pejl.learning.pages.guides import start_guide
from pejl.learning.pages.planning import plan
from pejl.learning.pages.slots import on_meeting, on_plan, on_summary, on_theme

__all__ = ["on_meeting", "on_plan", "on_summary", "on_theme", "plan", "start_guide"]
