"""The print shop of coded-edge ballots: any vendor's election, placed and drawn in this vendor's own way."""

from test_ballots.coded_edge.edge_drawing import EdgeSide, draw_edge_pages
from test_ballots.coded_edge.edge_placing import ABSAROKA, place_edge_pages
from test_ballots.vendors.placing import VendorPage
from test_ballots.vendors.press import VendorPress


class EdgePress(VendorPress):
    """Prints the coded-edge ballots of the county."""

    def __init__(self, definition: bytes, scale: float = 1.0) -> None:
        """Print the election of `definition` at `scale` about the middle of the paper."""
        super().__init__(ABSAROKA, definition, scale)

    def _place(self, style: int) -> tuple[VendorPage, ...]:
        return tuple(one.page for one in place_edge_pages(self.definition, style))

    def blank_pdf(self, style: int) -> bytes:
        """The blank ballot of style number `style` (from 0), as the printer's PDF."""
        pages = place_edge_pages(self.definition, style)
        printed = self.definition.ballot_styles[style]
        precinct = self.definition.precinct(printed.precincts[0]).name
        sides = [EdgeSide(style, precinct, number, len(pages)) for number in range(1, len(pages) + 1)]
        return draw_edge_pages(pages, sides)
