"""From what is typed to clean values."""

from pejl.meetings.forms.agenda import AddItem, ChangeItem
from pejl.meetings.forms.asking import AnswerAsk, AskAll, AskToPresent, BringFile, PassOn, Prepare, TakeBack
from pejl.meetings.forms.beginning import PlanMeeting
from pejl.meetings.forms.cadence import SayClosedDays, SetRhythm, TakePause, TakeSuggestion
from pejl.meetings.forms.grouping import ArrangeGroups, ProposeGroups, UseProposal
from pejl.meetings.forms.links import BringGuest, HandInAnswer, Subscribe
from pejl.meetings.forms.people import AnswerInvitation, ChoosePeople, FindPeople, TakeOut
from pejl.meetings.forms.planning import CancelMeeting, ChangeMeeting, FindMeetings
from pejl.meetings.forms.templates import NameTemplate, SaveAsTemplate, TakeOver

__all__ = [
    "AddItem",
    "AnswerAsk",
    "AnswerInvitation",
    "ArrangeGroups",
    "AskAll",
    "AskToPresent",
    "BringFile",
    "BringGuest",
    "CancelMeeting",
    "ChangeItem",
    "ChangeMeeting",
    "ChoosePeople",
    "FindMeetings",
    "FindPeople",
    "HandInAnswer",
    "NameTemplate",
    "PassOn",
    "PlanMeeting",
    "Prepare",
    "ProposeGroups",
    "SaveAsTemplate",
    "SayClosedDays",
    "SetRhythm",
    "Subscribe",
    "TakeBack",
    "TakeOut",
    "TakeOver",
    "TakePause",
    "TakeSuggestion",
    "UseProposal",
]
