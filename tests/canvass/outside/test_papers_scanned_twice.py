"""A paper that another system scanned twice, one by one: two pictures, two numbers, one finding."""

from dataclasses import replace

from canvass.errors import ExitCode
from test_ballots.coded_edge.edge_packages import edge_pictures, packed, write_package
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.vendors.county import definition_bytes
from tests.canvass.outside.compared_county import BY, ComparedCounty
from tests.canvass.outside.test_second_look import rows_of

AGAIN = "59999"


def test_two_pictures_that_look_like_one_paper_are_told(county: ComparedCounty) -> None:
    """The second sheet went through the scanner once more, at the end of another batch."""
    press = EdgePress(definition_bytes(5, 1))
    (scanned_again,) = edge_pictures(press, 1, 7, first=2, rescan=1)
    first = county.pictures[1]
    assert scanned_again.key == first.key
    write_package(county.folder / "more.zip", packed(replace(scanned_again, key=AGAIN)).items())
    assert (
        county.outside("images", county.folder / "more.zip", "--layout", county.folder / "layout.json", *BY)
        == ExitCode.DONE
    )
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    out = county.folder / "comparison"
    assert county.outside("compare", "--out", out) == ExitCode.WAITING
    said = [row["What"] for row in rows_of(out, "not-joined.csv")]
    assert [one for one in said if "one paper" in one] == [
        f"Pictures {first.key} and {AGAIN} look like one paper: the ink of their marks is the same. "
        "Was it scanned twice?"
    ]
