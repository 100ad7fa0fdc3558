"""What a definition of our own must agree with itself about: ids, references, and the law's demands on contests."""

from collections.abc import Iterable, Sequence

from tabulate.definitions.district_checks import check_districts
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import NOT_OF_WRITE_INS, stands_for_write_ins
from tabulate.definitions.layouts.printed import PrintedLayout, PrintedStyle
from tabulate.definitions.part_checks import check_parts
from tabulate.definitions.several_sheets import check_sheets
from tabulate.election import Contest, ContestId, ContestKind, District, Party, Precinct, PrecinctId
from tabulate.offices import NOT_HELD_BY
from tabulate.precincts import PrecinctPart
from tabulate.printable import folded_words


def check_ids(
    findings: Findings,
    districts: Sequence[District],
    parties: Sequence[Party],
    precincts: Sequence[Precinct],
    contests: Sequence[Contest],
    styles: Sequence[PrintedStyle],
    layouts: Sequence[PrintedLayout],
    of_before: bool,
) -> None:
    """No two of a kind share an id; in a contest, no two choices or declared write-ins; none has one of write-ins."""
    for name, ids in (
        ("districts", _ids(districts)),
        ("parties", _ids(parties)),
        ("precincts", _ids(precincts)),
        ("contests", _ids(contests)),
        ("ballot_styles", [printed.style.id for printed in styles]),
        ("layouts", _ids(layouts)),
    ):
        findings.distinct(((f"{name}[{n}].id", value) for n, value in enumerate(ids)), name)
    for number, contest in enumerate(contests):
        field = f"contests[{number}]"
        named = [(f"{field}.choices[{n}].id", choice.id) for n, choice in enumerate(contest.choices)]
        named += [(f"{field}.declared_write_ins[{n}].id", d.id) for n, d in enumerate(contest.declared_write_ins)]
        findings.distinct(named, "the choices and declared write-ins of a contest")
        for place, choice in named:
            if stands_for_write_ins(choice, of_before):
                findings.add(place, quoted(choice), NOT_OF_WRITE_INS, "Give it another id.")


def _ids(items: Iterable[District | Party | Precinct | Contest | PrintedLayout]) -> list[str]:
    return [item.id for item in items]


def check_contests(
    findings: Findings, contests: Sequence[Contest], districts: Sequence[District], parties: Sequence[Party]
) -> None:
    """Each contest names districts and parties that exist, and is what the law lets a contest of its kind be."""
    known_districts, known_parties = frozenset(_ids(districts)), frozenset(_ids(parties))
    for number, contest in enumerate(contests):
        field = f"contests[{number}]"
        if contest.district is not None:
            findings.known(f"{field}.district", contest.district, known_districts, "districts")
        for place, choice in enumerate(contest.choices):
            for party_place, party in enumerate(choice.parties):
                path = f"{field}.choices[{place}].parties[{party_place}]"
                findings.known(path, party, known_parties, "parties")
        _check_kind(findings, field, contest)
        _check_declared(findings, field, contest)


def _check_kind(findings: Findings, field: str, contest: Contest) -> None:
    count = len(contest.choices)
    if contest.kind is ContestKind.CANDIDATE:
        if not count and not contest.write_ins and not contest.purpose.not_held:
            found = "neither choices nor write-in lines"
            findings.add(field, found, "something to vote for", "Add choices, or write-in lines.")
        return
    if contest.seats != 1:
        findings.add(
            f"{field}.seats", str(contest.seats), f"1, as in every contest of kind {contest.kind}", "Set it to 1."
        )
    if contest.write_ins:
        section = " (13-14-212)" if contest.kind is ContestKind.RETENTION else ""
        expected = f"0: a contest of kind {contest.kind} has no write-ins{section}"
        findings.add(f"{field}.write_ins", str(contest.write_ins), expected, "Set it to 0.")
    if contest.kind is ContestKind.RETENTION and count != 2:
        findings.add(f"{field}.choices", f"{count} choices", "two, yes and no (13-14-212)", "Correct the list.")
    if contest.kind is ContestKind.ISSUE and count < 2:
        findings.add(f"{field}.choices", f"{count} choices", "at least two", "Add what is missing.")


def check_not_held(findings: Findings, contests: Sequence[Contest], styles: Sequence[PrintedStyle]) -> None:
    """A cancelled election has no more candidates than positions, an office whose law says so, and no ballot."""
    on_ballots = {contest for printed in styles for contest in printed.style.contests}
    for number, contest in enumerate(contests):
        field, office, count = f"contests[{number}].not_held", contest.purpose.office, len(contest.choices)
        if not contest.purpose.not_held:
            continue
        if contest.kind is not ContestKind.CANDIDATE or office not in NOT_HELD_BY:
            expected = f"an office of {', '.join(f'{one} ({section})' for one, section in NOT_HELD_BY.items())}"
            findings.add(field, quoted(office or contest.kind), expected, "Correct the office, or remove not_held.")
        elif count > contest.seats:
            found = f"{count} candidates for {contest.seats} seats"
            findings.add(field, found, f"no more than seats ({NOT_HELD_BY[office]})", "Hold it, or correct the list.")
        if contest.write_ins or contest.id in on_ballots:
            found = "write-in lines" if contest.write_ins else "a ballot style that has it"
            findings.add(field, found, "no ballot: the election is cancelled", "Remove it, or remove not_held.")


def _check_declared(findings: Findings, field: str, contest: Contest) -> None:
    if contest.declared_write_ins and not contest.write_ins:
        found = f"{len(contest.declared_write_ins)} for a contest without write-in lines"
        findings.add(f"{field}.declared_write_ins", found, "none", "Remove them, or give the contest write-in lines.")
    claimed: dict[str, str] = {}
    for number, declared in enumerate(contest.declared_write_ins):
        for place, form in enumerate(declared.forms):
            other = claimed.setdefault(folded_words(form), declared.id)
            if other != declared.id:
                found = f"{quoted(form)}, filed for {quoted(other)} too"
                expected = "a designation that tells the candidates apart"
                findings.add(f"{field}.declared_write_ins[{number}].forms[{place}]", found, expected, "Correct one.")


def check_styles(
    findings: Findings,
    styles: Sequence[PrintedStyle],
    precincts: Sequence[Precinct],
    contests: Sequence[Contest],
    districts: Sequence[District],
    layouts: Sequence[PrintedLayout],
    parts: Sequence[PrecinctPart] = (),
) -> None:
    """Styles, precincts and contests fit together: every precinct votes, and only on what its districts vote on."""
    check_parts(findings, parts, precincts, contests, districts, [printed.style for printed in styles])
    known_districts, known_precincts = frozenset(_ids(districts)), frozenset(_ids(precincts))
    known_contests, known_layouts = frozenset(_ids(contests)), frozenset(_ids(layouts))
    for number, precinct in enumerate(precincts):
        findings.listed(f"precincts[{number}].districts", precinct.districts, known_districts, "districts")
    for number, printed in enumerate(styles):
        field = f"ballot_styles[{number}]"
        findings.listed(f"{field}.precincts", printed.style.precincts, known_precincts, "precincts")
        findings.listed(f"{field}.contests", printed.style.contests, known_contests, "contests")
        for place, layout in enumerate(printed.layouts):
            path = f"{field}.layout" if len(printed.layouts) == 1 else f"{field}.sheets[{place}].layout"
            findings.known(path, layout, known_layouts, "layouts")
    check_districts(findings, [printed.style for printed in styles], precincts, contests, parts)
    check_sheets(findings, styles, contests, layouts)
    _check_one_party(findings, styles, contests)
    _check_precincts_vote(findings, styles, precincts)
    _check_contests_are_voted_on(findings, styles, contests)


def _check_one_party(findings: Findings, styles: Sequence[PrintedStyle], contests: Sequence[Contest]) -> None:
    """Each party nominates on a ballot of its own; what is no party's may stand on all of them (13-10-209)."""
    party_of = {contest.id: contest.purpose.party for contest in contests if contest.purpose.party is not None}
    for number, printed in enumerate(styles):
        parties = list(dict.fromkeys(party_of[id_] for id_ in printed.style.contests if id_ in party_of))
        if len(parties) > 1:
            found = f"contests of {' and '.join(quoted(party) for party in parties)}"
            expected = "one party's, beside those of no party: an elector votes the ballot of one party (13-10-209)"
            findings.add(f"ballot_styles[{number}].contests", found, expected, "Give each party a ballot style.")


def _check_precincts_vote(findings: Findings, styles: Sequence[PrintedStyle], precincts: Sequence[Precinct]) -> None:
    """Every precinct has a style. It has several only where they differ in contests.

    Parts of a split precinct and the parties of a primary vote on different contests; but within a precinct there is
    one rotation of the names, and all ballots are identical (13-12-205).
    """
    seen: dict[tuple[PrecinctId, frozenset[ContestId]], str] = {}
    for number, printed in enumerate(styles):
        style = printed.style
        for precinct in dict.fromkeys(style.precincts):
            other = seen.setdefault((precinct, frozenset(style.contests)), style.id)
            if other != style.id:
                found = f"{quoted(precinct)}, which has the same contests on ballot style {quoted(other)}"
                expected = "all ballots of a precinct that have the same contests to be identical (13-12-205)"
                remedy = "Leave the precinct to one of the two styles."
                findings.add(f"ballot_styles[{number}].precincts", found, expected, remedy)
    with_style = {precinct for precinct, _ in seen}
    for number, item in enumerate(precincts):
        if item.id not in with_style:
            found = f"{quoted(item.id)}, which no ballot style is for"
            findings.add(f"precincts[{number}]", found, "a ballot style for it", "Add it to a ballot style.")


def _check_contests_are_voted_on(
    findings: Findings, styles: Sequence[PrintedStyle], contests: Sequence[Contest]
) -> None:
    on_ballots = {contest for printed in styles for contest in printed.style.contests}
    for number, contest in enumerate(contests):
        if contest.id not in on_ballots:
            found = f"{quoted(contest.id)}, which is on no ballot style"
            findings.add(f"contests[{number}]", found, "a ballot style with it", "Add it to one, or remove it.")
