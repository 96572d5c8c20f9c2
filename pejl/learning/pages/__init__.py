"""One function a page, and what learning shows on the pages of others."""

from pejl.learning.pages.beginning import on_begin, on_group, on_table
from pejl.learning.pages.coordinating import on_coordination, on_coordination_plan, plan_coordination
from pejl.learning.pages.decisions import list_decisions, on_agreements, on_decided, show_decision
from pejl.learning.pages.framing import on_item
from pejl.learning.pages.gathering import gather, on_gathering
from pejl.learning.pages.guides import start_guide
from pejl.learning.pages.planning import plan
from pejl.learning.pages.slots import on_meeting, on_plan, on_summary, on_theme

__all__ = [
    "gather",
    "list_decisions",
    "on_agreements",
    "on_begin",
    "on_coordination",
    "on_coordination_plan",
    "on_decided",
    "on_gathering",
    "on_group",
    "on_item",
    "on_meeting",
    "on_plan",
    "on_summary",
    "on_table",
    "on_theme",
    "plan",
    "plan_coordination",
    "show_decision",
    "start_guide",
]
