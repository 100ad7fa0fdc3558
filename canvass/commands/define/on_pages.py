"""`canvass define serve`: the pages on which a definition is made."""

from pathlib import Path

import click


@click.command("serve")
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port on this computer [default: any].")
@click.option("--open/--no-open", "open_browser", default=True, help="Open the page in the browser.")
def serve_draft(draft: Path, port: int, open_browser: bool) -> None:
    """Make a definition in the folder DRAFT, in the browser; each step is saved there. Ctrl-C ends it."""
    from canvass.site.serving import serve_definition

    serve_definition(draft, port, open_browser)
