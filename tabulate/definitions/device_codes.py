"""The table that says what the Code 128 values of another maker's device mean."""

from collections.abc import Iterator, Sequence

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.layouts.printed import PrintedStyle
from tabulate.election import (
    BallotStyleId,
    ChoiceId,
    Contest,
    ContestId,
    DeviceCode,
    DevicePrecinct,
    DeviceStyle,
    DeviceVote,
    Precinct,
    PrecinctId,
)


def device_codes(
    findings: Findings,
    items: list[JsonObject],
    precincts: Sequence[Precinct],
    contests: Sequence[Contest],
    styles: Sequence[PrintedStyle],
) -> tuple[DeviceCode, ...]:
    """The rows of `device_codes`. Each has one meaning, of things that the definition has; no value is there twice."""
    findings.distinct(((f"device_codes[{n}].value", item["value"]) for n, item in enumerate(items)), "device codes")
    codes = tuple(_codes(findings, items))
    choices = {contest.id: {choice.id for choice in contest.choices} for contest in contests}
    known_styles, known_precincts = {printed.style.id for printed in styles}, {precinct.id for precinct in precincts}
    for number, item in enumerate(items):
        field = f"device_codes[{number}]"
        if "ballot_style" in item:
            findings.known(f"{field}.ballot_style", item["ballot_style"], known_styles, "ballot_styles")
        if "precinct" in item:
            findings.known(f"{field}.precinct", item["precinct"], known_precincts, "precincts")
        if {"contest", "choice"} <= item.keys() and findings.known(
            f"{field}.contest", item["contest"], choices.keys(), "contests"
        ):
            findings.known(f"{field}.choice", item["choice"], choices[item["contest"]], "the contest's choices")
    return codes


def _codes(findings: Findings, items: list[JsonObject]) -> Iterator[DeviceCode]:
    for number, item in enumerate(items):
        match tuple(key for key in ("contest", "choice", "ballot_style", "precinct") if key in item):
            case ("contest", "choice"):
                yield DeviceVote(item["value"], ContestId(item["contest"]), ChoiceId(item["choice"]))
            case ("ballot_style",):
                yield DeviceStyle(item["value"], BallotStyleId(item["ballot_style"]))
            case ("precinct",):
                yield DevicePrecinct(item["value"], PrecinctId(item["precinct"]))
            case given:
                found = f"{quoted(item['value'])} with {' and '.join(given) or 'no meaning'}"
                expected = "contest and choice, or ballot_style, or precinct"
                findings.add(f"device_codes[{number}]", found, expected, "Give it one meaning.")
