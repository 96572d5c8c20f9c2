"""From what is typed to clean values."""

from pejl.organisation.forms.fields import FindPerson
from pejl.organisation.forms.groups import FormGroup, SayMandate
from pejl.organisation.forms.people import (
    Appoint,
    Belong,
    ChangeEmail,
    Leave,
    NarrowPeople,
    SayGuest,
    Welcome,
    WelcomeGuest,
)
from pejl.organisation.forms.units import (
    AddUnit,
    AppointLeader,
    Close,
    End,
    MoveUnit,
    Rename,
    SayFunction,
    ServeMunicipality,
    TakeSide,
)

__all__ = [
    "AddUnit",
    "Appoint",
    "AppointLeader",
    "Belong",
    "ChangeEmail",
    "Close",
    "End",
    "FindPerson",
    "FormGroup",
    "Leave",
    "MoveUnit",
    "NarrowPeople",
    "Rename",
    "SayFunction",
    "SayGuest",
    "SayMandate",
    "ServeMunicipality",
    "TakeSide",
    "Welcome",
    "WelcomeGuest",
]
