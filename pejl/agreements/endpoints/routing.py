"""What the endpoints of agreements share."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Annotated
from uuid import UUID

from ninja import Header, Router, Schema

router = Router(tags=["agreements"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class SourceOut(Schema):
    """Where something was agreed or learned: a kind, an id, and its title at the time."""

    kind: str
    id: UUID
    title: str
