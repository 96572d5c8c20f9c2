"""Expected refusals, apart from bugs: each carries a sentence the person can read and act on."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done as things stand.

    ``message`` is shown to the person as it is; ``field`` names the input it concerns, where there is one;
    ``code`` becomes the problem type of the API's answer (RFC 9457) and ``http_status`` its status.
    """

    code = "refused"
    http_status = 409

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refusal):
    """This person may not do this, whenever it is asked."""

    code = "not-allowed"
    http_status = 403


class Stale(Refusal):
    """Somebody else changed it in between; the answer shows the present state."""

    code = "stale"


class Invalid(Refusal):
    """A value cannot be used; ``field`` says which."""

    code = "invalid"
    http_status = 422
