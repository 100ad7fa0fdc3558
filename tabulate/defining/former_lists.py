"""The two lists of a definition that there is: of the last election, or one drafted from another system's report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tabulate.csv_rows import spreadsheet_text
from tabulate.defining.list_columns import compared
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.shape import BLANK

_CONTESTS = ("Title", "Office", "District", "Candidate", "Party", "Seats", "Kind", "Voted on in", "Nonpartisan",
             "Write-in lines", "Ballot of party", "Incumbent", "Court", "Number", "Method")  # fmt: skip
_HOUSES = ("house district", "senate district")
_PRECINCTS = ("Precinct", "Part", "House District", "Senate District", "Municipality", "Other districts")


def contest_rows_of(document: JsonObject, with_names: bool) -> str:
    """The contests as CSV; without names for an election that is another: its candidates are others."""
    return spreadsheet_text([_CONTESTS, *_contest_rows(document, with_names)])


def precinct_rows_of(document: JsonObject) -> str:
    """The precincts as CSV, each in its parts."""
    return spreadsheet_text([_PRECINCTS, *_precinct_rows(document)])


def _names(items: Iterable[JsonObject]) -> Mapping[str, str]:
    return {str(one["id"]): _said(one.get("name")) for one in items}


def _said(value: Any) -> str:
    """What a field says; nothing for a blank, and for a field that is not there."""
    return "" if value is None or str(value).startswith(BLANK) else str(value)


def _asked(value: Any) -> str:
    """The same, but a blank stays: the list is not read before somebody fills it in."""
    return "" if value is None else str(value)


def _contest_rows(document: JsonObject, with_names: bool) -> Iterator[tuple[str, ...]]:
    districts, parties = _names(document["districts"]), _names(document["parties"])
    beginnings = [_beginning(one, districts, parties) for one in document["contests"]]
    called = Counter(tuple(map(compared, one)) for one in beginnings)
    for one, beginning in zip(document["contests"], beginnings, strict=True):
        title, office, district, party = beginning
        numbering = one.get("numbering", {})
        nonpartisan = {True: "yes", False: "no"}.get(one.get("nonpartisan"), "")
        issue = one.get("kind") == "issue"
        end = (
            _asked(one.get("seats")),
            _asked(one.get("kind")),
            _said(one.get("territory")),
            nonpartisan,
            _said(one.get("write_ins")),
            party,
            _said(one.get("incumbent")) if with_names else "",
            _said(one.get("judge_court")),
            _said(numbering.get("number")),
            _said(numbering.get("method")),
        )
        alike = called[tuple(map(compared, beginning))]
        if alike > 1:
            title = f"{BLANK}{title}: {alike} contests are called so; give each a title of its own"
        named = [(_said(choice["name"]), _parties(choice, parties)) for choice in one["choices"]]
        for name, beside in (named if with_names or issue else []) or [("", "")]:
            yield (title, office, district, name, beside, *end)


def _beginning(
    contest: JsonObject, districts: Mapping[str, str], parties: Mapping[str, str]
) -> tuple[str, str, str, str]:
    """Title, office, district, and whose ballot: two contests that are alike in these would be read as one."""
    title = _said(contest["title"])
    district, party = (str(contest.get(field)) for field in ("district", "party"))
    return title, _said(contest.get("office")) or title, districts.get(district, ""), parties.get(party, "")


def _parties(choice: JsonObject, parties: Mapping[str, str]) -> str:
    """The party beside a name; a blank for two, of which a list has no place for the second."""
    named = [parties.get(one, "") for one in choice.get("parties", [])]
    return named[0] if len(named) == 1 else f"{BLANK}one party, of: {', '.join(named)}" if named else ""


def _precinct_rows(document: JsonObject) -> Iterator[tuple[str, ...]]:
    names = _names(document["districts"])
    kinds = {str(one["id"]): one.get("kind") or _house_of(document, one["id"]) for one in document["districts"]}
    committees = {one.get("district") for one in document["contests"] if "committee" in _said(one.get("office"))}
    untold = _untold(document)
    for precinct in document["precincts"]:
        for part in precinct.get("parts") or [precinct]:
            place = _said(part.get("municipality"))
            lies_in = [one for one in part["districts"] if one not in committees]
            of_house = {kind: [names[one] for one in lies_in if kinds.get(one) == kind] for kind in _HOUSES}
            others = [names[one] for one in lies_in if kinds.get(one) not in _HOUSES]
            called = untold.get(precinct["id"], "")
            if part is not precinct:
                called = _said(part["name"]).removeprefix(f"{precinct['name']}, ")
            houses = ("; ".join(of_house[kind]) for kind in _HOUSES)
            yield (precinct["name"], called, *houses, names.get(place, ""), "; ".join(others))


def _untold(document: JsonObject) -> Mapping[str, str]:
    """The precincts of which a report does not tell who has which ballot, each with what is asked."""
    return {
        precinct: str(contest)
        for style in document.get("ballot_styles", [])
        for contest in style["contests"]
        if str(contest).startswith(BLANK)
        for precinct in style["precincts"]
    }


def _house_of(document: JsonObject, district: str) -> str | None:
    """House or senate by the office that is voted on in the district."""
    of_office = {"state representative": _HOUSES[0], "state senator": _HOUSES[1]}
    voted = (of_office.get(_said(one.get("office"))) for one in document["contests"] if one.get("district") == district)
    return next((kind for kind in voted if kind), None)
