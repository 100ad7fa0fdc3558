"""`canvass doctor`: which colours of ink a scanner drops."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.console.text import say, say_table, warn
from canvass.errors import ExitCode, InputError
from canvass.printing.colour_page import COLOURS, colour_page_pdf
from canvass.reading.colours_dropped import ColourSeen, PageColours, ScanKind, read_colour_pages

_REMEDIES = {
    ScanKind.COLOUR: "The scanner, or its driver, takes these colours out: switch off its drop-out colour and any "
    "cleaning of the background, and scan the page again.",
    ScanKind.GRAY: "Scan in colour, and ink that only colour shows is asked about. In gray, people have to look for it "
    "on the paper.",
    ScanKind.BITONAL: "Scan in colour, and ink that only colour shows is asked about. In black and white, people have "
    "to look for it on the paper.",
}


@click.command()
@click.argument("scans", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--page", type=click.Path(path_type=Path), help="Write the colour test page into this PDF, to be printed."
)
def doctor(scans: tuple[Path, ...], page: Path | None) -> int:
    """Say which colours of ink a scanner drops, by SCANS (files or folders) of the colour test page.

    A mark in a colour that is dropped would be paper on the scan of a ballot: nobody would be asked about it.
    """
    if page is None and not scans:
        raise InputError(
            "Name scans of the colour test page. `canvass doctor --page colours.pdf` writes the page: print it in "
            "colour, fill its empty ovals with pens, and scan it as ballots are scanned."
        )
    if page is not None:
        write_file(page, colour_page_pdf())
        say(f"{page}: print it in colour at full size, fill its empty ovals with pens, and scan it as a ballot.")
    seen = read_colour_pages(scans) if scans else ()
    for one in seen:
        _say_page(one)
    return ExitCode.WAITING if any(one.dropped for one in seen) else ExitCode.DONE


def _say_page(one: PageColours) -> None:
    say(f"{one.file}, page {one.page}: scanned {one.kind}. A fill of this colour on a ballot is")
    say_table(
        ("colour", "printed oval"),
        [(colour.name, seen.value) for colour, seen in zip(COLOURS, one.printed, strict=True)],
        left=2,
    )
    _say_pens(one)
    if one.dropped:
        warn(f"{one.file}: THE SCAN DROPS {', '.join(one.dropped).upper()}. {_REMEDIES[one.kind]}")
    say()


def _say_pens(one: PageColours) -> None:
    for kind in ColourSeen:
        pens = [str(number) for number, seen in enumerate(one.pens, start=1) if seen is kind]
        if pens and kind is not ColourSeen.NOT_SEEN:
            say(f"  pens {', '.join(pens)}: {kind}")
        elif pens:
            say(f"  pens {', '.join(pens)}: nothing seen. If one of these ovals is filled, the scan drops that pen.")
