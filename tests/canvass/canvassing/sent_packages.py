"""Packages as counties send them: of a standing, sealed as its ledger would seal it; and what is done to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.package_zip import package_bytes
from canvass.canvassing.sending import packaged, seal_of
from tabulate.board.county.canvass_entries import ReportAdopted
from tabulate.board.county.sending_entries import ReturnsSent
from tabulate.county_canvass.declaring import for_the_state
from tabulate.ledger.chain import Head, follow
from tabulate.state_canvass.county_package import CountyPackage, hashes_of, package_text
from tests.tabulate.ledger_makers import NOON

Json = dict[str, Any]
PDF = b"%PDF-1.4\n"
AT = "2026-11-17T11:00-07:00"


def package_from(standing: CountyStanding) -> CountyPackage:
    """What the county of this standing sends, its report adopted as entry 40."""
    chosen = [pair for pair in zip(standing.contests, standing.lines, strict=True) if for_the_state(pair[0].contest)]
    own = replace(standing, contests=tuple(one for one, _ in chosen), lines=tuple(line for _, line in chosen))
    adopted = ReportAdopted("ab" * 32, standing.head.number, standing.head.hash, True, ("Ann", "Bo"), AT, "clerk")
    return sealed(packaged(own, 40, adopted))


def sealed(package: CountyPackage) -> CountyPackage:
    """With the entry that a ledger would have of it."""
    hashes = hashes_of(package)
    entry = ReturnsSent(package.report_entry, hashes.contests, hashes.electors, hashes.rest, AT, "clerk")
    return replace(package, seal=seal_of(follow(Head(41, "cd" * 32), entry, NOON)))


def with_json(package: CountyPackage, change: Callable[[Json], object]) -> str:
    """Its text once something is done to it."""
    plain = json.loads(package_text(package))
    change(plain)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def as_file(package: CountyPackage) -> bytes:
    return package_bytes(package, PDF)
