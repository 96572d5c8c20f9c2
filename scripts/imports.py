"""The import contracts of pyproject.toml, without the linter's logo."""

from __future__ import annotations

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.exit(lint_imports(no_logo=True, no_cache=True))
