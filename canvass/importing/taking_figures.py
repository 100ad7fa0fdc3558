"""The figures of kept reports become the machine's count: all findings accepted with a reason, in one entry."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from canvass.errors import InputError, RefusedError
from canvass.importing.checked_count import CheckedCount
from canvass.importing.count_findings import CountFinding
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideFiguresTaken, OutsideFindingAccepted

if TYPE_CHECKING:
    from canvass.record.store import Record

_MOST_SAID = 20


def take_figures(
    record: "Record", checked: CheckedCount, known: OutsideCounts, accepted: Mapping[str, str], entered_by: str
) -> bool:
    """Take the count; whether it was written, since the same again is not. `accepted` has a reason by kind of finding.

    Raises RefusedError while something is neither mapped nor accepted, InputError for a reason that belongs to nothing.
    """
    from canvass.deciding.decisions import Deciding

    if all(one.may_be_accepted for one in checked.findings):
        _check_reasons(checked, accepted)
    open_findings = [one for one in checked.findings if not one.may_be_accepted or one.kind not in accepted]
    if open_findings or checked.count is None or checked.mapping is None:
        raise RefusedError(_refused(open_findings))
    entry = OutsideFiguresTaken(
        checked.count, checked.mapping, tuple(_accepted(one, accepted) for one in checked.findings), entered_by
    )
    if known.taken is not None and replace(known.taken[1], entered_by=entered_by) == entry:
        return False
    Deciding(record).enter(entry)
    return True


def _accepted(finding: CountFinding, accepted: Mapping[str, str]) -> OutsideFindingAccepted:
    where = ", ".join(part for part in (finding.file, finding.where) if part)
    return OutsideFindingAccepted(finding.kind, where, finding.words, accepted[finding.kind])


def _check_reasons(checked: CheckedCount, accepted: Mapping[str, str]) -> None:
    kinds = {one.kind for one in checked.findings if one.may_be_accepted}
    if strange := sorted(accepted.keys() - kinds):
        raise InputError(
            f"There is no finding of kind {strange[0]!r} that could be accepted. There are: "
            f"{', '.join(sorted(kinds)) or 'none'}. Nothing was taken."
        )


def _refused(findings: list[CountFinding]) -> str:
    """Without a figure: this may be said while results are sealed."""
    lines = [
        f"  {', '.join(part for part in (one.kind, one.file, one.where) if part)}" for one in findings[:_MOST_SAID]
    ]
    if len(findings) > _MOST_SAID:
        lines.append(f"  and {len(findings) - _MOST_SAID:,} more")
    remedy = (
        "See them: canvass outside check RECORD. Mend what is wrong, or accept a kind for a reason: --accept KIND=TEXT"
    )
    return "\n".join(("Nothing was taken. These are neither mended nor accepted:", *lines, remedy))
