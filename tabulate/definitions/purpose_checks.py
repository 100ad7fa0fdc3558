"""What a contest is for must agree with itself and with the law; see `tabulate/offices.py` for the nouns."""

from collections.abc import Sequence

from tabulate.definitions.findings import Findings, quoted
from tabulate.election import Contest, ContestKind, ContestScope, Party
from tabulate.offices import JUDICIAL, OF_A_COUNTY, OF_THE_STATE, PARTISAN, Office, Purpose, Territory, territories_of

_BALLOT_OF_A_PARTY = "(13-10-209)"
_NO_PARTY = "nonpartisan"
"""What is printed beside a name that no party stands for (13-12-203), as a definition's list of parties may have it."""


def check_purposes(findings: Findings, contests: Sequence[Contest], parties: Sequence[Party]) -> None:
    """Each contest's office, territory, party and numbers fit together; no two issues have one number."""
    names: dict[str, str] = {party.id: party.name for party in parties}
    for number, contest in enumerate(contests):
        field = f"contests[{number}]"
        check_purpose(findings, field, contest)
        _check_parties(findings, field, contest, names)
    numbered = (
        (f"contests[{number}].numbering.number", contest.purpose.numbering.number)
        for number, contest in enumerate(contests)
        if contest.purpose.numbering is not None
    )
    findings.distinct(numbered, "the ballot issues (13-27-501)")


def check_purpose(findings: Findings, field: str, contest: Contest) -> None:
    """What can be said without the list of parties; `field` is the contest's place in the definition."""
    if not _is_said(findings, field, contest):
        return
    if contest.purpose.office is not None:
        _check_office(findings, field, contest, contest.purpose.office)
    _check_people(findings, field, contest)
    _check_numbers(findings, field, contest)
    _check_scope(findings, field, contest)
    numbering = contest.purpose.numbering
    if numbering is not None and contest.kind is not ContestKind.ISSUE:
        findings.add(f"{field}.numbering", quoted(numbering.number), "none: only issues are numbered", "Remove it.")
    elif numbering is not None and numbering.method and contest.purpose.territory is not Territory.STATE:
        expected = "a method statement for an issue of the whole state alone (13-27-501)"
        findings.add(f"{field}.numbering.method", quoted(numbering.method), expected, "Remove it.")


def _is_said(findings: Findings, field: str, contest: Contest) -> bool:
    """Whether it is said what the contest is for; an older definition's scope is enough, where nothing else is said."""
    purpose, issue = contest.purpose, contest.kind is ContestKind.ISSUE
    if issue and purpose.office is not None:
        found = f"{quoted(purpose.office)} for an issue"
        findings.add(f"{field}.office", found, "none: an issue fills no office", "Remove it.")
        return False
    older = contest.scope is not None and purpose.office is None and purpose.territory is None
    if older:
        return True
    if not issue and purpose.office is None:
        expected = f"the office to be filled: {', '.join(office.value for office in Office)} (13-12-207)"
        findings.add(f"{field}.office", "nothing", expected, "Add it.")
    if purpose.territory is None and (issue or purpose.office is not None):
        possible = tuple(Territory) if purpose.office is None else territories_of(purpose.office)
        expected = f"where it is voted on: {_or(possible)} (13-16-201(1))"
        findings.add(f"{field}.territory", "nothing", expected, "Add it.")
    return purpose.territory is not None and (issue or purpose.office is not None)


def _or(territories: Sequence[Territory]) -> str:
    *others, last = (one.value for one in territories)
    return f"{', '.join(others)} or {last}" if others else last


def _check_office(findings: Findings, field: str, contest: Contest, office: Office) -> None:
    possible, territory = territories_of(office), contest.purpose.territory
    if territory is not None and territory not in possible:
        expected = f"{_or(possible)}: that is where a {office.value} is voted for (13-12-207)"
        findings.add(f"{field}.territory", quoted(territory), expected, "Correct the territory, or the office.")
    if contest.kind is ContestKind.RETENTION and office not in JUDICIAL:
        expected = "a judge's or justice's office, as in every retention (13-14-212)"
        findings.add(f"{field}.office", quoted(office), expected, "Correct the office, or the kind.")
    if office in OF_THE_STATE and contest.seats != 1:
        section = "13-14-211" if office in JUDICIAL else "13-12-207(1)"
        expected = f"1: each seat of a {office.value} is a contest of its own ({section})"
        findings.add(f"{field}.seats", str(contest.seats), expected, "Make a contest of each seat.")
    stated = contest.purpose.precinct_committee
    if stated is not (office is Office.PRECINCT_COMMITTEE):
        found = f"{str(stated).lower()} for the office {quoted(office)}"
        findings.add(f"{field}.precinct_committee", found, "what the office says (13-38-201)", "Remove it.")


def _check_people(findings: Findings, field: str, contest: Contest) -> None:
    """Parties nominate for partisan offices, nobody for the others; courts have judges; incumbents hold offices."""
    purpose, office = contest.purpose, contest.purpose.office
    if purpose.nonpartisan and purpose.party is not None:
        expected = f"no party: a nonpartisan contest is on no party's ballot alone {_BALLOT_OF_A_PARTY}"
        findings.add(f"{field}.party", quoted(purpose.party), expected, "Remove the party, or nonpartisan.")
    if purpose.party is not None and contest.kind is not ContestKind.CANDIDATE:
        expected = f"no party: an issue or a retention is on every ballot {_BALLOT_OF_A_PARTY}"
        findings.add(f"{field}.party", quoted(purpose.party), expected, "Remove it.")
    if purpose.nonpartisan and office in PARTISAN:
        expected = f"false: parties nominate for {office} {_BALLOT_OF_A_PARTY}"
        findings.add(f"{field}.nonpartisan", "true", expected, "Correct it, or the office.")
    if not purpose.nonpartisan and office in JUDICIAL:
        expected = "true: judges and justices are elected without a party (13-14-211)"
        findings.add(f"{field}.nonpartisan", "false", expected, "Remove it, or correct the office.")
    if purpose.precinct_committee and not _may_be_committee(contest):
        expected = "false: electors of a party in a precinct elect its committee (13-38-201)"
        findings.add(f"{field}.precinct_committee", "true", expected, "Remove it, or correct the kind and the scope.")
    if purpose.judge_court is not None and office not in JUDICIAL and contest.scope is not ContestScope.JUDICIAL:
        found = f"{quoted(purpose.judge_court)} for an office that is no judge's"
        findings.add(f"{field}.judge_court", found, "none (13-14-212)", "Remove it, or correct the office.")
    if purpose.incumbent is not None and contest.kind is ContestKind.ISSUE:
        findings.add(f"{field}.incumbent", quoted(purpose.incumbent), "none: an issue fills no office", "Remove it.")
    if purpose.school_bond is not None and (contest.kind is not ContestKind.ISSUE or not _answers_told(contest)):
        expected = "an issue with two answers, for and against, or yes and no (20-9-428)"
        found = quoted(purpose.school_bond)
        findings.add(f"{field}.school_bond", found, expected, "Remove it, or correct the answers.")
    _check_slates(findings, field, contest)
    if contest.kind is ContestKind.RETENTION:
        for name, text in (("incumbent", purpose.incumbent), ("judge_court", purpose.judge_court)):
            if text is not None and text.casefold() not in contest.title.casefold():
                expected = "words of the title, which names the judge and the court (13-14-212)"
                findings.add(f"{field}.{name}", quoted(text), expected, "Correct it, or the title.")


def _check_slates(findings: Findings, field: str, contest: Contest) -> None:
    """Every delegate is on one side, and nobody is written in: a name that is written in has no side."""
    slates = contest.purpose.ratification
    if slates is None:
        return
    sides, names = sorted((*slates.in_favor, *slates.opposed)), sorted(one.id for one in contest.choices)
    if contest.kind is not ContestKind.CANDIDATE or contest.write_ins or sides != names:
        found = "write-in lines" if contest.write_ins else ", ".join(sides)
        expected = "each choice of a contest of candidates on one side, and no write-in lines (13-26-104)"
        findings.add(f"{field}.ratification", found, expected, "Correct the sides, or the choices.")


def _answers_told(contest: Contest) -> bool:
    """Whether the answers' names say which is for the issue: their first words."""
    words = {choice.name.partition(" ")[0].casefold().strip(".,:") for choice in contest.choices}
    return len(contest.choices) == 2 and words in ({"for", "against"}, {"yes", "no"})


def _may_be_committee(contest: Contest) -> bool:
    """What an older definition calls by a scope alone is local, if it is a precinct's."""
    if contest.kind is not ContestKind.CANDIDATE:
        return False
    return contest.purpose.office is not None or contest.scope is ContestScope.LOCAL


def _check_numbers(findings: Findings, field: str, contest: Contest) -> None:
    purpose, seats = contest.purpose, contest.seats
    if purpose.votes_per_elector not in (None, seats):
        expected = f"{seats}: an elector may vote for as many as there are seats (13-15-208)"
        remedy = "Correct it, or the seats."
        findings.add(f"{field}.votes_per_elector", str(purpose.votes_per_elector), expected, remedy)
    if purpose.nominated is None:
        return
    place, found = f"{field}.nominated", str(purpose.nominated)
    if contest.kind is not ContestKind.CANDIDATE:
        findings.add(place, found, "none: only candidates are nominated", "Remove it.")
    elif purpose.precinct_committee:
        findings.add(place, found, "none: the primary elects the precinct committee (13-38-201)", "Remove it.")
    elif purpose.nonpartisan and purpose.nominated != 2 * seats:
        expected = f"{2 * seats}, two for each of {seats} seats of a nonpartisan office (13-14-117(1))"
        findings.add(place, found, expected, "Correct it, or the seats.")
    elif not purpose.nonpartisan and purpose.nominated != seats:
        expected = f"{seats}, one of a party for each seat (13-10-209, 13-15-405)"
        findings.add(place, found, expected, "Correct it, or the seats; or say that the office is nonpartisan.")


def _check_parties(findings: Findings, field: str, contest: Contest, names: dict[str, str]) -> None:
    purpose = contest.purpose
    if purpose.party is not None and not findings.known(f"{field}.party", purpose.party, names.keys(), "parties"):
        return
    for place, choice in enumerate(contest.choices):
        for party in choice.parties:
            if purpose.party is not None and party != purpose.party:
                expected = f"candidates of {quoted(purpose.party)} alone: no contest is shared by parties"
                remedy = "Move the candidate to the other party's contest."
                findings.add(
                    f"{field}.choices[{place}].parties", quoted(party), f"{expected} {_BALLOT_OF_A_PARTY}", remedy
                )
            if purpose.nonpartisan and names.get(party, _NO_PARTY).casefold() != _NO_PARTY:
                expected = "no party beside a name for a nonpartisan office (13-12-203)"
                findings.add(f"{field}.choices[{place}].parties", quoted(party), expected, "Remove the party.")


def _check_scope(findings: Findings, field: str, contest: Contest) -> None:
    """A scope beside office and territory must say the same."""
    if contest.scope is None or not contest.purpose.stated:
        return
    scopes = scopes_of(contest.purpose)
    if contest.scope not in scopes:
        expected = f"{' or '.join(scopes)}, as office and territory say, or no scope"
        findings.add(f"{field}.scope", quoted(contest.scope), expected, "Remove it, or correct office and territory.")


def scopes_of(purpose: Purpose) -> tuple[ContestScope, ...]:
    """What an older definition could call a contest of that purpose; the first is what fits best."""
    if purpose.federal:
        return (ContestScope.FEDERAL,)
    if purpose.legislative:
        return (ContestScope.LEGISLATIVE,)
    if purpose.judicial:
        return ContestScope.JUDICIAL, *_by_territory(purpose)
    if purpose.office in OF_THE_STATE:
        return (ContestScope.STATEWIDE,)
    if purpose.office in OF_A_COUNTY:
        return (ContestScope.COUNTY,)
    return _by_territory(purpose)


def _by_territory(purpose: Purpose) -> tuple[ContestScope, ...]:
    match purpose.territory:
        case Territory.STATE:
            return (ContestScope.STATEWIDE,)
        case Territory.COUNTY:
            return ContestScope.COUNTY, ContestScope.LOCAL
        case Territory.COUNTIES:
            return ContestScope.LOCAL, ContestScope.STATEWIDE
        case _:
            return (ContestScope.LOCAL,)
