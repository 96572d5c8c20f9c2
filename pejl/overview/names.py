"""The words of the overview."""

from __future__ import annotations

from enum import StrEnum


class WaitingKind(StrEnum):
    """What can wait for somebody, in the order it stands on the page: what others wait for comes first."""

    APPROVAL = "approval"
    HEARING = "hearing"
    RESPONSIBILITY = "responsibility"
    FEEDBACK = "feedback"
    INVITATION = "invitation"
    TAKEOVER = "takeover"
    ASK = "ask"
    PREPARATION = "preparation"
    PRODUCT_DUTY = "product_duty"
    UNCLEAR_POINT = "unclear_point"
    DRAFT = "draft"
    AGREEMENT = "agreement"
    LEARNED = "learned"
    DIRECTION = "direction"
    READING = "reading"
