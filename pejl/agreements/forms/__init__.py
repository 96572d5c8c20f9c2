"""What people type about agreements, their own learning and sparring."""

from pejl.agreements.forms.learning import Answer, AskAbout, ChangeGoal
from pejl.agreements.forms.sparring import Offer, Want
from pejl.agreements.forms.taken_on import Decline, Drop, Move, Narrow, PassOn

__all__ = ["Answer", "AskAbout", "ChangeGoal", "Decline", "Drop", "Move", "Narrow", "Offer", "PassOn", "Want"]
