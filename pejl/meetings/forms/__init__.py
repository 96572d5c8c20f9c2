"""From what is typed to clean values."""

from pejl.meetings.forms.agenda import AddItem, ChangeItem
from pejl.meetings.forms.people import AnswerInvitation, ChoosePeople, TakeOut
from pejl.meetings.forms.planning import CancelMeeting, ChangeMeeting, FindMeetings

__all__ = [
    "AddItem",
    "AnswerInvitation",
    "CancelMeeting",
    "ChangeItem",
    "ChangeMeeting",
    "ChoosePeople",
    "FindMeetings",
    "TakeOut",
]
