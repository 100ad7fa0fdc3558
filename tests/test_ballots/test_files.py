"""Files of simulated scans hold what scanners put into them."""

from functools import cache

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from reportlab import rl_config

from test_ballots.scanning.files import FileKind, encode_sheet


@cache
def _page() -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 255, (220, 170)).astype(np.uint8)


def test_a_pdf_holds_its_jpeg_images_byte_for_byte() -> None:
    before = rl_config.useA85
    (pdf,) = encode_sheet([_page(), _page()], FileKind.PDF, 20)
    (jpeg, _) = encode_sheet([_page(), _page()], FileKind.JPEG, 20)
    assert pdf.count(jpeg) >= 1
    document = pypdfium2.PdfDocument(pdf)
    images = [part for page in document for part in page.get_objects() if isinstance(part, pypdfium2.PdfImage)]
    assert [list(image.get_filters()) for image in images] == [["DCTDecode"]] * 2
    assert rl_config.useA85 == before
