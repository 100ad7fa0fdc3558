"""`canvass layout edit`: correct a layout on a page of this computer's browser."""

from pathlib import Path

import click


@click.command()
@click.argument("layout", type=click.Path(path_type=Path))
@click.option("--definition", type=click.Path(path_type=Path), help="Whose names to use, where the layout has none.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port on this computer [default: any].")
@click.option("--open/--no-open", "open_browser", default=True, help="Open the page in the browser.")
def edit(layout: Path, definition: Path | None, port: int, open_browser: bool) -> None:
    """Correct LAYOUT in the browser: name, move, add and remove targets on the picture. Ctrl-C ends it."""
    from canvass.site.serving import serve_layout

    serve_layout(layout, definition, port, open_browser)
