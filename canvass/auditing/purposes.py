"""What contests are for, where the definition leaves it open: told to people, and stated by them for the audit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from audit.errors import Refused
from tabulate.definitions.findings import Findings
from tabulate.definitions.not_derived import NotDerived, not_derived
from tabulate.definitions.purpose_checks import check_purpose
from tabulate.definitions.purposes import territory_of
from tabulate.election import Contest, ContestId, Election
from tabulate.errors import DefinitionError
from tabulate.offices import JUDICIAL, Office, Purpose, Territory
from tabulate.whole_numbers import whole_number

_MOST_SHOWN = 8
_RULE = "13-17-503(3)"
Word = TypeVar("Word", bound=StrEnum)


def left_open(election: Election) -> list[str]:
    """What the definition does not say and the law asks, a line for each kind; empty where it says everything."""
    alike: dict[tuple[str, tuple[str, ...]], list[NotDerived]] = {}
    for one in not_derived(election):
        alike.setdefault((one.given, one.what), []).append(one)
    lines = [
        f"  {_named(those)}, of which it gives {given}: {'; '.join(what)}" for (given, what), those in alike.items()
    ]
    if not lines:
        return []
    remedy = (
        "  Give office and territory, and what a primary nominates, in the definition; or when the audit is opened: "
        "--office, --territory, --nominated."
    )
    return ["The definition does not tell:", *lines, remedy]


def _named(those: list[NotDerived]) -> str:
    named = ", ".join(one.contest for one in those[:_MOST_SHOWN])
    more = len(those) - _MOST_SHOWN
    return f"{named} and {more:,} more" if more > 0 else named


@dataclass(frozen=True, slots=True)
class StatedWords:
    """What somebody states of contests, each as typed: `CONTEST=WORDS`."""

    offices: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    nominated: tuple[str, ...] = ()


def with_purposes(election: Election, words: StatedWords) -> Election:
    """The election with the purposes that the words give to contests whose definition leaves them open.

    Raises Refused for what the election does not know, for what it says itself, and for what contradicts itself.
    """
    offices = _by_contest(election, words.offices, "office")
    territories = _by_contest(election, words.territories, "territory")
    nominated = _by_contest(election, words.nominated, "number nominated")

    def stated(contest: Contest) -> Contest:
        office = _word(Office, offices.get(contest.id))
        territory = _word(Territory, territories.get(contest.id))
        return _checked(contest, _purpose(contest, office, territory, nominated.get(contest.id)))

    named = {*offices, *territories, *nominated}
    contests = (stated(contest) if contest.id in named else contest for contest in election.contests)
    return replace(election, contests=tuple(contests))


def _by_contest(election: Election, texts: Iterable[str], noun: str) -> Mapping[ContestId, str]:
    found = {}
    for text in texts:
        contest, _, word = text.partition("=")
        if election.find_contest(contest) is None:
            raise Refused(_RULE, f'"{text}" names no contest of the election.', f"Write CONTEST={noun.upper()}.")
        found[ContestId(contest)] = word.strip()
    return found


def _word(words: type[Word], text: str | None) -> Word | None:
    known = {one.value: one for one in words}
    if text is None or text in known:
        return None if text is None else known[text]
    raise Refused(_RULE, f'"{text}" is no {words.__name__.lower()}.', f"Write one of: {', '.join(known)}.")


def _purpose(contest: Contest, office: Office | None, territory: Territory | None, nominated: str | None) -> Purpose:
    given = contest.purpose
    if given.stated and (office or territory):
        found = f"The definition says what {contest.id} is for: {given.office or 'an issue'}, {given.territory}."
        raise Refused(_RULE, found, "Correct the definition before the record is opened.")
    if office or territory:
        given = replace(
            given,
            office=office,
            territory=territory_of(office, territory),
            nonpartisan=given.nonpartisan or office in JUDICIAL,
            precinct_committee=office is Office.PRECINCT_COMMITTEE,
        )
    if nominated is None:
        return given
    number = whole_number(nominated, 200)
    if not number:
        raise Refused(
            "13-14-117(1)", f'"{nominated}" is no number of nominated.', "Write CONTEST=2, or another number."
        )
    return replace(given, nominated=number, nonpartisan=given.nonpartisan or number != contest.seats)


def _checked(contest: Contest, purpose: Purpose) -> Contest:
    findings = Findings()
    scope = None if purpose.stated or purpose.office else contest.scope
    stated = replace(contest, purpose=purpose, scope=scope)
    check_purpose(findings, contest.id, stated)
    try:
        findings.stop_if_any()
    except DefinitionError as error:
        one = error.problems[0]
        found = f"{one.field.replace('.', ': ', 1)}: {one.found}; expected {one.expected}."
        raise Refused(_RULE, found, one.remedy) from None
    return stated
