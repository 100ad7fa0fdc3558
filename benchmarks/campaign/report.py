"""Writes the campaign's report, for people and for programs: the same figures in words and as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.campaign.causes import MACHINE
from benchmarks.campaign.figures import (
    GOAL_DOUBTED_CONTESTS,
    GOAL_POSITIONS,
    GOAL_REFUSED_SHEETS,
    PLACE_CLASSES,
    GroupRates,
    Rate,
    Sums,
    cells,
    lost_without_asking,
    place_test,
    rates_by,
    rates_by_pen,
)
from benchmarks.campaign.groups import CELLS_ACROSS, CELLS_DOWN, UNTOUCHED
from benchmarks.campaign.judging import Fault
from benchmarks.campaign.tallies import Axis
from benchmarks.measures import commit, machine

MOST_LISTED = 40
"""Of wrong positions and of refused undamaged sheets, in the report for people; the other file has them all."""
_MARKED_AND_NOT = "marked and unmarked"
_AXES = (
    (Axis.DPI, "By resolution"),
    (Axis.DAMAGE, "By what befell the page"),
    (Axis.TREATMENT, "By treatment"),
    (Axis.BALLOTS, "By ballot"),
    (Axis.FILE, "By file"),
    (Axis.TOOL, "By pen"),
)


def goals(sums: Sums) -> list[dict[str, Any]]:
    """Each goal, what was measured, and whether it is met."""
    doubted, wrong = sums.doubted_contests, len(sums.misread)
    measured: list[tuple[str, float, float, bool]] = [
        ("ballot positions read", sums.positions, GOAL_POSITIONS, sums.positions >= GOAL_POSITIONS),
        ("wrong positions", wrong, 0, wrong == 0),
        (
            "contests of ordinary ballots sent to people for the machine's doubts, share",
            doubted.rate,
            GOAL_DOUBTED_CONTESTS,
            doubted.trials > 0 and doubted.rate <= GOAL_DOUBTED_CONTESTS,
        ),
    ]
    for kind in ("ordinary", "dense"):
        refused = sums.refused_undamaged(kind)
        met = refused.trials > 0 and refused.rate <= GOAL_REFUSED_SHEETS
        measured.append((f"undamaged {kind} sheets refused, share", refused.rate, GOAL_REFUSED_SHEETS, met))
    flips = sum(misread.wrong.fault is Fault.FLIPPED for _, misread in sums.misread)
    measured.append(("positions that ten scans turned from vote to non-vote", flips, 0, flips == 0))
    return [{"name": name, "value": value, "goal": goal, "met": met} for name, value, goal, met in measured]


def write_json(sums: Sums, seed: int, path: Path) -> None:
    """Every figure of the report, and every wrong position and refused sheet."""
    document = {
        "machine": machine(),
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "seed": seed,
        "shares": sums.shares,
        "sheets": sums.sheets,
        "positions": sums.positions,
        "cpu_seconds": round(sums.cpu_s),
        "measures": goals(sums),
        "wrong": _rate(Rate(len(sums.misread), sums.positions)),
        "contests_of_ordinary_ballots": sums.contests,
        "contests_doubted": _rate(sums.doubted_contests),
        "contests_sent_to_people": [[c.doing, c.what, n] for c, n in sorted(sums.causes.items())],
        "undamaged_sheets_refused": {k: _rate(sums.refused_undamaged(k)) for k in ("ordinary", "dense")},
        "votes_read_as_unmarked": {pen: _rate(rate) for pen, rate in lost_without_asking(sums)},
        "marks": [asdict(one) for one in rates_by_pen(sums)],
        "groups": {axis.value: [asdict(one) for one in rates_by(sums, axis)] for axis, _ in _AXES},
        "cells": {of: _cells(sums, of) for of in PLACE_CLASSES},
        "repeated_scans": dict(sorted(sums.repeats.items())),
        "names_on_lines_with_unmarked_oval": dict(sorted(sums.names.items())),
        "refused": [[tally.share, *asdict(refusal).values()] for tally, refusal in sums.refused],
        "misread": [{"share": tally.share, **asdict(misread)} for tally, misread in sums.misread],
    }
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _rate(rate: Rate) -> dict[str, float]:
    return {"events": rate.events, "of": rate.trials, "rate": rate.rate, "upper_bound_95": rate.bound}


def _cells(sums: Sums, of: str) -> dict[str, Any]:
    flagged, looked_at = cells(sums, of)
    test = place_test(sums, of)
    return {
        "flagged": flagged.reshape(CELLS_DOWN, CELLS_ACROSS).tolist(),
        "of": looked_at.reshape(CELLS_DOWN, CELLS_ACROSS).tolist(),
        "largest_z": max((abs(z) for z in test.z), default=0.0),
        "p": test.p_value,
    }


def write_report(sums: Sums, seed: int, picture: str, path: Path) -> None:
    """The report as Markdown."""
    path.write_text("\n".join(_report(sums, seed, picture)) + "\n", encoding="utf-8")


def _report(sums: Sums, seed: int, picture: str) -> Iterable[str]:
    yield "# The campaign: simulated ballot positions read and held against the truth"
    yield ""
    yield f"`make campaign`, seed {seed}, {datetime.now(UTC).date().isoformat()}, commit {commit()}, on {machine()}."
    yield f"{sums.shares:,} shares, {sums.sheets:,} sheets, {sums.positions:,} positions, {sums.cpu_s / 60:.0f} minutes"
    yield "of processor time, in which the ballots are drawn and scanned too. How: [campaign](campaign/README.md)."
    yield ""
    yield from _table(
        ("Goal", "Measured", "At most", "Met"),
        [(g["name"], _number(g["value"]), _number(g["goal"]), "yes" if g["met"] else "**no**") for g in goals(sums)],
    )
    yield "(positions: at least)"
    yield ""
    yield from _wrong_part(sums, seed)
    yield from _contests_part(sums)
    yield from _refused_part(sums)
    yield from _pens_part(sums, picture)
    yield from _places_part(sums)
    for axis, title in _AXES:
        yield from _groups_part(title, rates_by(sums, axis))
    yield from _repeats_part(sums)


def _wrong_part(sums: Sums, seed: int) -> Iterable[str]:
    wrong = Rate(len(sums.misread), sums.positions)
    yield "## Wrong positions"
    yield ""
    yield (
        f"{wrong.events} of {wrong.trials:,}. With 95% confidence the rate is at most {wrong.bound:.2g}, one in "
        f"{1 / wrong.bound:,.0f} (one-sided exact bound: Clopper and Pearson, Biometrika 26 (1934), 404-413)."
    )
    for fault, count in Counter(misread.wrong.fault for _, misread in sums.misread).most_common():
        yield f"- {count} {fault}"
    yield ""
    for tally, misread in sums.misread[:MOST_LISTED]:
        place = f"share {tally.share}, {misread.wrong}, {misread.dpi} dpi, cell {misread.cell or '-'}"
        yield f"- {place}; {', '.join(misread.damages) or 'nothing befell it'}: `{_show(seed, tally.share, misread)}`"
    if sums.misread:
        yield ""
    lost = ", ".join(f"{rate.events} of {rate.trials:,} {pen}" for pen, rate in lost_without_asking(sums))
    yield f"Slight or light votes that were read as unmarked, so that nobody is asked about them: {lost or 'none'}."
    yield ""


def _show(seed: int, share: int, misread: Any) -> str:
    scan = f" --scan {misread.scan}" if misread.scan else ""
    return f"python -m benchmarks.campaign --seed {seed} --show {share} {misread.wrong.sheet}{scan}"


def _contests_part(sums: Sums) -> Iterable[str]:
    doubted, sent = sums.doubted_contests, Rate(sums.causes.total(), sums.contests)
    yield "## Contests of ordinary undamaged ballots that people get"
    yield ""
    yield (
        f"{sent.events:,} of {sent.trials:,} contests ({sent.rate:.2%}), of these {doubted.events:,} "
        f"({doubted.rate:.2%} of all; with 95% confidence at most {doubted.bound:.2%}) for the machine's doubts. A "
        "contest is the voter's doing where truth has an overvote, a blank ballot, or anything on a write-in line; a "
        "mark nobody can read is one of which truth itself does not say what it means (a dot, a loop, a check of a few "
        f"percent, but no light pencil's whole fill); all else is {MACHINE}, by the mark that made it doubt."
    )
    yield ""
    rows = [
        (cause.doing, cause.what, f"{count:,}", f"{count / max(1, sums.contests):.3%}")
        for cause, count in sorted(sums.causes.items(), key=lambda pair: (pair[0].doing, -pair[1], pair[0].what))
    ]
    yield from _table(("Whose", "What", "Contests", "Share"), rows)


def _refused_part(sums: Sums) -> Iterable[str]:
    yield "## Sheets refused"
    yield ""
    for kind in ("ordinary", "dense"):
        rate = sums.refused_undamaged(kind)
        bound = f"; with 95% confidence at most {rate.bound * 1e4:.1f} in 10,000" if rate.trials else ""
        yield f"- undamaged {kind} sheets: {rate.events} of {rate.trials:,}{bound}"
    yield ""
    reasons = Counter((tally.treatment, refusal.code) for tally, refusal in sums.refused)
    rows = [(t, c, str(n), f"{sums.by_treatment[t]:,}") for (t, c), n in sorted(reasons.items())]
    yield from _table(("Treatment", "Reason", "Refused", "Of sheets"), rows)
    for tally, refusal in [(t, r) for t, r in sums.refused if t.undamaged][:MOST_LISTED]:
        yield f"- share {tally.share}, sheet {refusal.sheet}, {tally.ballots}: {refusal.code}: {refusal.detail}"
    yield ""


def _pens_part(sums: Sums, picture: str) -> Iterable[str]:
    yield "## By what the pen did"
    yield ""
    rows = [
        (one.pen, f"{one.unmarked:,}", f"{one.ambiguous:,}", f"{one.marked:,}", str(one.wrong))
        for one in rates_by_pen(sums)
    ]
    yield from _table(("Mark", "Unmarked", "Ambiguous", "Marked", "Wrong"), rows)
    yield f"![How much ink is inside targets of each class]({picture})"
    yield ""


def _places_part(sums: Sums) -> Iterable[str]:
    yield "## By place on the page"
    yield ""
    yield (
        f"Undamaged sheets, the upright page in {CELLS_DOWN} x {CELLS_ACROSS} cells: targets read as ambiguous, in "
        "hundredths of a percent. The test compares each cell with the rate of its own share, shares being what is "
        "observed (flags of a sheet come together), and corrects for the number of cells; a small p says that some "
        "place is treated otherwise than the rest."
    )
    yield ""
    for of in PLACE_CLASSES:
        flagged, looked_at = cells(sums, of)
        test = place_test(sums, of)
        said = "too few flags to test" if test.p_value is None else f"p = {test.p_value:.2g}"
        yield f"{of.capitalize()}: {test.flagged:,} of {test.looked_at:,} ambiguous; {said}."
        yield ""
        rates = [f"{1e4 * f / n:.1f}" if n else "-" for f, n in zip(flagged, looked_at, strict=True)]
        rows = [rates[start : start + CELLS_ACROSS] for start in range(0, len(rates), CELLS_ACROSS)]
        yield from _table([str(n) for n in range(1, CELLS_ACROSS + 1)], rows)
    by_cell = Counter(misread.cell for _, misread in sums.misread if misread.cell)
    if by_cell:
        yield "Wrong positions by cell: " + ", ".join(f"{cell}: {n}" for cell, n in sorted(by_cell.items())) + "."
        yield ""


def _groups_part(title: str, groups: Sequence[GroupRates]) -> Iterable[str]:
    yield f"## {title}"
    yield ""
    rows = [
        (
            one.group,
            f"{one.positions:,}",
            str(one.wrong),
            _share(one.filled_doubted, one.filled),
            _share(one.untouched_doubted, one.untouched),
            _share(one.plain_doubted, one.plain),
            _share(one.plain_missed, one.plain),
        )
        for one in groups
    ]
    head = ("", "Positions", "Wrong", "Filled: ambiguous", f"{UNTOUCHED.capitalize()}: ambiguous")
    yield from _table((*head, "Plain slight marks: ambiguous", "and unmarked"), rows)


def _repeats_part(sums: Sums) -> Iterable[str]:
    yield "## The same sheet scanned ten times"
    yield ""
    total = sums.repeats.total()
    yield f"{total:,} targets were read in all ten scans of their sheet, as:"
    for marks, count in sorted(sums.repeats.items()):
        yield f"- {marks}: {count:,}"
    if total and _MARKED_AND_NOT not in sums.repeats:
        yield f"- {_MARKED_AND_NOT}: 0; with 95% confidence at most {Rate(0, total).bound:.2g} of the targets"
    yield ""
    yield "## Names on write-in lines whose oval is unmarked"
    yield ""
    for what in ("written", "empty"):
        noticed = sums.names[f"{what}, noticed"]
        yield f"- {what}: {noticed:,} of {sums.names[what] + noticed:,} noticed"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _share(events: int, trials: int) -> str:
    return f"{events / trials:.3%}" if trials else "-"


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.3%}"
