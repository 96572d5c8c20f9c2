"""Every write to learning meetings and to the coordination between them."""

from pejl.learning.operations.coordination import plan_coordination
from pejl.learning.operations.gathering import Gathered, gather
from pejl.learning.operations.meetings import conclude, give_back, plan, start_guide, tell_announced

__all__ = ["Gathered", "conclude", "gather", "give_back", "plan", "plan_coordination", "start_guide", "tell_announced"]
