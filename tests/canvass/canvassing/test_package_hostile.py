"""A county's file that is no package is refused in words, and an altered one is named with what differs (13-15-504)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from canvass.canvassing.package_zip import JSON_NAME, PDF_NAME, package_of
from canvass.errors import InputError
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestId
from tabulate.state_canvass.county_package import CountyPackage, package_text
from tabulate.state_canvass.package_checks import DoesNotAddUp, faults_of
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import PDF, Json, as_file, package_from, sealed, with_json


@pytest.fixture(scope="module")
def package() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def zipped(*files: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", how) as file:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = how, 3, 0o644 << 16
            file.writestr(entry, content)
    return into.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(InputError) as refused:
        package_of(content, "county.zip")
    said = str(refused.value)
    assert said.startswith("county.zip is no package of a county: ")
    assert "Expected a zip" in said
    assert "(13-15-501)" in said
    assert "Nothing was written." in said
    return said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_is_no_package_is_refused(package: CountyPackage) -> None:
    text, pdf = (JSON_NAME, package_text(package).encode()), (PDF_NAME, PDF)
    whole = zipped(text, pdf)
    assert package_of(whole, "county.zip") == package
    later = whole.replace(b"\x00\x00!\x00", b"\x00\x00\x22\x00")
    for wrong, words in (
        (b"", "no zip"),
        (b"{}", "no zip"),
        (whole[:-30], "no zip"),
        (zipped(text, pdf, how=zipfile.ZIP_DEFLATED), "compressed"),
        (zipped((JSON_NAME, b"0" * 9_000_000), pdf, how=zipfile.ZIP_BZIP2), "compressed"),
        (zipped(text, text, pdf), "holds 3 files"),
        (zipped(text, text), "holds 2 files"),
        (zipped(("../../package.json", text[1]), pdf), "'../../package.json'"),
        (zipped(("/etc/package.json", text[1]), pdf), "'/etc/package.json'"),
        (zipped(pdf, text), "holds 2 files"),
        (zipped(text), "holds 1 files"),
        (b"#!/bin/sh\n" + whole, "something beside"),
        (whole + b"more", "something beside"),
        (later, "something beside"),
    ):
        assert words in refusal(wrong), words


def test_sizes_that_are_not_its_own_are_refused(package: CountyPackage) -> None:
    whole = as_file(package)
    size = len(package_text(package)).to_bytes(4, "little")
    assert whole.count(size) >= 4
    for other in (2**31, 10, 0):
        refusal(whole.replace(size, other.to_bytes(4, "little")))


def test_a_place_in_the_file_that_no_file_reaches_is_refused(package: CountyPackage) -> None:
    """The zip64 form says where a member begins in eight bytes, more than can be sought."""
    whole = as_file(package)
    listed, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    named, rest = listed + 46 + len(JSON_NAME), whole[end:]
    far = b"\1\0\x08\0" + b"\xff" * 8
    entry = whole[listed : listed + 30] + b"\x0c\0" + whole[listed + 32 : listed + 42] + b"\xff" * 4
    size = (end - listed + len(far)).to_bytes(4, "little")
    wrong = whole[:listed] + entry + whole[listed + 46 : named] + far + whole[named:end] + rest[:12] + size + rest[16:]
    assert "no zip" in refusal(wrong)


def _set(name: str, value: object) -> Callable[[Json], object]:
    return lambda plain: plain.update({name: value})


def _votes(value: object) -> Callable[[Json], object]:
    return lambda plain: plain["contests"][0]["places"][0]["votes"].__setitem__(0, value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("format", "canvass-county-package/2"), "a later version wrote the format 'canvass-county-package/2'"),
        (_set("format", None), "its format is 'None', and a package's is canvass-county-package/1"),
        (_set("format", "canvass-election/1"), "its format is 'canvass-election/1'"),
        (_set("more", 1), "a later version wrote the field 'more'"),
        (_set("seal", None), "no entry of the county's ledger"),
        (_set("contests", []), "no contest"),
        (lambda plain: plain.pop("county"), "no 'county'"),
        (lambda plain: plain["contests"].append(plain["contests"][0]), "a contest twice"),
        (lambda plain: plain["contests"][0]["places"].pop(), "no row of the county at its end"),
        (lambda plain: plain["contests"][0]["places"][0]["votes"].pop(), "2 figures for 3 choices"),
        (lambda plain: plain["contests"][0].update(nominated=-5), "nobody to nominate"),
        (lambda plain: plain["contests"][0].update(votes_per_elector=0), "nobody to vote for"),
        (lambda plain: plain["contests"][0].update(title="\x1b[2J"), "cannot be printed"),
        (_votes(-1), "a number below zero"),
        (_votes(1.5), "not a whole number"),
        (_votes(float("nan")), "NaN"),
        (_votes(float("inf")), "Infinity"),
        (_votes("1"), "'1'"),
        (_votes(True), "True"),
        (_votes(10**9), "a number of 10 digits"),
        (_votes(10**4299), "a number of 4300 digits"),
    ],
)
def test_json_that_is_no_packages_is_refused(
    package: CountyPackage, change: Callable[[Json], object], words: str
) -> None:
    assert words in refusal(zipped((JSON_NAME, with_json(package, change).encode()), (PDF_NAME, PDF)))


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"not json", b"\xff", b"[" * 100_000, b'{"format":' + b"9" * 10_000 + b"}"]
)
def test_no_json_at_all_ends_in_words(text: bytes) -> None:
    refusal(zipped((JSON_NAME, text), (PDF_NAME, PDF)))


def test_json_that_is_not_canonical_is_refused(package: CountyPackage) -> None:
    text = package_text(package)
    for other in (text + "\n", text.replace('"county":', '"county":"X","county":', 1), text.replace(":", ": ", 1)):
        assert "canonical" in refusal(zipped((JSON_NAME, other.encode()), (PDF_NAME, PDF)))


def named(package: CountyPackage) -> list[str]:
    found = faults_of(package)
    assert all(isinstance(one, DoesNotAddUp) and one.county == "Big Sky" for one in found)
    return [f"{one.where}: {one.found}" for one in found]


def test_a_figure_that_was_altered_is_named_by_its_cell(package: CountyPackage) -> None:
    house = package.contests[1]
    for at, place in enumerate(house.places):
        row = replace(place, votes=(300, *place.votes[1:]) if place.votes[0] != 300 else (299, *place.votes[1:]))
        altered = replace(house, places=(*house.places[:at], row, *house.places[at + 1 :]))
        found = named(replace(package, contests=(package.contests[0], altered, *package.contests[2:])))
        assert f"House-45, {place.kind} {place.name}: It is not what entry 42 of the county's ledger has." in found
        if place.kind is PlaceKind.COUNTY:
            assert any("P1, P2-A make 402, and it has 300." in one for one in found)
    voting = replace(package.electors[0], ballots=1)
    found = named(replace(package, electors=(voting, *package.electors[1:])))
    assert found[0] == (
        f"electors voting, {voting.kind} {voting.name}: It is not what entry 42 of the county's ledger has."
    )
    assert {one.partition(": ")[2] for one in found[1:]} == {
        "Votes, undervotes and overvotes make 612, and 1 ballots have room for 1."
    }


def test_whatever_else_was_altered_is_named_too(package: CountyPackage) -> None:
    seal = package.seal
    assert seal is not None
    body = seal.body.replace('"report_entry":40', '"report_entry":41')
    found = named(replace(package, seal=replace(seal, body=body)))
    assert found[0].startswith("entry 42 of the county's ledger: It hashes to ")
    assert named(replace(package, seal=replace(seal, kind="batch closed", body="{}")))[1].endswith(
        "this version reads."
    )
    for other in (
        replace(package, election="Primary"),
        replace(package, signed_by=("Eve",)),
        replace(package, figures_sha256="00" * 32),
    ):
        assert named(other)[0].startswith("the package's head")
    senator, *others = package.contests
    (renamed,) = named(replace(package, contests=(replace(senator, title="Sheriff"), *others)))
    assert renamed.startswith("Sheriff: Its title, its choices")
    assert named(replace(package, contests=tuple(others)))[0].startswith("contest senator: entry 42")
    more = replace(senator, contest=ContestId("mayor"))
    assert "does not say that it was sent" in named(replace(package, contests=(*package.contests, more)))[0]


def test_a_package_sealed_anew_by_whoever_altered_it_must_still_add_up_and_be_the_states(
    package: CountyPackage,
) -> None:
    senator, *others = package.contests
    places = (replace(senator.places[0], votes=(311, 280, 4)), *senator.places[1:])
    found = named(sealed(replace(package, contests=(replace(senator, places=places), *others))))
    assert found == [
        "Senator, county Big Sky, A: P1, P2, P3 make 680, and it has 679.",
        "Senator, precinct P1: Votes, undervotes and overvotes make 613, and 612 ballots have room for 612.",
    ]
    split = next(at for at, one in enumerate(senator.places) if one.name == "P2-A")
    parts = (*senator.places[:split], replace(senator.places[split], undervotes=0), *senator.places[split + 1 :])
    found_part, short = named(sealed(replace(package, contests=(replace(senator, places=parts), *others))))
    assert found_part.startswith("Senator, precinct P2, undervotes: P2-A, P2-B make")
    assert short == (
        "Senator, precinct part P2-A: Votes, undervotes and overvotes make 209, and 214 ballots have room for 214."
    )
    sheriff = replace(senator, office=None, territory=None)
    assert "canvasses (13-15-501)" in named(sealed(replace(package, contests=(sheriff, *others))))[0]
    places = tuple(replace(one, electors=5) if one.name == "P1" else one for one in senator.places)
    found = named(sealed(replace(package, contests=(replace(senator, places=places), *others))))
    assert any("310 votes, 5 electors voting." in one for one in found)
    assert "Senator, precinct P1: 5 electors had the contest, and 612 voted there: all of them vote on it." in found
    county_row = replace(package.electors[-1], electors=1)
    assert (
        "The precincts make 1362" in named(sealed(replace(package, electors=(*package.electors[:-1], county_row))))[0]
    )


def test_a_county_without_a_figure_does_not_add_up_as_if_it_were_none(package: CountyPackage) -> None:
    senator, *others = package.contests
    untold = replace(senator.county, votes=(None, *senator.county.votes[1:]))
    found = named(sealed(replace(package, contests=(replace(senator, places=(*senator.places[:-1], untold)), *others))))
    assert found == ["Senator, county, A: No figure is told, so the state's sum would lack this county."]
