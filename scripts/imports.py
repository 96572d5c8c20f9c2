"""The import contracts of pyproject.toml, without the linter's logo."""

from __future__ import annotations

import sys

from importlinter.cli import lint_imports

from scripts.parts import ROOT

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for contracts.py
    sys.exit(lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True))
