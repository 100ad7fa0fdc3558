"""What people said that names mean, held to the election and to the files, and made an entry. All problems at once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from canvass.importing.name_lines import LEFT_OUT, NameLine, name_lines
from canvass.importing.names_left_out import NamesLeftOut, Where
from canvass.importing.names_of_record import NamesOfRecord, names_with
from outside.matching.name_map import MappedChoice, MappedContest, MappedPrecinct, NameMap
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName
from outside.matching.partners import FoundBy
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.printable import folded_words


class NamesRefused(Exception):  # noqa: N818  (said as such)
    """Answers that cannot be taken; none of them was."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """A sentence for each."""
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of one line."""

    means: str
    """An id, or a name that the definition has once; LEFT_OUT; empty for nothing yet."""
    where: str = ""
    """Where it was said, as `line 7`."""


@dataclass(slots=True)
class _Said:
    """What the answers come to so far."""

    names: NamesOfRecord
    precincts: list[MappedPrecinct] = field(default_factory=list)
    contests: dict[tuple[OutsideContestName, Where], MappedContest] = field(default_factory=dict)
    left_precincts: set[OutsidePrecinctName] = field(default_factory=set)
    left_contests: set[tuple[OutsideContestName, Where]] = field(default_factory=set)
    left_choices: set[tuple[OutsideContestName, Where, OutsideChoiceName]] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def answered(names: NamesOfRecord, answers: Mapping[str, Answer]) -> NamesOfRecord:
    """The names once these answers, by the keys of lines, are taken; a line without an answer stays as it is.

    What follows by rule from an answer is found, too: the choices of a contest that is known now. Raises NamesRefused.
    """
    lines = name_lines(names)
    said = _Said(names)
    for line in lines:
        answer = answers.get(line.key, Answer(line.means))
        match line.name:
            case OutsidePrecinctName():
                _precinct(said, line, line.name, answer)
            case OutsideContestName():
                _contest(said, line, line.name, answer)
            case OutsideChoiceName():
                _choice(said, line, line.name, answer)
    found = NameMap(tuple(said.precincts), tuple(said.contests.values()))
    left_out = NamesLeftOut(frozenset(said.left_precincts), frozenset(said.left_contests), frozenset(said.left_choices))
    if not said.problems:
        said.problems += _twice(names, found)
    if said.problems:
        raise NamesRefused(tuple(dict.fromkeys(said.problems)))
    return names_with(names.election, names.files, names.recorded, found, left_out)


def _precinct(said: _Said, line: NameLine, name: OutsidePrecinctName, answer: Answer) -> None:
    if answer.means == LEFT_OUT:
        said.left_precincts.add(name)
    elif answer.means:
        known = [(one.id, one.name) for one in said.names.election.precincts]
        if (id_ := _id_of(said, answer, known, "precinct of this election", str(name))) is not None:
            said.precincts.append(MappedPrecinct(name, PrecinctId(id_), _by(line, id_)))


def _contest(said: _Said, line: NameLine, name: OutsideContestName, answer: Answer) -> None:
    if answer.means == LEFT_OUT:
        said.left_contests.add((name, line.where))
    elif answer.means:
        known = [(one.id, one.title) for one in said.names.election.contests]
        if (id_ := _id_of(said, answer, known, "contest of this election", str(name))) is not None:
            by = _by(line, id_)
            said.contests[name, line.where] = MappedContest(name, ContestId(id_), by, (), line.where)


def _choice(said: _Said, line: NameLine, name: OutsideChoiceName, answer: Answer) -> None:
    assert line.of_contest is not None
    if not answer.means or line.of_contest in said.left_contests:
        return
    mapped = said.contests.get(line.of_contest)
    contest = None if mapped is None else said.names.election.contest(mapped.contest)
    if mapped is None or contest is None:
        said.problems.append(_at(answer, f"say first which contest {line.contest} is, then whom {name} is."))
        return
    if answer.means == LEFT_OUT:
        said.left_choices.add((*line.of_contest, name))
        return
    if answer.means == line.means and line.contest_means != mapped.contest:
        return  # Its contest is another one now; the rules look for it there.
    known = [(one.id, one.name) for one in contest.choices]
    if (id_ := _id_of(said, answer, known, f"choice of {contest.title!r}", str(name))) is not None:
        choices = (*mapped.choices, MappedChoice(name, ChoiceId(id_), _by(line, id_)))
        said.contests[line.of_contest] = MappedContest(
            mapped.outside, mapped.contest, mapped.found, choices, mapped.precincts
        )


def _id_of(said: _Said, answer: Answer, known: Sequence[tuple[str, str]], wanted: str, name: str) -> str | None:
    """The id that was said, or that of the one name that was said."""
    if answer.means in {id_ for id_, _ in known}:
        return answer.means
    by_name = [id_ for id_, own in known if folded_words(own) == folded_words(answer.means)]
    if len(by_name) == 1:
        return by_name[0]
    found = f"{answer.means[:80]!r}, which {len(by_name) or 'none'} {'have' if by_name else 'has'}"
    said.problems.append(_at(answer, f"expected for {name} a {wanted}, by its id or name; found {found}."))
    return None


def _at(answer: Answer, words: str) -> str:
    return f"{answer.where}: {words}" if answer.where else f"{words[0].upper()}{words[1:]}"


def _by(line: NameLine, id_: str) -> FoundBy:
    """A rule's finding that people let stand stays the rule's."""
    return line.found if line.found is not None and line.means == id_ else FoundBy.PERSON


def _twice(names: NamesOfRecord, found: NameMap) -> Iterator[str]:
    """Two precincts of one file that are one, and two choices of one contest."""
    for file in names.files:
        here = [found.precinct(OutsidePrecinctName(one.code, one.name)) for one in file.results.precincts]
        for id_, number in Counter(one for one in here if one is not None).items():
            if number > 1:
                yield f"{file.kept.name}: {number} precincts are said to be {_called(names, id_)}. Only one can be."
    for contest in names.names.contests:
        mapped = found.contest(contest.name, contest.precincts[0] if contest.precincts else None)
        chosen = () if mapped is None else [mapped.choice(one) for one in contest.choices]
        for choice, number in Counter(one for one in chosen if one is not None).items():
            if number > 1:
                yield f"{contest.name}: {number} choices are said to be {choice!r}. Only one can be."


def _called(names: NamesOfRecord, id_: PrecinctId) -> str:
    known = names.election.precinct(id_)
    return repr(id_ if known is None else known.name)
