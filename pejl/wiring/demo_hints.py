"""One line for everybody one can be in the demo: what is worth trying as them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the first part of the address.
HINTS: dict[str, str | Promise] = {
    "vibeke": _("The manager. Read the direction she has given, and her theme that waits among the others'."),
    "karsten": _("Proposed a theme on waiting time for the management. Follow it to the guidance it became."),
    "ditte": _("Looks in from the side. Search for “praktik”, and see what one word finds."),
    "anders": _("Looks after Pejl. Let somebody in, move a unit, or try a staff file before it changes anything."),
    "birthe": _("Coordinates it all. Open the working group's table: eight themes wait for a decision."),
    "joergen": _("Heads the authority side. Answer the invitation, and prepare the management's presentation."),
    "asbjoern": _("The doctor, here on Thursdays. Something unclear waits for his answer."),
    "amina": _("Leads the next learning meeting. Look at the agenda, then go into the room and begin."),
    "dorthe": _("Answers for guidance. Read one of her products, and see why she withdrew another."),
    "mikkel": _("Wrote the guide on placements. Begin its next version, and ask Leyla to approve it."),
    "solveig": _("Is a newcomer's mentor, and has taken over a guide from a colleague who retired."),
    "nadim": _("Sits opposite a citizen. Find the guiding marks on placements before the sentence ends, on a phone."),
    "freja": _("Three weeks here. Answer two invitations, and read what was written because she asked."),
    "yusuf": _("Pays the benefits. See what became of his two themes, and back a colleague's."),
    "palle": _("Leads a team. Propose a theme for the management, and see how it is marked."),
    "samira": _("Sits in the working group. Weigh a theme, and see how the others' weights spread."),
    "torben": _("Stops in a month. His theme on handing over was collected at the department meeting."),
    "mette-h": _("Back a theme with an example of your own. It informs, and never decides."),
    "lone": _("Was away, and came back. Look her up among the people: the history stays."),
    "ingeborg": _("The psychologist. The young people's team invites her: say whether she comes."),
    "leyla": _("Heads the provider side. Guidance on aids waits for her: approve it, or send it back."),
    "ulla": _("Has taken care of something unclear since the last meeting. Say that it is clear now."),
    "rune": _("Proposed what the next meeting is about. Prepare his example, and finish his draft."),
    "mai": _("Propose a theme in a minute. Similar ones show while you type."),
    "linh": _("Works in two teams, and decides on themes in the young people's working group."),
    "mette-s": _("Has asked Leyla to approve what she wrote on aids. Read how the cards became marks."),
    "gitte": _("Her theme was not taken up. Read the reason, and prepare her example for the next meeting."),
    "simon": _("Leads the young people's first learning meeting, from a short agenda of their own."),
    "zahra": _("Her theme became a meeting. Follow its way, and do what she has promised before it."),
    "emil": _("Withdrew a theme when he had found the answer. Read its story; it is kept."),
    "johan": _("A guest from outside. He sees what he is invited to, and little else."),
    "kirsten": _("A guest who took part once. She has promised to read two texts."),
    "sanne": _("The neighbours' head. Decide on a theme; nothing of the other job centre is here."),
    "hassan": _("Proposed a theme that is chosen. Search for “praktik”: the neighbours' guidance stays theirs."),
    "rikke": _("Coordinates next door. Weigh a theme, and plan a learning meeting on the one that is chosen."),
    "viggo": _("The neighbours' manager. State a direction: there is none yet."),
    "karin": _("Nobody has answered her theme yet. See what she is told."),
    "else": _("Sits in the small working group. Put its table in order."),
    "jonas": _("Proposed a theme about the harbour, and a colleague backs it."),
    "birgit": _("New next door. Look up who is her mentor."),
}
