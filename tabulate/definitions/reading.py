"""From a file to an election, whichever format it has."""

import hashlib
from pathlib import Path

from tabulate.definitions.canvass_json import FORMAT, parse_canvass_json
from tabulate.definitions.findings import quoted
from tabulate.definitions.json_document import MAX_BYTES, JsonObject, read_document
from tabulate.definitions.votingworks import parse_votingworks
from tabulate.election import Election
from tabulate.errors import DefinitionError, Problem


def load_definition(path: str | Path) -> Election:
    """The election that the definition file at `path` describes.

    Raises DefinitionError, naming the file, where it cannot be read or does not describe an election.
    """
    file = str(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        problem = Problem("", found, "an election definition in JSON", "Check the name and the permission to read it.")
        raise DefinitionError([problem], file) from None
    try:
        return parse_definition(data)
    except DefinitionError as error:
        raise DefinitionError(error.problems, file) from None


def parse_definition(data: bytes, of_before: bool = False) -> Election:
    """The election that the bytes of a definition file describe; their SHA-256 is its `definition_sha256`.

    `of_before` is for a record that there is already: its closing hour and its choices' ids may be such as an earlier
    version took. Raises DefinitionError with every problem found.
    """
    document = read_document(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if "format" in document:
        return _parse_format(document, sha256, of_before)
    if "contests" in document and "ballotStyles" in document:
        return parse_votingworks(document, sha256, of_before)
    raise DefinitionError([_something_else(document)])


def _parse_format(document: JsonObject, sha256: str, of_before: bool) -> Election:
    if document["format"] != FORMAT:
        expected, remedy = f'"{FORMAT}"', "Use the version of Canvass that the definition was made for."
        raise DefinitionError([Problem("format", quoted(document["format"]), expected, remedy)])
    return parse_canvass_json(document, sha256, of_before)


def _something_else(document: JsonObject) -> Problem:
    fields = ", ".join(quoted(key) for key in list(document)[:5]) or "nothing"
    return Problem(
        "",
        f"JSON that is no election definition (it begins with {fields})",
        'a Canvass definition ("format": "canvass-election/1") or a VotingWorks one ("contests", "ballotStyles")',
        "Name the election definition's file.",
    )
