"""What TIFF tags and EXIF blocks remark about a picture: its orientation and resolution."""

from imaging.pages.formats.byte_sources import MemoryBytes
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.raster import CM_PER_INCH, Resolution, resolution_of
from imaging.pages.formats.tiff_directory import Tags, read_header, read_tags

ORIENTATION = 274
X_RESOLUTION = 282
Y_RESOLUTION = 283
RESOLUTION_UNIT = 296
REMARKS = frozenset({ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT})


def read_exif(data: bytes) -> Tags:
    """The remarks of an EXIF block; nothing where it is damaged, for it holds no pixels."""
    source = MemoryBytes(data)
    try:
        header = read_header(source)
        return read_tags(source, header, header.first_directory, REMARKS)
    except UnreadableScanError:
        return Tags({})


def stated_resolution(tags: Tags) -> Resolution | None:
    """Dots per inch each way; None where the tags do not say."""
    per_unit = {2: 1.0, 3: CM_PER_INCH}.get(tags.one(RESOLUTION_UNIT, 2))
    if per_unit is None:
        return None
    return resolution_of(tags.fraction(X_RESOLUTION) * per_unit, tags.fraction(Y_RESOLUTION) * per_unit)
