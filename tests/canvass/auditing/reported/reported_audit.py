"""Steps of an audit of a county that another system counted, each by its command."""

from audit.state import AuditState
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from tests.canvass.reported_county import ReportedCounty

COMMITTEE = "id,name,employee,resident,judge,vendor,maintained\n"
MEMBERS = ("ann", "ben", "cal")
DRAWN = ("P02", "P05")
ROLLS = "list,roll,red,white,blue,rolled_by\n" + "".join(
    f"precincts,{number},{roll},,board\n" for number, roll in enumerate(("0,2", "0,5", "0,9", "1,1", "1,6"), 1)
)


def begun(county: ReportedCounty) -> ReportedCounty:
    """Committee sworn, the report public, two precincts drawn."""
    people = county.directory.parent / "committee.csv"
    people.write_text(COMMITTEE + "".join(f"{one},{one.title()},no,yes,no,no,no\n" for one in MEMBERS))
    rolls = county.directory.parent / "rolls.csv"
    rolls.write_text(ROLLS)
    assert county.audit("committee", people, "--secretary", "Dee Clerk", "--on", "2026-10-20") == 0
    for one in MEMBERS:
        assert county.audit("oath", one, "--before", "the chair", "--on", "2026-10-20") == 0
    assert county.audit("unofficial") == 0
    assert county.audit("select", "--dice", rolls) == 0
    return county


def says(county: ReportedCounty, precinct: str, *more: object) -> int:
    words = ("--from", "outside", "--machine", "DS450", "--added-by-hand", 3, "--by", "Dee Clerk", *more)
    return county.audit("figures", precinct, *words)


def opens(county: ReportedCounty, precinct: str, *more: object) -> int:
    return county.audit(
        "boxes", precinct, "--box", f"{precinct}-1=all", "--opened-by", "Ann", "--opened-by", "Ben", *more
    )


def counted(county: ReportedCounty, precinct: str, contest: str, **changes: int) -> int:
    """All sheets equal, with the report's own figures but for the changes; each changes the last choice, too."""
    names, figures = map(list, zip(*county.choices_of(precinct, contest), strict=True))
    for row, more in changes.items():
        at = next(n for n, name in enumerate(names) if name.lower().startswith(row))
        figures[at] += more
        figures[at - 1] -= more
    state = state_of(county)
    unit = next(one for one in state.units if (one.unit.precinct, one.unit.contest) == (precinct, contest))
    ids = [one.id for one in state.contest(unit.unit.contest).choices]
    over, under = figures[-2:]
    lines = [
        ("ballots", sum(figures)),
        *zip(ids, figures[:-2], strict=True),
        ("undervotes", under),
        ("overvotes", over),
    ]
    sheets = county.directory.parent / "sheets.csv"
    sheets.write_text("row,ben,cal\n" + "".join(f"{row},{number},{number}\n" for row, number in lines))
    return county.audit("tally", sheets, "--precinct", precinct, "--contest", contest, "--reader", "ann")


def state_of(county: ReportedCounty) -> AuditState:
    with open_record(county.directory) as record:
        state = AuditLog(record).state
    assert state is not None
    return state


def contests(county: ReportedCounty) -> list[str]:
    return sorted({str(one.unit.contest) for one in state_of(county).units})
