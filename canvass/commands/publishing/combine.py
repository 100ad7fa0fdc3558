"""`canvass publish combine`: the sites of counties as one site of the state."""

from pathlib import Path

import click

from canvass.announcing.combining import combined
from canvass.announcing.figure_tables import table_bytes
from canvass.announcing.gates import check_follows
from canvass.announcing.maps import map_of
from canvass.announcing.publishing_snapshots import NewSnapshot, Published, publish_snapshot
from canvass.announcing.sites_read import read_site
from canvass.announcing.snapshot import Snapshot, SnapshotSaid
from canvass.attesting.head_keys import public_key_in
from canvass.attesting.noted_heads import signed_head_in
from canvass.commands.publishing.said import announced, said_options, say_published
from canvass.errors import InputError
from canvass.exporting.export_folder import ExportFile
from tabulate.heads.signed_notes import NoteKey


@click.command("combine")
@click.argument("sites", nargs=-1, required=True, type=click.Path(path_type=Path))
@said_options
@click.option("--county-key", "county_keys", multiple=True, required=True, help="A county's public key, or its file.")
def combine(
    sites: tuple[Path, ...],
    out: Path,
    key: Path,
    map_file: Path | None,
    county_keys: tuple[str, ...],
    next_update: str,
    message: str,
    correction: str,
) -> None:
    """Add the newest snapshots of county SITES up, on the site OUT. Each is checked whole first."""
    said = announced(SnapshotSaid(next_update, message, correction))
    keys = {one.name: one for one in map(public_key_in, county_keys)}
    counties = [_newest(site, keys) for site in sites]

    def make(last: Snapshot | None) -> NewSnapshot:
        made = combined(counties, last, said)
        if last is not None:
            check_follows(last, made)
        table = ExportFile("results.csv", table_bytes(made))
        return NewSnapshot(made, (table,), "" if map_file is None else map_of(map_file, made))

    def allowed(found: Published) -> None:
        """A state's site has no record of its own."""

    say_published(out, publish_snapshot(out, key, make, allowed))


def _newest(site: Path, keys: dict[str, NoteKey]) -> Snapshot:
    origin = signed_head_in(site / "checkpoint").head.origin
    if origin not in keys:
        raise InputError(f"{site} is signed as {origin}, and no --county-key is of that name. Ask the county for it.")
    return read_site(site, keys[origin]).newest
