"""Batches in an evidence package: how many sheets, and a commitment to their figures instead of the figures.

A batch's figures may show somebody's choices beside those of a precinct. A commitment is opened to the audit committee
and to a court: nobody can give them other figures then, and nobody else can try out which figures it was made of.
"""

import json
from dataclasses import dataclass
from secrets import token_hex

from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.names_shown import name_shown
from tabulate.ledger.batch_kinds import HELD_KINDS
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.chain import framed_hash
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import FEWEST, settled
from tabulate.tally import Tally

POOLED, NOT_IN_TOTALS = "POOLED", "TESTS AND WITHDRAWN"
_RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True)
class BatchEvidence:
    """What of the batches is public, and what opens it."""

    manifest: ExportFile
    commitments: ExportFile
    openings: bytes
    """A line a commitment: batch, random, figures. Sealed: it tells the figures."""
    pooled: int
    """Batches that stand in one row together."""


def batch_evidence(state: RecordState) -> BatchEvidence:
    """Of every batch. Those of few sheets, and those of kinds that few ballots are of, stand in one row together."""
    pooled = _pooled(state)
    kept = {name for name, _ in state.batches_kept()}
    counted = [name for name, batch in state.batches.items() if name in kept and not batch.test]
    shown = [name for name in counted if name not in pooled]
    rows: list[tuple[str | int, ...]] = [
        (name_shown(name), name_shown(state.batches[name].opened.machine), len(state.batches[name].kept))
        for name in shown
    ]
    others = [name for name in state.batches if name not in counted]
    for row, names in ((POOLED, [one for one in counted if one in pooled]), (NOT_IN_TOTALS, others)):
        rows += [(row, "", sum(len(state.batches[name].kept) for name in names))] if names else []
    openings = [
        (name, token_hex(_RANDOM_BYTES), _figures(name, tally)) for name, tally in _tallies(state, counted).items()
    ]
    table = [
        (POOLED if name in pooled else name_shown(name), commitment(random, figures))
        for name, random, figures in openings
    ]
    lines = [json.dumps({"batch": name, "random": random, "figures": figures}) for name, random, figures in openings]
    return BatchEvidence(
        ExportFile("data/batches/manifest.csv", spreadsheet_bytes([("batch", "machine", "sheets"), *rows])),
        ExportFile("data/batches/commitments.csv", spreadsheet_bytes([("batch", "commitment"), *sorted(table)])),
        "".join(f"{line}\n" for line in lines).encode("ascii"),
        len(pooled),
    )


def commitment(random: str, figures: str) -> str:
    """The SHA-256 over netstrings, in hex: of figures as canonical JSON, and 32 random bytes in hex."""
    return framed_hash("canvass commitment 1", random, figures)


def _pooled(state: RecordState) -> frozenset[str]:
    """Batches of few sheets and of held kinds; one alone is joined by the next smallest."""
    counted = [(name, batch) for name, batch in state.batches_kept() if not batch.test]
    few = [name for name, batch in counted if len(batch.kept) < FEWEST or batch.opened.batch_kind in HELD_KINDS]
    spare = sorted((len(batch.kept), name) for name, batch in counted if name not in few)
    while few and spare and (len(few) == 1 or _sheets(few, state.batches) < FEWEST):
        few.append(spare.pop(0)[1])
    return frozenset(few)


def _sheets(names: list[str], batches: dict[str, BatchState]) -> int:
    return sum(len(batches[name].kept) for name in names)


def _tallies(state: RecordState, names: list[str]) -> dict[str, Tally]:
    found = {name: Tally() for name in names}
    for with_held in (state.standing(True), state.standing_beside()):
        for one in with_held:
            if one.name.batch in found:
                found[one.name.batch].put(one.figures)
    return found


def _figures(batch: str, tally: Tally) -> str:
    cells = [
        [precinct or "", contest, cell.ballots, cell.votes, cell.undervotes, cell.overvotes]
        for (precinct, contest), part in tally.contests.items()
        if (cell := settled(part)).ballots
    ]
    cells.sort(key=lambda one: (str(one[0]), str(one[1])))
    return json.dumps({"batch": batch, "cells": cells}, sort_keys=True, separators=(",", ":"))
