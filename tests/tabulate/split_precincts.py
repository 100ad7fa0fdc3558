"""Definitions with split precincts: a county of three precincts and four parts, and random ones; sheets for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.definitions import parse_definition
from tabulate.election import ChoiceId, Election
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.fold import fold
from tabulate.precincts import PartId
from tabulate.totals.part_totals import DistrictPortion, PartTotals, TotalsByPart, totals_by_part
from tabulate.votes import CastVoteRecord, ContestReading, Counted
from tests.tabulate.definitions_data import as_bytes, set_at
from tests.tabulate.ledger_makers import batch_opened, read_sheet_entry, record_opened

Json = dict[str, Any]


def big_sky() -> Json:
    """Parts P1, P2-A, P2-B, P3. House District 45 and the City of Larch hold P1 and P2-A, district 46 the rest."""
    return document(
        districts=[
            _named("hd-45", "House District 45"),
            _named("hd-46", "House District 46"),
            _named("larch", "Larch"),
        ],
        precincts=[
            {"id": "P1", "name": "P1", "districts": ["hd-45", "larch"]},
            {
                "id": "P2",
                "name": "P2",
                "districts": ["hd-45", "hd-46", "larch"],
                "parts": [
                    {"id": "P2-A", "name": "P2-A", "districts": ["hd-45"], "municipality": "larch"},
                    {"id": "P2-B", "name": "P2-B", "districts": ["hd-46"]},
                ],
            },
            {"id": "P3", "name": "P3", "districts": ["hd-46"]},
        ],
        contests=[
            contest("senator", None, ["a", "b"], office="us senator", write_ins=1),
            contest("house-45", "hd-45", ["c", "d"], office="state representative", territory="several counties"),
            contest("house-46", "hd-46", ["e", "f"], office="state representative", territory="several counties"),
            contest("council", "larch", ["x", "y", "z"], office="municipal office", territory="municipality", seats=2),
        ],
        styles=[
            style("1", ["P1", "P2"], ["senator", "house-45", "council"], ["P2-A"]),
            style("2", ["P2", "P3"], ["senator", "house-46"], ["P2-B"]),
        ],
    )


A, B = "precincts[1].parts[0]", "precincts[1].parts[1]"
"""Where the two parts of P2 stand in it."""


def big_sky_with(**changes: Any) -> Json:
    found = big_sky()
    for field, value in changes.items():
        found = set_at(found, field, value)
    return found


def beside_each_party() -> Json:
    """The same, and ballot style 3 beside the others: all electors' nonpartisan ballot. The park holds all of P2."""
    found = big_sky()
    split = found["precincts"][1]
    for place in (split, *split["parts"]):
        place["districts"].append("park")
    judge = contest("judge", None, ["j", "k"], office="justice of the peace", territory="one county")
    nonpartisan = style("3", ["P1", "P2", "P3"], ["judge"], ["P2-A", "P2-B"])
    return document(
        [*found["districts"], _named("park", "Park")],
        found["precincts"],
        [*found["contests"], judge],
        [*found["ballot_styles"], nonpartisan | {"separate_ballot": {"section": "13-10-209"}}],
    )


def _named(id_: str, name: str) -> Json:
    return {"id": id_, "name": name}


def contest(id_: str, district: str | None, choices: Sequence[str], seats: int = 1, **stated: Any) -> Json:
    return {
        "id": id_,
        "title": id_.title(),
        "kind": "candidate",
        "district": district,
        "seats": seats,
        "choices": [{"id": one, "name": one.title()} for one in choices],
        "write_ins": 0,
        **stated,
    }


def style(id_: str, precincts: Sequence[str], contests: Sequence[str], parts: Sequence[str] | None = None) -> Json:
    stated = {} if parts is None else {"parts": list(parts)}
    return {"id": id_, "precincts": list(precincts), "contests": list(contests), "rotation": 0, **stated}


def document(districts: list[Json], precincts: list[Json], contests: list[Json], styles: list[Json]) -> Json:
    """A definition of our own; each style has a layout of its own."""
    return {
        "format": "canvass-election/1",
        "id": "big-sky",
        "title": "General Election",
        "date": "2026-11-03",
        "polls_close": "2026-11-03T20:00:00-07:00",
        "state": "Montana",
        "county": "Big Sky",
        "mark_thresholds": {"marginal": 0.05, "definite": 0.135, "writing": 0.009},
        "districts": districts,
        "precincts": precincts,
        "parties": [],
        "contests": contests,
        "ballot_styles": [{**one, "layout": one["id"]} for one in styles],
        "layouts": [_layout(one, contests) for one in styles],
    }


def _layout(one: Json, contests: list[Json]) -> Json:
    targets: list[Json] = []
    for each in (each for wanted in one["contests"] for each in contests if each["id"] == wanted):
        lines = [f"write-in-{line}" for line in range(each["write_ins"])]
        for choice in [*(choice["id"] for choice in each["choices"]), *lines]:
            column, row = divmod(len(targets), 20)
            target = {"contest": each["id"], "choice": choice, "column": 2 + 8 * column, "row": 6 + 2 * row}
            if choice in lines:
                top, left = target["row"] - 0.8, target["column"] + 1
                target["write_in_area"] = {"top": top, "left": left, "bottom": top + 1.2, "right": left + 6}
            targets.append(target)
    page = {
        "side": "front",
        "rows": 49,
        "code_box": {"top": 1, "left": 28, "bottom": 4.5, "right": 31.5},
        "targets": targets,
    }
    return {
        "id": one["id"],
        "paper": {"width_in": 8.5, "height_in": 14, "pitch_in": 0.25, "left_in": 0.125, "top_in": 0.5},
        "outline": {"width": 0.7, "height": 0.48},
        "columns": 34,
        "pages": [page],
    }


def elected(found: Json) -> Election:
    return parse_definition(as_bytes(found))


@dataclass(frozen=True, slots=True)
class Cast:
    """So many ballots of a style in a precinct, all with the same votes; contests without votes are left blank."""

    style: str
    precinct: str
    votes: tuple[tuple[str, str], ...]
    times: int = 1


def sheets(election: Election, batch: str, cast: Iterable[Cast], kind: BatchKind = BatchKind.POLLS) -> list[Entry]:
    """A batch with these ballots."""
    entries: list[Entry] = [batch_opened(batch, kind)]
    for one in cast:
        record = voted(election, one)
        entries += [read_sheet_entry(batch, len(entries) + each, record) for each in range(one.times)]
    return entries


def voted(election: Election, cast: Cast) -> CastVoteRecord:
    card = next(one for one in election.cards if (one.ballot_style, one.precinct) == (cast.style, cast.precinct))
    return CastVoteRecord(card.id, card.precinct, card.ballot_style, tuple(_readings(election, cast)), ())


def _readings(election: Election, cast: Cast) -> Iterable[ContestReading]:
    for found in election.contests_of(next(one for one in election.ballot_styles if one.id == cast.style)):
        chosen = tuple(ChoiceId(choice) for voted_on, choice in cast.votes if voted_on == found.id)
        yield Counted(found.id, chosen, found.seats - len(chosen))


@st.composite
def counties(draw: st.DrawFn) -> Json:
    """Random counties: some precincts in parts, districts of every size; parts with equal contests share a style."""
    houses, others = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    towns = draw(st.integers(0, 2))
    districts = [
        *({**_named(f"hd-{n}", f"House District {n}"), "kind": "house district"} for n in range(houses)),
        *(_named(f"fire-{n}", f"Fire District {n}") for n in range(others)),
        *(_named(f"town-{n}", f"Town {n}") for n in range(towns)),
    ]
    voted_on = draw(st.sets(st.sampled_from([one["id"] for one in districts]), min_size=1))
    precincts = [draw(_precinct(f"P{n}", houses, others, towns)) for n in range(draw(st.integers(1, 4)))]
    lie_in = {place for one in precincts for place in one["districts"]}
    contests = [contest("all", None, ["a", "b"], office="us senator")]
    contests += [_of_district(place) for place in sorted(voted_on & lie_in)]
    styles: dict[tuple[str, ...], Json] = {}
    for precinct in precincts:
        for part in precinct.get("parts", [precinct]):
            lies = {*part["districts"], part.get("municipality")}
            carried = tuple(one["id"] for one in contests if one["district"] is None or one["district"] in lies)
            one = styles.setdefault(carried, style(f"S{len(styles)}", [], carried, []))
            if precinct["id"] not in one["precincts"]:
                one["precincts"].append(precinct["id"])
            if part is not precinct:
                one["parts"].append(part["id"])
    return document(districts, precincts, contests, list(styles.values()))


def _of_district(place: str) -> Json:
    office, where = ("special district", "district within a county")
    if place.startswith("hd"):
        office, where = ("state representative", "several counties")
    return contest(f"of-{place}", place, ["for", "against"], office=office, territory=where)


@st.composite
def _precinct(draw: st.DrawFn, name: str, houses: int, others: int, towns: int) -> Json:
    town = st.none() | st.sampled_from([f"town-{n}" for n in range(towns)]) if towns else st.none()
    place = st.tuples(st.integers(0, houses - 1), st.frozensets(st.integers(0, others - 1)), town)
    places = draw(st.lists(place, min_size=1, max_size=4, unique=True))
    parts: list[Json] = [
        {
            "id": f"{name}-{letter}",
            "name": f"{name} part {letter}",
            "districts": [f"hd-{house}", *sorted(f"fire-{n}" for n in fires)],
            "municipality": inside,
        }
        for letter, (house, fires, inside) in zip("ABCD", places, strict=False)
    ]
    lie_in = {*(place for part in parts for place in part["districts"])}
    lie_in |= {part["municipality"] for part in parts if part["municipality"] is not None}
    whole = {"id": name, "name": name, "districts": sorted(lie_in)}
    alone = len(parts) == 1 and draw(st.booleans())
    return whole if alone else {**whole, "parts": parts}


def electors(numbers: dict[str, int]) -> list[Entry]:
    return [ElectorsVoting(PartId(part), number, ElectorsFrom.POLLBOOK, "clerk") for part, number in numbers.items()]


def shown(election: Election, entries: Iterable[Entry]) -> TotalsByPart:
    return totals_by_part(election, fold([record_opened(), *entries]), True)


def portion(found: TotalsByPart, district: str) -> DistrictPortion:
    return next(one for one in found.portions if one.district == district)


def part(found: TotalsByPart, *parts: str) -> PartTotals:
    return next(one for one in found.parts if one.union.parts == parts)
