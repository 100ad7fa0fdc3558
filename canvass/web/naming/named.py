"""What a refusal names by the definition's ids, as people know it: contests, choices and precincts by their names.

Refusals are written for the ledger and the commands, where an id is what is typed. On a page nobody types one.
"""

import re
from collections.abc import Iterator

from canvass.web.served import served_election
from tabulate.election import Election

_TOKEN = re.compile(
    r"(?:\b(?P<noun>precinct|contest|choice) )?(?P<quote>['\"]?)(?<![\w-])(?P<id>[A-Za-z0-9][\w-]*)(?P=quote)(?![\w-])",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Za-z]+|\d+")
"""An id that is a word or a number like others is known by the noun before it, or by quotes or brackets around it."""


def by_names(text: str) -> str:
    """The same words with names in place of ids, where a record is served."""
    election = served_election()
    return text if election is None else in_names_of(election, text)


def in_names_of(election: Election, text: str) -> str:
    """The same words with the names of this election's contests, choices and precincts in place of their ids."""
    known, precincts = dict(_unlike(_named(election))), {str(one.id): one.name for one in election.precincts}

    def name(found: re.Match[str]) -> str:
        noun, id_ = found["noun"] or "", found["id"]
        of_noun = precincts if noun.lower() == "precinct" else known
        apart = noun or found["quote"] or text[found.start() - 1 : found.end() + 1] == f"({id_})"
        called = of_noun.get(id_) if apart or not _PLAIN.fullmatch(id_) else None
        return found[0] if called is None else f"{noun} {called}".strip()

    said = _TOKEN.sub(name, text)
    for called in {*known.values(), *precincts.values()}:
        said = said.replace(f"{called} ({called})", called)
    return said


def _named(election: Election) -> Iterator[tuple[str, str]]:
    for contest in election.contests:
        yield str(contest.id), contest.title
        yield from ((str(id_), name) for id_, name in contest.names.items())
        yield from ((str(one.id), one.name) for one in contest.declared_write_ins)


def _unlike(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those whose id has one name throughout: `yes` of two questions says nothing."""
    found: dict[str, set[str]] = {}
    for id_, name in pairs:
        found.setdefault(id_, set()).add(name)
    yield from ((id_, next(iter(names))) for id_, names in found.items() if len(names) == 1)
