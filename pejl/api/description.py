"""The API's description, in which every name means one thing.

Ninja names a schema by its class alone, and a second ``State`` or ``PersonOut`` silently takes the first one's place.
Here the module stands in front: ``ThemesState``, ``MeetingsState``.
"""

from __future__ import annotations

import re

from ninja.openapi import schema as ninja
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import CoreModeRef, DefsRef

MODULE = re.compile(r"pejl\.(\w+)\.")


class NamedByModule(NinjaGenerateJsonSchema):
    """Gives the schemas and enumerations of Pejl names that begin with their module."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        """As pydantic's, with the module put before its first two choices of a name."""
        reference = super().get_defs_ref(core_mode_ref)
        module = MODULE.match(core_mode_ref[0])
        if module:
            choices = self._prioritized_defsref_choices[reference]
            choices[:2] = [DefsRef(f"{module[1].capitalize()}{name}") for name in choices[:2]]
        return reference


def name_by_module() -> None:
    """Let Ninja use it. It reads the generator from this one place and takes no other as a setting."""
    ninja.NinjaGenerateJsonSchema = NamedByModule  # type: ignore[misc]
