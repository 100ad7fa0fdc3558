"""Packages come in: each of this election, of a county of the list, and once unless it replaces the other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from canvass.canvassing.package_zip import package_of
from canvass.errors import InputError, RefusedError
from canvass.state_canvass.state_folder import add_steps, adding, keeping_packages
from tabulate.state_canvass.county_package import CountyPackage
from tabulate.state_canvass.package_checks import DoesNotAddUp, faults_of
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_steps import PackageReceived

_MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a county sent."""

    called: str
    """What people call it: its name, or its place."""
    content: bytes


@dataclass(frozen=True, slots=True)
class CameIn:
    """What became of one file."""

    county: str
    new: bool
    """Whether it was not there before."""
    faults: tuple[DoesNotAddUp, ...]


def receive_packages(
    folder: Path, files: Sequence[SentFile], label: str | None, at: str, entered_by: str, *, replace: bool
) -> tuple[CameIn, ...]:
    """Keep the counties' files, all or none; `label` is what the envelope's label says, number:hash, of a single file.

    Raises InputError for a file that is none, RefusedError for another election's, or a second one of a county.
    """
    with adding(folder, at) as canvass:
        packages = [package_of(file.content, file.called) for file in files]
        counties = [_county(canvass, package, file.called) for package, file in zip(packages, files, strict=True)]
        if twice := next((one for one in counties if counties.count(one) > 1), None):
            raise RefusedError(
                f"Two of the files are of {twice}. The board canvasses the returns of each county once (13-15-502). "
                "Nothing was written. Name one of each county."
            )
        for package in packages:
            _check_label(package, label)
        hashes = [hashlib.sha256(file.content).hexdigest() for file in files]
        for county, sha256 in zip(counties, hashes, strict=True):
            _check_first(canvass, county, sha256, replace=replace)
        steps, found = list[PackageReceived](), list[CameIn]()
        for county, sha256, package in zip(counties, hashes, packages, strict=True):
            before = canvass.received.get(county)
            new = before is None or before.sha256 != sha256
            if new or (label is not None and before is not None and not before.label_compared):
                replaces = before.sha256 if before is not None and new else ""
                steps.append(PackageReceived(county, sha256, replaces, label is not None, at, entered_by))
            found.append(CameIn(county, new, faults_of(package)))
        with keeping_packages(folder, [file.content for file in files]):
            add_steps(folder, canvass, *steps)
        return tuple(found)


def _county(canvass: StateCanvass, package: CountyPackage, file: str) -> str:
    opened = canvass.opened
    if (package.election, package.date) != (opened.election, opened.date):
        raise RefusedError(
            f"{file} is of another election: {package.election[:_MOST_SHOWN]} of {package.date[:10]}. Expected "
            f"{opened.election} of {opened.date} (13-15-502). Nothing was written. Ask the county for "
            "the file of this election."
        )
    county = canvass.county(package.county)
    if county is None:
        raise RefusedError(
            f"{file} is of {package.county[:_MOST_SHOWN]!r}, which is none of the {len(opened.counties)} counties of "
            "this canvass (13-15-502). Nothing was written. Look at the file, or begin a canvass with its county."
        )
    return county


def _check_first(canvass: StateCanvass, county: str, sha256: str, *, replace: bool) -> None:
    before = canvass.received.get(county)
    if before is not None and before.sha256 != sha256 and not replace:
        raise RefusedError(
            f"A package of {county} is in already, {before.sha256[:16]}..., and this one, {sha256[:16]}..., is "
            "another. The board canvasses the returns of each county once (13-15-502). Nothing was written. "
            "Where the county sent a corrected one, say that it takes the other's place: --replace."
        )


def _check_label(package: CountyPackage, label: str | None) -> None:
    seal = package.seal
    if label is None or (seal is not None and label == f"{seal.number}:{seal.hash}"):
        return
    found = "no entry" if seal is None else f"{seal.number}:{seal.hash}"
    raise InputError(
        f"The package of {package.county} is sealed by {found}, and the envelope's label says {label[:80]}. Nothing "
        "was written. Type the label anew; where it is right, the file is not what the county mailed: ask for it anew."
    )
