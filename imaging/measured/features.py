"""Corners of the print on a small image of the page, described so that they are known again however the page is turned.

ORB (oriented FAST corners, rotated BRIEF) as OpenCV has it, on an image of about 60 dots an inch.
"""

from dataclasses import dataclass
from threading import local

import cv2
import numpy as np
from numpy.typing import NDArray

SMALL_DPI = 62
MOST_FEATURES = 500
LEAST_MATCHES = 8
TOLERANCE_SMALL_PX = 4.0
"""How far matched corners may be off one similarity: uneven feed, and the coarse pixels."""


@dataclass(frozen=True, slots=True)
class Features:
    """Corners and what they look like.

    places       float32 (N, 2), (row, col), in pixels of the full image
    descriptors  uint8 (N, 32)
    pixel        how many pixels of the full image one of the small image is
    """

    places: NDArray[np.float32]
    descriptors: NDArray[np.uint8]
    pixel: float


@dataclass(frozen=True, slots=True)
class RoughMatch:
    """Corners of the blank found again on the page, all by one similarity.

    blank, page  float64 (N, 2), (row, col), in pixels of each
    similarity   float64 (2, 3), takes (row, col, 1) on the blank to the page
    """

    blank: NDArray[np.float64]
    page: NDArray[np.float64]
    similarity: NDArray[np.float64]


_KEPT = local()


def describe(gray: NDArray[np.uint8], dpi: float) -> Features:
    """Find and describe the corners of a page (uint8 (H, W)) of roughly `dpi` dots an inch."""
    factor = max(1, round(dpi / SMALL_DPI))
    height, width = gray.shape[0] // factor, gray.shape[1] // factor
    small = gray
    if factor > 1:
        # whole factors: OpenCV adds up pixels several times as fast then
        cut = gray[: height * factor, : width * factor]
        small = np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    points, descriptors = _orb().detectAndCompute(small, None)
    if descriptors is None:
        return Features(np.empty((0, 2), np.float32), np.empty((0, 32), np.uint8), factor)
    places = np.array([(point.pt[1], point.pt[0]) for point in points], np.float32)
    return Features(places * factor + (factor - 1) / 2, np.asarray(descriptors, np.uint8), factor)


def match(blank: Features, page: Features) -> RoughMatch | None:
    """Find the similarity under which most corners of the blank lie on like corners of the page; None without one."""
    if min(len(blank.places), len(page.places)) < LEAST_MATCHES:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(blank.descriptors, page.descriptors)
    if len(pairs) < LEAST_MATCHES:
        return None
    on_blank = blank.places[[pair.queryIdx for pair in pairs]]
    on_page = page.places[[pair.trainIdx for pair in pairs]]
    found, inliers = cv2.estimateAffinePartial2D(
        on_blank,
        on_page,
        method=cv2.RANSAC,
        ransacReprojThreshold=TOLERANCE_SMALL_PX * page.pixel,
        maxIters=3000,
        confidence=0.9995,
    )
    if found is None or int(inliers.sum()) < LEAST_MATCHES:
        return None
    kept = inliers[:, 0] > 0
    return RoughMatch(on_blank[kept].astype(np.float64), on_page[kept].astype(np.float64), np.asarray(found))


def _orb() -> cv2.ORB:
    """One detector a thread: it is not said to be safe to share."""
    if not hasattr(_KEPT, "orb"):
        _KEPT.orb = cv2.ORB.create(
            nfeatures=MOST_FEATURES, scaleFactor=1.2, nlevels=4, edgeThreshold=18, patchSize=31, fastThreshold=12
        )
    orb: cv2.ORB = _KEPT.orb
    return orb
