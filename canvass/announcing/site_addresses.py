"""Where on a site each thing stands: stable over all snapshots, never used twice for two things."""

from canvass.announcing.markup import slug
from canvass.announcing.snapshot import ContestPublished, Snapshot


def contest_page(contest: str) -> str:
    """The page of a contest, from the root."""
    return f"contest/{slug(contest)}/index.html"


def place_page(snapshot: Snapshot, place: str) -> str:
    """The page of a precinct or a county, from the root."""
    return f"{snapshot.place}/{slug(place)}/index.html"


def places_linked(snapshot: Snapshot, root: str) -> dict[str, str]:
    """The address of each place's page, as seen from a page that stands `root` above its own folder."""
    return {one.place: f"{root}{place_page(snapshot, one.place)}" for one in snapshot.places}


def on_first_page(snapshot: Snapshot, contest: ContestPublished) -> bool:
    """Whether the contest stands on the first page: all of a county, and of the state those of several counties."""
    return snapshot.place == "precinct" or bool(contest.joins)
