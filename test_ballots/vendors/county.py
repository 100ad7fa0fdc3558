"""The county whose ballots every vendor prints: a definition that names contests and says nothing of places.

It has the form of a VotingWorks definition without grid layouts. Names rotate from ballot style to ballot style
(13-12-205), which only the blanks show.
"""

import json
from collections.abc import Iterator

import numpy as np

from tabulate.definitions import parse_definition
from tabulate.election import Choice, Contest, ContestKind, Election
from test_ballots.names import LOCALITIES, people, surname

_PARTIES = ("Sunrise", "Lantern", "Meadow", "Independent")
_OFFICES = (
    ("us-senator", "United States Senator", 1, 3, True),
    ("governor", "Governor and Lieutenant Governor", 1, 4, True),
    ("sheriff", "Sheriff", 1, 2, True),
    ("clerk", "Clerk and Recorder", 1, 1, True),
    ("commissioner", "County Commissioner", 2, 4, True),
    ("justice-1", "Justice of the Peace, Seat 1", 1, 2, False),
    ("justice-2", "Justice of the Peace, Seat 2", 1, 2, False),
)
_QUESTIONS = (
    ("levy", "Library Levy", "Shall the county levy three mills each year for the library and its books?"),
    ("bond", "Bridge Bond", "Shall the county issue bonds for a bridge over the lower creek?"),
)
SPANISH = {
    "United States Senator": "Senador de los Estados Unidos",
    "Governor and Lieutenant Governor": "Gobernador y Vicegobernador",
    "Sheriff": "Alguacil",
    "Clerk and Recorder": "Secretario y Registrador",
    "County Commissioner": "Comisionado del Condado",
    "Justice of the Peace, Seat 1": "Juez de Paz, Puesto 1",
    "Justice of the Peace, Seat 2": "Juez de Paz, Puesto 2",
    "Library Levy": "Impuesto para la Biblioteca",
    "Bridge Bond": "Bonos para el Puente",
    "Yes": "Sí",
    "No": "No",
    "Write-in": "Escriba el nombre",
    "Vote for one": "Vote por uno",
    "Vote for up to two": "Vote por no más de dos",
}
"""What two-language ballots print beside the English."""


def definition_bytes(seed: int, styles: int = 2) -> bytes:
    """The definition as UTF-8 JSON: the same bytes for the same seed."""
    names = iter(people(np.random.default_rng((seed, 7)), 40))
    contests = [_office(office, names) for office in _OFFICES] + [_question(question) for question in _QUESTIONS]
    document = {
        "title": "General Election",
        "state": "State of Montana",
        "county": {"id": "bunchgrass", "name": "Bunchgrass County"},
        "date": "2026-11-03T00:00:00-07:00",
        "districts": [{"id": "county", "name": "Bunchgrass County"}],
        "parties": [{"id": party.lower(), "name": party, "fullName": f"{party} Party"} for party in _PARTIES],
        "precincts": [{"id": f"p{n + 1}", "name": LOCALITIES[n]} for n in range(styles)],
        "ballotStyles": [
            {"id": f"{n + 1}", "precincts": [f"p{n + 1}"], "districts": ["county"]} for n in range(styles)
        ],
        "contests": contests,
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def election_of(content: bytes) -> Election:
    """The parsed definition; it has no cards."""
    return parse_definition(content)


def _office(office: tuple[str, str, int, int, bool], names: Iterator[str]) -> dict[str, object]:
    id_, title, seats, candidates, partisan = office
    chosen = sorted((next(names) for _ in range(candidates)), key=surname)
    return {
        "id": id_,
        "districtId": "county",
        "type": "candidate",
        "title": title,
        "seats": seats,
        "allowWriteIns": True,
        "candidates": [
            {"id": surname(name).lower(), "name": name}
            | ({"partyIds": [_PARTIES[(place + len(id_)) % len(_PARTIES)].lower()]} if partisan else {})
            for place, name in enumerate(chosen)
        ],
    }


def _question(question: tuple[str, str, str]) -> dict[str, object]:
    id_, title, text = question
    return {
        "id": id_,
        "districtId": "county",
        "type": "yesno",
        "title": title,
        "description": text,
        "yesOption": {"id": f"{id_}-yes", "label": "Yes"},
        "noOption": {"id": f"{id_}-no", "label": "No"},
    }


def question_text(contest: Contest) -> str:
    """What a yes/no contest asks; empty for an office."""
    return next((text for id_, _, text in _QUESTIONS if id_ == contest.id), "")


def rotated(contest: Contest, style: int) -> tuple[Choice, ...]:
    """The choices in the order that ballot style number `style` (from 0) prints; YES stays above NO."""
    if contest.kind is not ContestKind.CANDIDATE or not contest.choices:
        return contest.choices
    start = style % len(contest.choices)
    return contest.choices[start:] + contest.choices[:start]
