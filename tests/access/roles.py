"""Who somebody is to what they ask for: the columns of the matrix, each with the sentence that says what it means.

Nobody is given a role in Pejl. A role is a relation that holds, and ``tests/access/world.py`` lets one person stand in
each, and in no other: so that what the matrix shows is what this one relation brings.
"""

from __future__ import annotations

ANONYMOUS, LEFT, FOREIGN = "anonymous", "left", "foreign"

GUESTS = ("guest", "invited_guest")

ROLES: dict[str, str] = {
    ANONYMOUS: "Somebody who is not signed in.",
    "guest": "A guest of the job centre who has no part in anything.",
    "invited_guest": "A guest who is invited to the meeting.",
    "colleague": "A colleague who has nothing to do with it.",
    "proposer": "The colleague who proposed the theme.",
    "backer": "A colleague who backs the theme with an own question.",
    "member": "A member of the working group that decides on themes.",
    "planner": "Who began planning the meeting, and sits in no working group any more.",
    "leader": "A leader of the meeting.",
    "participant": "A colleague who is invited to the meeting.",
    "owner": "A participant whose own it is: the card, the agreement, the learning goal, what was taken on.",
    "author": "An author of the guidance.",
    "answerable": "Who answers for the guidance.",
    "approver": "Somebody in a function that approves guidance, and who was asked to approve this one.",
    "unit_member": "A colleague who belongs to the unit.",
    "unit_leader": "Who leads the unit.",
    "management": "Somebody in a function that belongs to the management.",
    "administrator": "Who looks after Pejl in the job centre.",
    LEFT: "Somebody who has left the job centre, and looked after Pejl until then; still signed in.",
    FOREIGN: "A colleague of another job centre; an address that names nothing leads into that one.",
}
