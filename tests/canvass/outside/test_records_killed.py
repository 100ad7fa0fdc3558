"""Opening cast vote records on a computer that dies: files, names and records are there together, or not at all."""

from __future__ import annotations

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.fold import fold
from tests.canvass.outside.county_beside import BY, CountyBeside
from tests.canvass.test_office_commands_killed import killed


def step(beside: CountyBeside) -> tuple[str, ...]:
    """Records of two sheets of the county's first precinct."""
    precinct = beside.results.precincts[0]
    contest = precinct.contests[0]
    first = next(row.name for row in contest.rows if row.name)
    seats = contest.seats or 1
    blank = '"",' * (seats - 1)
    votes = ",".join([f'"{first.replace(chr(34), chr(34) * 2)}"', *["undervote"] * (seats - 1)])
    none = ",".join(["undervote"] * seats)
    lines = [f'Cast Vote Record,Precinct,Ballot Style,"{contest.title}"{"," if seats > 1 else ""}{blank[:-1]}']
    lines += [f'{number},"{precinct.name}",S1,{said}' for number, said in ((7, votes), (8, none))]
    file = beside.folder / "records.csv"
    file.write_text("\n".join(lines) + "\n")
    return ("outside", "cvrs", str(beside.record), str(file), "--not-blind", *BY)


def entered(beside: CountyBeside) -> tuple[int, int]:
    with open_record(beside.record) as opened:
        assert verify_ledger(opened).problems == []
        office = fold(opened.outlines()).board.office
    return len(office.outside.mappings), len(office.records.takings)


def test_killed_records_are_taken_whole_or_not_at_all_and_then_once(beside: CountyBeside) -> None:
    taking = step(beside)
    killed(("file", taking), ("before", taking))
    assert entered(beside) == (0, 0)
    killed(("after", taking))
    assert entered(beside) == (1, 1)
    assert run(list(taking)) == ExitCode.DONE, "already there"
    assert entered(beside) == (1, 1)
