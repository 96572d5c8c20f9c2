"""Import contracts of our own, beside import-linter's: what a module keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class _Trespasses(Contract):
    """Lists every import that a rule forbids; a contract below says which ones."""

    def trespasses(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        """(importer, imported) of each forbidden import."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Kept when nothing trespasses."""
        found = sorted(self.trespasses(graph))
        return ContractCheck(kept=not found, metadata={"trespasses": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each trespass."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} may not import {imported}")


class PrivateFiles(_Trespasses):
    """Only a module itself, and the named doors, may import its private files."""

    # import-linter puts the lists of pyproject.toml in the place of the fields.
    modules: Sequence[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]
    files: Sequence[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]
    doors: Sequence[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]

    def trespasses(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        """Imports of a private file by somebody else."""
        for module in self.modules:
            for file in self.files:
                for imported in _family(graph, f"{module}.{file}"):
                    for importer in graph.find_modules_that_directly_import(imported):
                        if not _is_within(importer, module, *self.doors):
                            yield importer, imported


class TestsAreForTests(_Trespasses):
    """What runs in production never imports tests or their factories."""

    def trespasses(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        """Imports of a `tests` package from outside any."""
        for imported in graph.modules:
            if "tests" in imported.split("."):
                for importer in graph.find_modules_that_directly_import(imported):
                    if "tests" not in importer.split("."):
                        yield importer, imported


def _family(graph: ImportGraph, name: str) -> set[str]:
    """A module and all inside it, as far as they exist."""
    return {name, *graph.find_descendants(name)} if name in graph.modules else set()


def _is_within(name: str, *places: str) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)
