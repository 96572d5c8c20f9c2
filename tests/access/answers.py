"""The file in which the participant's calendar program answers the invitation."""

from __future__ import annotations

from tests.access.situations import Situation

LINES = (
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    "UID:meeting-{meeting}@pejl",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}",
    "SEQUENCE:9",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
)


def answer_file(s: Situation) -> bytes:
    """Yes, to the meeting of the situation."""
    return "\r\n".join(LINES).format(meeting=s.meeting.pk, address=s.people["participant"].email).encode()
