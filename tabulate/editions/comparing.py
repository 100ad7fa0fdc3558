"""What a further edition of the ballots may change, and what makes it another election (13-12-204).

New and removed choices, new styles, cards and layouts are what editions are for. What an election is, and what votes
are already counted in, stays.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject
from tabulate.editions.joined import editions_of
from tabulate.editions.names import NameStated
from tabulate.editions.part_comparing import check_parts_stay
from tabulate.editions.renaming import id_in, is_made, names_known
from tabulate.election import Choice, Contest, ContestId, District, Election, Precinct

_OTHER_ELECTION = "It is another election: open a record of its own for it."


@dataclass(frozen=True, slots=True)
class NameChanged:
    """A name under an id that an earlier edition had with another name."""

    contest: Contest
    choice: Choice | None
    """None where it is the contest's title."""
    before: str

    @property
    def now(self) -> str:
        """As the new edition has it."""
        return self.contest.title if self.choice is None else self.choice.name

    def stated(self, same: bool) -> NameStated:
        """The change with what was said of it."""
        return NameStated(self.contest.id, None if self.choice is None else self.choice.id, self.before, self.now, same)


def names_changed(before: Election, new: Election) -> tuple[NameChanged, ...]:
    """The names that the new edition prints otherwise than the newest edition that has them."""
    return tuple(_names_changed(before, new))


def _names_changed(before: Election, new: Election) -> Iterator[NameChanged]:
    earlier = [one.election for one in editions_of(before)]
    for contest in new.contests:
        known = before.find_contest(contest.id)
        if known is None:
            continue
        titles = {one.title for election in earlier if (one := election.find_contest(contest.id)) is not None}
        if contest.title not in titles:
            yield NameChanged(contest, None, known.title)
        for choice in contest.choices:
            names = names_known(earlier, contest.id, choice.id)
            if names and choice.name not in names:
                yield NameChanged(contest, choice, list(names)[-1])


def check_same_election(findings: Findings, first: JsonObject, new: JsonObject) -> None:
    """Both definitions are of one format and say that they are of one election."""
    for field in ("format", "id"):
        if first.get(field) != new.get(field):
            expected = f"{quoted(first.get(field))}, as in the definition that the record was opened with"
            findings.add(field, quoted(new.get(field)), expected, _OTHER_ELECTION)


def check_edition(
    findings: Findings,
    before: Election,
    new: Election,
    names: Sequence[NameStated],
    counted: Set[ContestId] = frozenset(),
) -> None:
    """Note all that an edition may not change. `counted` are contests that sheets or hand counts have votes in."""
    _check_election(findings, before, new)
    if any(new.definition_sha256 == one.election.definition_sha256 for one in editions_of(before)):
        remedy = "Nothing need be done: its ballots count already. Or name the definition of the corrected ballots."
        findings.add("", "an edition that the record has already", "a further one", remedy)
        return
    if new.layouts.code_prefix is not None and new.layouts.code_prefix in before.layouts.code_prefixes:
        found = "the page codes of an edition that the record has: nothing that is printed differs"
        remedy = "Nothing need be done: these ballots count already. A late write-in is for canvass declare-write-in."
        findings.add("", found, "ballots that were corrected (13-12-204)", remedy)
    _check_identity(findings, "precincts", before.precincts, new.precincts)
    _check_identity(findings, "districts", before.districts, new.districts)
    check_parts_stay(findings, before, new)
    _check_contests(findings, before, new)
    _check_not_held(findings, before, new)
    _check_names(findings, before, new, names)
    _check_none_dropped(findings, before, new, counted)
    _check_ids(findings, before, new)


def _check_election(findings: Findings, before: Election, new: Election) -> None:
    same = "as in the record"
    for field, known, found in (
        ("date", before.date.isoformat(), new.date.isoformat()),
        ("state", before.state, new.state),
        ("county", before.county, new.county),
    ):
        if known != found:
            findings.add(field, quoted(found), f"{quoted(known)}, {same}", _OTHER_ELECTION)
    if before.polls_close != new.polls_close:
        expected = f"{before.polls_close.isoformat()}, {same}: the polls of one election close once (13-1-106)"
        findings.add("polls_close", new.polls_close.isoformat(), expected, "Correct it.")
    if before.layouts.thresholds != new.layouts.thresholds:
        expected = "those of the record: all ballots of an election are read alike (13-15-206(3))"
        findings.add("mark_thresholds", "other thresholds", expected, "Copy them from the first definition.")
    if before.printout_rule is not new.printout_rule:
        expected = f"{quoted(before.printout_rule.value)}, {same} (13-3-208(3))"
        findings.add("device_printouts", quoted(new.printout_rule.value), expected, "Correct it.")


def _check_identity(
    findings: Findings, where: str, before: Sequence[Precinct | District], new: Sequence[Precinct | District]
) -> None:
    """An id means the same place, and a place has one id."""
    by_id, by_name = {one.id: one for one in before}, {one.name: one for one in before}
    for number, one in enumerate(new):
        field, known, alike = f"{where}[{number}]", by_id.get(one.id), by_name.get(one.name)
        if known is not None and known.name != one.name:
            expected = f"{quoted(known.name)}, which {one.id} is in the record"
            findings.add(f"{field}.name", quoted(one.name), expected, "Give another place an id of its own.")
        elif known is None and alike is not None:
            expected = f"{quoted(alike.id)}, the id of {quoted(one.name)} in the record"
            findings.add(f"{field}.id", quoted(one.id), expected, "Correct it.")
        elif isinstance(one, Precinct) and isinstance(known, Precinct) and set(known.districts) != set(one.districts):
            expected = f"those that precinct {one.id} lies in by the record"
            remedy = "Electors do not move to another district by a correction of ballots. Correct it."
            findings.add(f"{field}.districts", "other districts", expected, remedy)


def _check_contests(findings: Findings, before: Election, new: Election) -> None:
    """A contest asks the same of the same electors."""
    for number, contest in enumerate(new.contests):
        known = before.find_contest(contest.id)
        if known is None:
            continue
        field, remedy = f"contests[{number}]", "If it is another contest, give it an id of its own; else correct it."
        for name, was, now in (
            ("kind", known.kind.value, contest.kind.value),
            ("seats", known.seats, contest.seats),
            ("district", known.district, contest.district),
            ("party", known.purpose.party, contest.purpose.party),
            ("part_of", known.part_of, contest.part_of),
        ):
            if was != now:
                expected = f"{quoted(was)}, as contest {contest.id} has it in the record"
                findings.add(f"{field}.{name}", quoted(now), expected, remedy)


def _check_not_held(findings: Findings, before: Election, new: Election) -> None:
    """Which elections are not held is settled before ballots are printed; nobody is acclaimed and voted on, too."""
    cancelled = {one.id: one for one in before.not_held}
    for contest in new.contests:
        if contest.id in cancelled:
            expected = "no ballot with it: by the record its election is not held, and who filed is elected"
            found = f"ballots with contest {quoted(contest.id)}"
            findings.add("ballot_styles", found, expected, "Take it off the ballots, and say not_held as before.")
    for contest in new.not_held:
        known = cancelled.get(contest.id)
        if known is None:
            expected = "an election that is held, or none: no more were not held when the record was opened"
            findings.add(
                "contests", f"{quoted(contest.id)} with not_held", expected, "Remove not_held, or the contest."
            )
        elif known != contest:
            expected = "the office, its seats and all who filed as the record has them"
            findings.add(
                "contests", f"another {quoted(contest.id)} with not_held", expected, "Copy it from the record."
            )


def _check_names(findings: Findings, before: Election, new: Election, names: Sequence[NameStated]) -> None:
    """A name under a known id is the name known, or what its change means was said (13-15-106, 13-12-204)."""
    said = {one.path for one in names}
    for change in names_changed(before, new):
        path = change.stated(same=True).path
        if path not in said:
            other = "" if change.choice is None else f', or somebody else with --replaced "{path}"'
            remedy = f'Say that it is the same, printed otherwise, with --corrected "{path}"{other}.'
            expected = f"{quoted(change.before)}, the name of this id in the record"
            findings.add(path, quoted(change.now), expected, remedy)
    earlier = [one.election for one in editions_of(before)]
    for contest in new.contests:
        for person in contest.declared_write_ins:
            known = names_known(earlier, contest.id, person.id)
            if known and person.name not in known:
                expected = f"{quoted(list(known)[-1])}, the name of this id in the record"
                findings.add(f"{contest.id}/{person.id}", quoted(person.name), expected, "Give it another id.")


def _check_none_dropped(findings: Findings, before: Election, new: Election, counted: Set[ContestId]) -> None:
    for contest in before.contests:
        if new.find_contest(contest.id) is None and contest.id in counted:
            expected = "it in this edition too: votes in it are counted, and the count drops none"
            remedy = "Keep the contest, with the ballot styles that carry it."
            findings.add("contests", f"no contest {quoted(contest.id)}", expected, remedy)


def _check_ids(findings: Findings, before: Election, new: Election) -> None:
    """The ids that the edition is given among all editions are nobody else's."""
    edition = len(editions_of(before)) + 1
    styles = {style.id for one in (before, new) for style in one.ballot_styles}
    _check_own(findings, edition, [style.id for style in new.ballot_styles], styles)
    for contest in new.contests:
        known = () if (other := before.find_contest(contest.id)) is None else other.choices
        own = [choice.id for choice in contest.choices]
        _check_own(findings, edition, own, {*own, *(choice.id for choice in known)})


def _check_own(findings: Findings, edition: int, own: Sequence[str], taken: Set[str]) -> None:
    for id_ in own:
        if is_made(id_) or id_in(edition, id_) in taken:
            found = f"{quoted(id_)}, which ends as ids do that Canvass makes for editions, or would be made to"
            findings.add("", found, "an id that is no edition's", "Give it another id.")
