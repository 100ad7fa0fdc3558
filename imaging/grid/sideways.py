"""Pages that lie on their side, as long-edge feeders scan them: the grid is found on the page turned by a quarter.

Only the grid's places are turned back. The image is read as it is.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.grid.joined import NoGrid


def find_sideways(gray: NDArray[np.uint8], find: Callable[[NDArray[np.uint8]], Grid | NoGrid]) -> Grid | NoGrid:
    """What `find` finds on a page (uint8 (H, W)) that was turned by a quarter, either way."""
    found = find(np.ascontiguousarray(np.rot90(gray)))
    if isinstance(found, NoGrid):
        return found
    left, right = (_turned_back(places, gray.shape[1]) for places in (found.left, found.right))
    return Grid(found.columns, left, right, found.left_found, found.right_found, found.bottom_marks, turned=False)


def _turned_back(places_px: NDArray[np.float64], width_px: int) -> NDArray[np.float64]:
    """Where places of the page turned against the clock lie on the image, which is so wide: float64 (N, 2)."""
    return np.ascontiguousarray(np.stack([places_px[:, 1], width_px - 1 - places_px[:, 0]], axis=1))
