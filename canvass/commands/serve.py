"""`canvass serve`: the pages of one record, or of a state's canvass."""

from pathlib import Path

import click

from canvass.errors import InputError
from canvass.state_canvass.state_folder import is_state_canvass


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option(
    "--address",
    default="127.0.0.1",
    envvar="CANVASS_ADDRESS",
    show_default=True,
    help="Where to listen: an IP address.",
)
@click.option("--port", default=8000, envvar="CANVASS_PORT", show_default=True, type=click.IntRange(0, 65535))
@click.option("--certificate", envvar="CANVASS_CERTIFICATE", type=click.Path(path_type=Path), help="TLS: PEM, chain.")
@click.option("--key", envvar="CANVASS_KEY", type=click.Path(path_type=Path), help="TLS: the certificate's PEM key.")
@click.option("--host", "hosts", envvar="CANVASS_HOSTS", multiple=True, help="A name browsers use; may be repeated.")
@click.option("--without-tls", is_flag=True, help="Serve other computers unencrypted: behind a proxy that encrypts.")
@click.option("--log", envvar="CANVASS_LOG", type=click.Path(path_type=Path), help="Note requests in this file.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at one time.")
@click.option(
    "--scans",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder below which the scanner operator may count folders from a page; may be repeated.",
)
def serve(
    record: Path,
    address: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    hosts: tuple[str, ...],
    without_tls: bool,
    log: Path | None,
    threads: int,
    scans: tuple[Path, ...],
) -> None:
    """Serve the pages of RECORD until Ctrl-C: to this computer alone, unless told otherwise.

    In an empty folder, or one of records, an election is opened from a page first; a record without accounts asks for
    the first one. The terminal shows an address for that, which is good once. The folder of a state's canvass is
    served, too.

    Every option but --threads, --scans and --without-tls may be set in the environment too: CANVASS_ADDRESS,
    CANVASS_PORT, CANVASS_CERTIFICATE, CANVASS_KEY, CANVASS_HOSTS, CANVASS_LOG; all of them in canvass.toml.
    """
    from canvass.site.record_served import serve_pages
    from canvass.site.serving import ServingPlace, Tls, serve_state_pages

    place = ServingPlace(address, port, Tls.of(certificate, key), hosts, without_tls, log)
    if not is_state_canvass(record):
        serve_pages(record, place, threads, scans)
    elif scans:
        raise InputError(f"{record} is a state's canvass: nothing is scanned there. Leave out --scans.")
    else:
        serve_state_pages(record, place, threads)
