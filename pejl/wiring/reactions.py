"""What happens above when something is recorded below: in the same transaction, in this order."""

from __future__ import annotations

from pejl.foundation.audit.operations import Reaction

REACTIONS: dict[str, tuple[Reaction, ...]] = {}
