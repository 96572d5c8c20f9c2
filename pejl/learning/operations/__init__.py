"""Every write to learning meetings, to the coordination between them, and to what became of decisions."""

from pejl.learning.operations.coordination import plan_coordination
from pejl.learning.operations.decisions import follow_up_decision
from pejl.learning.operations.gathering import Gathered, gather
from pejl.learning.operations.meetings import conclude, give_back, plan, start_guide, tell_announced

__all__ = [
    "Gathered",
    "conclude",
    "follow_up_decision",
    "gather",
    "give_back",
    "plan",
    "plan_coordination",
    "start_guide",
    "tell_announced",
]
