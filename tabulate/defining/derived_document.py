"""The definition as a document of `canvass-election/1`, and its bytes: the same of the same lists and answers."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from imaging.layout import MarkThresholds
from tabulate.defining.asked import nonpartisan_settled, office_settled, territory_settled
from tabulate.defining.certified import CertifiedChoice, CertifiedContest
from tabulate.defining.derived_ballots import DerivedPart, DerivedStyle
from tabulate.defining.given_answers import GivenAnswers, KindOfElection, WriteInSpace
from tabulate.defining.given_ids import choice_id, fresh_id
from tabulate.defining.places_voted import NumberedDistrict
from tabulate.definitions.canvass_json import FORMAT
from tabulate.definitions.closing_hour import GROUND, EarlyGround
from tabulate.election import ContestKind
from tabulate.hours import lawful_closing
from tabulate.offices import Office
from tabulate.precincts import DistrictKind

Json = dict[str, object]
_KINDS = frozenset(one.value for one in DistrictKind)


def definition_bytes(
    answers: GivenAnswers,
    contests: Sequence[CertifiedContest],
    places: Mapping[str, str | None],
    districts: Sequence[NumberedDistrict],
    parts: Sequence[DerivedPart],
    styles: Sequence[DerivedStyle],
) -> bytes:
    """The file. Every question must be answered."""
    closes, day = answers.closing, answers.day
    assert closes is not None
    assert day is not None
    shares, taken = MarkThresholds(), set[str]()
    parties = {name: fresh_id(name, taken) for name in _parties(contests)}
    early = _is_early(answers, closes)
    document: Json = {
        "format": FORMAT,
        "id": fresh_id(f"{answers.county} {answers.title} {day}", set()),
        "title": answers.title,
        "date": day.isoformat(),
        "polls_close": closes.isoformat(),
        **({GROUND: {"ground": EarlyGround.SCHOOL_HOURS.value}} if early else {}),
        "state": "Montana",
        "county": answers.county,
        "mark_thresholds": {
            "marginal": shares.marginal_permille / 1000,
            "definite": shares.definite_permille / 1000,
            "writing": shares.writing_permille / 1000,
        },
        "districts": [_district(one) for one in districts],
        "parties": [{"id": id_, "name": name} for name, id_ in parties.items()],
        "precincts": _precincts(parts),
        "contests": [_contest(one, answers, places[one.id], parties, early) for one in contests],
        "ballot_styles": [_style(one, parts) for one in styles],
        "layouts": [],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _is_early(answers: GivenAnswers, closes: datetime) -> bool:
    return answers.kind is KindOfElection.SCHOOL and closes < lawful_closing(closes.date())


def _parties(contests: Sequence[CertifiedContest]) -> list[str]:
    named = (name for one in contests for name in (one.of_party, *(choice.party for choice in one.choices)) if name)
    return list(dict.fromkeys(named))


def _district(one: NumberedDistrict) -> Json:
    kind = {"kind": one.named.kind} if one.named.kind in _KINDS else {}
    return {"id": one.id, "name": one.named.name, **kind}


def _precincts(parts: Sequence[DerivedPart]) -> list[Json]:
    found: dict[str, list[DerivedPart]] = {}
    for part in parts:
        found.setdefault(part.precinct, []).append(part)
    return [_precinct(id_, of_it) for id_, of_it in found.items()]


def _precinct(id_: str, parts: Sequence[DerivedPart]) -> Json:
    name = parts[0].source.precinct
    lies_in = dict.fromkeys(one for part in parts for one in (*part.districts, part.municipality) if one is not None)
    precinct: Json = {
        "id": id_,
        "name": f"Precinct {name}" if name.isdigit() else name,
        "districts": list(lies_in),
    }
    if parts[0].given:
        precinct["parts"] = [
            {
                "id": part.id,
                "name": part.name,
                "districts": list(part.districts),
                **({"municipality": part.municipality} if part.municipality else {}),
            }
            for part in parts
        ]
    return precinct


def _contest(
    one: CertifiedContest, answers: GivenAnswers, place: str | None, parties: Mapping[str, str], early: bool
) -> Json:
    office, candidates = office_settled(one, answers), one.kind is ContestKind.CANDIDATE
    settled = nonpartisan_settled(one, answers)
    nonpartisan = answers.nonpartisan(one.id) if settled is None else settled
    territory = territory_settled(one, answers) or answers.territory(one.id)
    fields: Json = {"id": one.id, "title": one.title, "kind": one.kind.value}
    if office is not None:
        fields["office"] = office.value
    if territory is not None:
        fields["territory"] = territory.value
    if early:
        fields["scope"] = "local"
    if office is not None and nonpartisan:
        fields["nonpartisan"] = True
    if one.of_party:
        fields["party"] = parties[one.of_party]
    kind = answers.kind
    if kind is not None and kind.nominates and candidates and office is not Office.PRECINCT_COMMITTEE:
        fields["nominated"] = 2 * one.seats if nonpartisan else one.seats
    fields |= {name: text for name, text in (("judge_court", one.court), ("incumbent", one.incumbent)) if text}
    if one.number:
        fields["numbering"] = {"number": one.number, **({"method": one.method.value} if one.method else {})}
    fields |= {"district": place, "seats": one.seats, "choices": _choices(one.choices, parties)}
    return fields | {"write_ins": _write_ins(one, answers) if candidates else one.write_ins or 0}


def _choices(choices: Sequence[CertifiedChoice], parties: Mapping[str, str]) -> list[Json]:
    taken: set[str] = set()
    return [
        {
            "id": choice_id(one.name, taken),
            "name": one.name,
            **({"parties": [parties[one.party]]} if one.party else {}),
        }
        for one in choices
    ]


def _write_ins(one: CertifiedContest, answers: GivenAnswers) -> int:
    if one.write_ins is not None:
        return one.write_ins
    return one.seats if answers.write_ins is WriteInSpace.AS_SEATS else 0


def _style(one: DerivedStyle, parts: Sequence[DerivedPart]) -> Json:
    served = [part for part in parts if part.id in one.parts]
    in_parts = [part.id for part in served if part.given]
    return {
        "id": one.id,
        "precincts": list(dict.fromkeys(part.precinct for part in served)),
        **({"parts": in_parts} if in_parts else {}),
        "contests": list(one.contests),
        "rotation": 0,
    }
