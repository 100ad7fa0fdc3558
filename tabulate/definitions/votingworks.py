"""VotingWorks election definitions, as they are: contests, ballot styles, precincts, grid layouts, mark thresholds.

Ids are kept exactly. A definition without grid layouts (ballots identified by QR codes) has no cards.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from imaging.layout import Layouts, MarkThresholds
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import NOT_OF_WRITE_INS, stands_for_write_ins
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.layouts.grid import grid_cards
from tabulate.definitions.of_votingworks.languages import in_one_language
from tabulate.definitions.of_votingworks.options import choices_of_question, option, stated_options
from tabulate.definitions.of_votingworks.stated_grids import StatedGrid, check_paper, stated_grids
from tabulate.definitions.shape import check_shape
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    District,
    DistrictId,
    Election,
    Party,
    PartyId,
    Precinct,
    PrecinctId,
    PrintoutRule,
)
from tabulate.hours import MONTANA_TIME, lawful_closing
from tabulate.offices import UNSTATED, Purpose

_SCHEMA = "votingworks.schema.json"
_POLLS_CLOSE = time(20)
"""13-1-106."""

# VotingWorks scores a mark in pixels that are dark in the scan and light in the picture of the empty oval, as a share
# of the whole picture, a box about 40 x 26 px at 200 dpi for the AccuVote oval. We take the share of the pixels inside
# the outline, of which those ovals, scanned at 200 dpi, have 627. The same ink is therefore a larger share of ours.
_PICTURE_PX = 40 * 26
_INSIDE_PX = 627


def parse_votingworks(document: JsonObject, sha256: str, of_before: bool = False) -> Election:
    """The election that a VotingWorks definition describes.

    A record `of_before` may have an id that begins as those of write-ins. Raises DefinitionError with every problem
    found, first of the shape, then of what contradicts itself.
    """
    findings = Findings()
    document = in_one_language(document)
    check_shape(findings, document, _SCHEMA)
    findings.stop_if_any()
    day, polls_close = _election_day(findings, document["date"])
    county = _county(findings, document)
    check_paper(findings, document)
    grids = stated_grids(findings, document)
    contests = tuple(_contests(document, grids))
    styles = tuple(_ballot_style(style, document["contests"]) for style in document["ballotStyles"])
    thresholds = _thresholds(findings, document.get("markThresholds"))
    _check_ids(findings, document, of_before)
    _check_references(findings, document)
    findings.stop_if_any()
    contests, cards, card_layouts = grid_cards(findings, grids, contests, styles)
    findings.stop_if_any()
    return Election(
        title=document["title"],
        date=day,
        polls_close=polls_close,
        state=document["state"],
        county=county,
        districts=tuple(District(DistrictId(item["id"]), item["name"]) for item in document["districts"]),
        parties=tuple(Party(PartyId(item["id"]), item["name"]) for item in document.get("parties", [])),
        precincts=tuple(Precinct(PrecinctId(item["id"]), item["name"]) for item in document["precincts"]),
        contests=contests,
        ballot_styles=styles,
        cards=cards,
        layouts=Layouts(card_layouts, thresholds),
        definition_sha256=sha256,
        printout_rule=PrintoutRule(document.get("devicePrintouts", PrintoutRule.WORDS_REQUIRED)),
    )


def _election_day(findings: Findings, text: str) -> tuple[date, datetime]:
    """The day, and 8 p.m. on it at the date's own offset, but never before 8 p.m. in Montana (13-1-106, 13-35-241).

    An offset of zero is no place in the United States: it is how a date without a place is often written.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        findings.add("date", quoted(text), "a date such as 2026-11-03", "Correct it.")
        return date.min, datetime.min
    if not findings.usable("date", moment.date()):
        return date.min, datetime.min
    zone = moment.tzinfo if moment.utcoffset() else MONTANA_TIME
    there = datetime.combine(moment.date(), _POLLS_CLOSE, zone)
    return moment.date(), max(there, lawful_closing(moment.date()))


def _county(findings: Findings, document: JsonObject) -> str:
    """The county's name; the latest edition calls it the jurisdiction."""
    county = document.get("county", document.get("jurisdiction"))
    if county is None:
        findings.add("county", "nothing", "the county (later editions: the jurisdiction), with its name", "Add it.")
        return ""
    return str(county if isinstance(county, str) else county["name"])


def _contests(document: JsonObject, grids: list[StatedGrid]) -> Iterator[Contest]:
    """Every contest in order; an either/neither contest as the two questions it holds."""
    for item in document["contests"]:
        match item["type"]:
            case "candidate":
                choices = tuple(_candidate(candidate) for _, candidate in _candidates(item))
                lines = item["seats"] if item["allowWriteIns"] else 0
                yield _contest(item, item["id"], item["title"], choices, item["seats"], lines)
            case "yesno":
                yield _contest(item, item["id"], item["title"], choices_of_question(document, item, grids))
            case _:
                yield _question(item, "eitherNeither", "eitherOption", "neitherOption")
                yield _question(item, "pickOne", "firstOption", "secondOption")


def _contest(
    item: JsonObject, contest_id: str, title: str, choices: tuple[Choice, ...], seats: int = 1, write_ins: int = 0
) -> Contest:
    return Contest(
        id=ContestId(contest_id),
        title=title,
        kind=ContestKind.CANDIDATE if item["type"] == "candidate" else ContestKind.ISSUE,
        scope=None,
        district=DistrictId(item["districtId"]),
        seats=seats,
        choices=choices,
        write_ins=write_ins,
        purpose=Purpose(party=item["partyId"]) if "partyId" in item else UNSTATED,
    )


def _candidates(contest: JsonObject) -> list[tuple[int, JsonObject]]:
    """The printed candidates with their places in the list: later editions list write-in lines among them."""
    return [(n, item) for n, item in enumerate(contest["candidates"]) if not item.get("isWriteIn", False)]


def _candidate(item: JsonObject) -> Choice:
    return Choice(ChoiceId(item["id"]), item["name"], tuple(PartyId(party) for party in _parties_of(item)))


def _parties_of(candidate: JsonObject) -> list[str]:
    """Older definitions give a candidate one party, newer ones a list."""
    if "partyIds" in candidate:
        return list(candidate["partyIds"])
    return [candidate["partyId"]] if "partyId" in candidate else []


def _question(item: JsonObject, name: str, first: str, second: str) -> Contest:
    label = item.get(f"{name}Label")
    title = f"{item['title']}: {label}" if label else item["title"]
    question = _contest(item, item[f"{name}ContestId"], title, (option(item[first]), option(item[second])))
    return replace(question, part_of=ContestId(item["id"]))


def _ballot_style(style: JsonObject, contests: list[JsonObject]) -> BallotStyle:
    """A style's contests: those of its districts and, where a contest has a party, of its party."""
    chosen = [
        contest
        for contest in contests
        if contest["districtId"] in style["districts"] and contest.get("partyId") in (None, style.get("partyId"))
    ]
    return BallotStyle(
        id=BallotStyleId(style["id"]),
        precincts=tuple(PrecinctId(precinct) for precinct in style["precincts"]),
        contests=tuple(ContestId(contest) for item in chosen for contest, _ in _ids_of(item)),
    )


def _ids_of(contest: JsonObject) -> list[tuple[str, str]]:
    """The ids that ballots know a contest by, each with its field."""
    fields = ["eitherNeitherContestId", "pickOneContestId"] if contest["type"] == "ms-either-neither" else ["id"]
    return [(contest[field], field) for field in fields]


def _thresholds(findings: Findings, shares: JsonObject | None) -> MarkThresholds:
    """Our thresholds for VotingWorks' shares. A definition without an ambiguous band gets ours below its `definite`."""
    defaults = MarkThresholds()
    if shares is None:
        return defaults
    marginal, definite = _permille_of_inside(shares["marginal"]), _permille_of_inside(shares["definite"])
    if marginal > definite:
        found = f"{shares['marginal']}, above definite"
        findings.add("markThresholds.marginal", found, f"at most {shares['definite']}", "Correct one of the two.")
    if definite > 1000:
        most = Decimal(_INSIDE_PX) / _PICTURE_PX
        expected = f"at most {most:.2f}, the score of an oval that is wholly filled"
        findings.add("markThresholds.definite", str(shares["definite"]), expected, "Lower it.")
    if marginal == definite:
        marginal = min(defaults.marginal_permille, max(definite - 1, 0))
    thresholds = replace(defaults, marginal_permille=marginal, definite_permille=definite)
    if "writeInTextArea" in shares:
        return replace(thresholds, writing_permille=max(1, _rounded(shares["writeInTextArea"] * Decimal(1000))))
    return thresholds


def _permille_of_inside(share: Decimal | int) -> int:
    return _rounded(share * Decimal(1000) * _PICTURE_PX / _INSIDE_PX)


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _check_ids(findings: Findings, document: JsonObject, of_before: bool) -> None:
    for name in ("districts", "precincts", "parties", "ballotStyles"):
        items = document.get(name, [])
        findings.distinct(((f"{name}[{n}].id", item["id"]) for n, item in enumerate(items)), name)
    contests = document["contests"]
    ids = ((f"contests[{n}].{field}", value) for n, item in enumerate(contests) for value, field in _ids_of(item))
    findings.distinct(ids, "contests")
    for number, item in enumerate(contests):
        for question in _options(f"contests[{number}]", item):
            findings.distinct(question, "the options of a contest")
            for field, value in question:
                if stands_for_write_ins(value, of_before):
                    findings.add(field, quoted(value), NOT_OF_WRITE_INS, "Give it another id.")


def _options(field: str, contest: JsonObject) -> list[list[tuple[str, str]]]:
    """The options of each question of a contest: pairs of field and id."""

    def options(*names: str) -> list[tuple[str, str]]:
        return [(f"{field}.{name}.id", contest[name]["id"]) for name in names if name in contest]

    match contest["type"]:
        case "candidate":
            return [[(f"{field}.candidates[{n}].id", item["id"]) for n, item in _candidates(contest)]]
        case "yesno":
            return [[(f"{field}.{name}.id", item["id"]) for name, item in stated_options(contest)]]
        case _:
            return [options("eitherOption", "neitherOption"), options("firstOption", "secondOption")]


def _check_references(findings: Findings, document: JsonObject) -> None:
    known = {name: _ids(document.get(name, [])) for name in ("districts", "precincts", "parties")}

    def check(field: str, value: str, name: str) -> None:
        findings.known(field, value, known[name], name)

    for number, contest in enumerate(document["contests"]):
        field = f"contests[{number}]"
        check(f"{field}.districtId", contest["districtId"], "districts")
        if "partyId" in contest:
            check(f"{field}.partyId", contest["partyId"], "parties")
        for place, candidate in enumerate(contest.get("candidates", [])):
            for party in _parties_of(candidate):
                check(f"{field}.candidates[{place}]", party, "parties")
    for number, style in enumerate(document["ballotStyles"]):
        field = f"ballotStyles[{number}]"
        for name in ("districts", "precincts"):
            for place, value in enumerate(style[name]):
                check(f"{field}.{name}[{place}]", value, name)
        if "partyId" in style:
            check(f"{field}.partyId", style["partyId"], "parties")


def _ids(items: list[Any]) -> frozenset[str]:
    return frozenset(item["id"] for item in items)
