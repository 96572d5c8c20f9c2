"""What must be true of the file of a block, whoever attaches it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile
from pejl.foundation.refusals import Invalid
from pejl.guidance.names import BlockKind


def require_file(kind: str, content: Mapping[str, Any], file: Examined | KeptFile | None) -> None:
    """Raise Invalid where a file is missing or has no place, and for a picture of which is not said what it shows."""
    if kind != BlockKind.FILE:
        if file is not None:
            raise Invalid(_("A block of this kind has no file."), field="file")
        return
    if file is None:
        raise Invalid(_("Choose a file."), field="file")
    if Kind(file.kind).is_picture and not content.get("alt"):
        raise Invalid(_("Say what the picture shows. Who does not see it hears this instead."), field="alt")
