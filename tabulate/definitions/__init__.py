"""The election definition, parsed once at the edge: our own JSON or VotingWorks'. See README.md."""

from tabulate.definitions.reading import load_definition, parse_definition

__all__ = ["load_definition", "parse_definition"]
