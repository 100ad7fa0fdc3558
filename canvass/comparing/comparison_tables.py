"""A comparison as tables: its limits first, then causes, contests, what does not join, rates, and each difference."""

from collections.abc import Iterator

from canvass.comparing.cause_words import cause_said, chance_words, finding_words
from canvass.comparing.made_comparison import MadeComparison
from canvass.comparing.names_said import CLASS_WORDS, NamesSaid
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import ListedLine
from outside.comparing.contest_figures import ContestComparison
from outside.comparing.rates import GroupRate
from outside.formats import OutsideFormat

LIMITS = (
    "A picture is the machine's own. A ballot that was never scanned, or was scanned wrongly, is not seen here.",
    "Only paper checks paper. Draw numbers from this list, and look at their ballots.",
    "What is left to people here is no disagreement: the machine's answer stands beside it.",
)
_PAPER = PaperLook(foot="Comparison of another system's records with its pictures")
MOST_ON_PAPER = 2_000


def chosen_lines(made: MadeComparison, contest: str | None, precinct: str | None) -> tuple[ListedLine, ...]:
    """The lines of a contest, a precinct, or all."""
    return tuple(
        one
        for one in made.comparison.lines
        if contest in (None, one.line.contest)
        if precinct in (None, one.line.record.precinct or one.line.picture.precinct)
    )


def comparison_document(made: MadeComparison, lines: tuple[ListedLine, ...]) -> Document:
    """The report. On paper at most 2,000 differences are listed; the table has all."""
    names = NamesSaid(made.election)
    return Document(
        "The second look: records beside pictures",
        (*LIMITS, *_head(made)),
        (
            causes_table(made, names),
            contests_table(made, names),
            classes_table(made, names),
            changes_table(made, names),
            ballots_table(made, names),
            findings_table(made, names),
            rates_table(made.comparison.rates, names, "Machines and precincts"),
            rates_table(made.comparison.outliers, names, "Contests that stand out"),
            lines_table(made, lines[:MOST_ON_PAPER], names, len(lines)),
        ),
        paper=_PAPER,
    )


def _head(made: MadeComparison) -> Iterator[str]:
    found = made.comparison
    yield f"{made.election.title}, {made.election.date}. Ledger entry {made.head.number:,} {made.head.hash}"
    yield (
        f"{found.pictures:,} pictures, {found.records:,} records, {found.joined:,} joined by their numbers. "
        f"Records taken by entry {made.taken_at:,}: {_source(made)}"
    )
    if made.order.is_proved:
        yield f"All pictures were read before entry {made.taken_at:,}: the ledger proves that the reading was blind."
    else:
        yield "Not all pictures were read before the records were opened: nothing proves that the reading was blind."


def _source(made: MadeComparison) -> str:
    """What the files say of themselves, as far as they do."""
    first, *others = made.source.split(" | ")
    return ", ".join((OutsideFormat(first).words, *(one for one in others if one)))


def causes_table(made: MadeComparison, names: NamesSaid) -> Table:
    """Each cause once."""
    rows = []
    for number, found in enumerate(made.comparison.causes, 1):
        said = cause_said(found.cause, names)
        rows.append((number, said.title, said.words, said.remedy, len(found.lines), len(found.findings)))
    return Table(
        "Causes that explain many differences",
        "Settle these first.",
        columns_of("#No.", "What", "Found", "What to do", "#Differences", "#Not joined"),
        tuple(rows),
    )


_SHORT = {
    ComparedAs.SAME: "#Same",
    ComparedAs.DIFFER: "#Differ",
    ComparedAs.WE_DOUBT: "#Left to people",
    ComparedAs.THEY_DECIDED: "#They decided",
    ComparedAs.WRITE_IN_ASSIGNED: "#Write-in given",
    ComparedAs.NAME_WITHOUT_OVAL: "#Name, no oval",
    ComparedAs.STYLE_DIFFERS: "#Other style",
    ComparedAs.UNREAD: "#Not read",
    ComparedAs.REDACTED: "#Hidden",
}


def contests_table(made: MadeComparison, names: NamesSaid) -> Table:
    """Whether the outcome of each contest could be another one."""
    columns = ("Contest", "#Joined", "#Not the same", "#Of these explained", "#No picture", "#No record", "Nearest")
    return Table(
        "Contests",
        "Those first whose outcome could change by all that is not the same. Margins are of these records alone; in a "
        "contest of several counties they are a part.",
        columns_of(*columns, "#Margin", "#Could move", "Outcome could change"),
        tuple(_contest_row(one, names) for one in made.comparison.contests),
    )


def _contest_row(one: ContestComparison, names: NamesSaid) -> tuple[Cell, ...]:
    near = one.nearest
    return (
        names.contest(one.contest),
        one.joined,
        one.joined - one.of_class(ComparedAs.SAME),
        one.explained,
        one.no_picture,
        one.no_record,
        ""
        if near is None
        else f"{names.choice(one.contest, near.winner)} over {names.choice(one.contest, near.loser)}",
        None if near is None else near.margin,
        None if near is None else near.possible,
        verdict(one),
    )


def classes_table(made: MadeComparison, names: NamesSaid) -> Table:
    """How many sheets of each contest are in each class."""
    return Table(
        "Classes",
        "Every contest of every joined sheet is in one of them.",
        columns_of("Contest", *_SHORT.values()),
        tuple(
            (names.contest(one.contest), *(one.of_class(kind) for kind in _SHORT)) for one in made.comparison.contests
        ),
    )


def verdict(one: ContestComparison) -> str:
    """The verdict in words."""
    could = "yes" if one.could_change else "no"
    return f"{could}; settle the cause first" if one.stopped else could


def changes_table(made: MadeComparison, names: NamesSaid) -> Table:
    """What would change if every difference went our way."""
    return Table(
        "If every difference went our way",
        "Explained differences too. Nothing of it is decided.",
        columns_of("Contest", "Choice", "#By the records", "#Change"),
        tuple(
            (names.contest(one.contest), names.choice(one.contest, each.choice), each.counted, each.change)
            for one in made.comparison.contests
            for each in one.changes
            if each.change
        ),
    )


def ballots_table(made: MadeComparison, names: NamesSaid) -> Table:
    """Ballots by precinct, as each source has them."""
    return Table(
        "Ballots side by side",
        "First sheets alone. Electors are those who voted, as the record has them.",
        columns_of("Precinct", "#Report", "#Records", "#Pictures", "#Electors", "Equal"),
        tuple(
            (
                names.precinct(one.precinct),
                one.report,
                one.records,
                one.pictures,
                one.electors,
                "" if one.are_equal else "no",
            )
            for one in made.ballots
        ),
    )


def findings_table(made: MadeComparison, names: NamesSaid) -> Table:
    """What does not join, those that a cause explains left out."""
    found = [one.finding for one in made.comparison.findings if one.cause is None]
    return Table(
        "What does not join",
        "Without what a cause explains.",
        columns_of("What"),
        tuple((finding_words(one, names),) for one in found[:MOST_ON_PAPER]),
    )


def rates_table(rates: tuple[GroupRate, ...], names: NamesSaid, title: str) -> Table:
    """Each group beside the rest."""
    return Table(
        title,
        "The chance is exact (Fisher). A group stands out where it is too small for chance, shared among all groups.",
        columns_of("Group", "Contest", "What", "#Found", "#Of", "#Rest", "#Of rest", "Chance", "Stands out"),
        tuple(
            (
                f"{one.kind.value} {names.precinct(one.name) if one.kind.value == 'precinct' else one.name}",
                names.contest(one.contest) if one.contest else "",
                one.what.value,
                one.found,
                one.of,
                one.rest,
                one.rest_of,
                chance_words(one.chance),
                "yes" if one.stands_out else "",
            )
            for one in rates
        ),
    )


def lines_table(made: MadeComparison, lines: tuple[ListedLine, ...], names: NamesSaid, of: int) -> Table:
    """Each difference with both readings, and what people found."""
    more = f" The first {len(lines):,} of {of:,}; the table in differences.csv has all." if of > len(lines) else ""
    return Table(
        "Differences",
        f"In the order of the contests above, then by class. The column Cause says what explains it.{more}",
        columns_of(
            "#Cause", "Contest", "Class", "Number", "Precinct", "Batch", "Machine", "Canvass", "Machine's", "Found"
        ),
        tuple(line_row(made, one, names) for one in lines),
    )


def line_row(made: MadeComparison, one: ListedLine, names: NamesSaid) -> tuple[Cell, ...]:
    """A difference as cells."""
    line, found = one.line, made.finding(one)
    note = f" ({found.note})" if found is not None and found.note else ""
    return (
        None if one.cause is None else one.cause + 1,
        names.contest(line.contest),
        CLASS_WORDS[line.kind],
        line.record.key,
        names.precinct(line.record.precinct or line.picture.precinct),
        line.record.batch,
        line.record.machine,
        "not read" if not line.picture.is_read else names.ours(line.ours),
        names.theirs(line.theirs),
        "" if found is None else f"{found.finding.value}{note}",
    )
