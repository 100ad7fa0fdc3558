"""The pages of a site, from its snapshots."""

from collections.abc import Iterator, Sequence
from html import escape

from canvass.announcing.completeness import correction_of, said_of
from canvass.announcing.figure_changes import changes_between
from canvass.announcing.figure_tables import choices_table, places_table, rows_table
from canvass.announcing.markup import SitePage, minute, short, slug
from canvass.announcing.site_addresses import contest_page, on_first_page, place_page, places_linked
from canvass.announcing.snapshot import ContestPublished, Snapshot, SnapshotStatus


def pages_of(history: Sequence[Snapshot], downloads: Sequence[str], drawn: str) -> Iterator[SitePage]:
    """Every page, of the newest snapshot; `drawn` is the map, empty without one."""
    now = history[-1]
    yield SitePage("index.html", f"{now.title}: results", _first(now, bool(drawn)))
    for one in now.contests:
        yield SitePage(contest_page(one.contest), f"{short(one.title)}: results", _contest_body(now, one))
        embedded = _embedded(now, one)
        yield SitePage(f"contest/{slug(one.contest)}/embed.html", short(one.title), embedded, scripted=False)
    for place in now.places:
        body = _place_body(now, place.place, place.name, place.standing)
        yield SitePage(place_page(now, place.place), f"{place.name}: results", body)
    yield SitePage("changes/index.html", "What changed", _changes_body(history))
    yield SitePage("downloads/index.html", "Downloads", _downloads_body(downloads))
    yield SitePage("about/index.html", "About these results", _about_body(now))
    if drawn:
        linked = places_table(now, places_linked(now, "../"))
        yield SitePage("map/index.html", "Map", f"<h1>Map</h1>{drawn}{linked}")


def _first(now: Snapshot, drawn: bool) -> str:
    sections = "".join(_section(one) for one in now.contests if on_first_page(now, one))
    further = '<p><a href="map/index.html">Map</a></p>' if drawn else ""
    places = places_table(now, places_linked(now, ""))
    return (
        f'<h1>{escape(short(now.title))}</h1>{said_of(now)}<p id="since"></p><p id="mine"></p>{sections}'
        f'<div id="more"></div><h2>Each {now.place}</h2>{further}{places}'
    )


def _section(one: ContestPublished) -> str:
    title = f'<a href="{contest_page(one.contest)}">{escape(short(one.title))}</a>'
    table = choices_table(one, f"{one.ballots:,} ballots counted. {_seats(one)}")
    return f"{_opening(one)}<h2>{title}</h2>{table}</section>"


def _opening(one: ContestPublished) -> str:
    votes = ",".join(str(choice.votes) for choice in one.choices)
    return f'<section id="c-{slug(one.contest)}" data-contest="{slug(one.contest)}" data-votes="{votes}">'


def _seats(one: ContestPublished) -> str:
    return "Vote for one." if one.seats == 1 else f"Vote for up to {one.seats}."


def _contest_body(now: Snapshot, one: ContestPublished) -> str:
    root, own = "../../", f"../{slug(one.contest)}"
    linked = places_linked(now, root)
    files = f'<a href="{own}.atom">feed</a>, <a href="{own}.json">JSON</a>, <a href="embed.html">for other pages</a>'
    return (
        f"{_opening(one)}<h1>{escape(one.title)}</h1>{choices_table(one, f'{one.ballots:,} ballots. {_seats(one)}')}"
        f"<p>Undervotes: {one.undervotes:,}. Overvotes: {one.overvotes:,}.{_untold(one)}</p>"
        f"{rows_table(one, now, linked)}<p data-own>Follow without an account: {files}.</p></section>{said_of(now)}"
    )


def _untold(one: ContestPublished) -> str:
    return f" Not told by another system: {one.untold:,}." if one.untold else ""


def _embedded(now: Snapshot, one: ContestPublished) -> str:
    said = f"{escape(now.county)}, snapshot {now.number}, {escape(minute(now.at))}, {now.status}. Unofficial."
    table = choices_table(one, f"{one.ballots:,} ballots. {_seats(one)}")
    return f'<main><h1>{escape(short(one.title))}</h1>{table}<p>{said} <a href="index.html">All figures</a></p></main>'


def _place_body(now: Snapshot, place: str, name: str, standing: str) -> str:
    sections = [
        f'<h2><a href="../../{contest_page(one.contest)}">{escape(short(one.title))}</a></h2>'
        + choices_table(one, f"{row.ballots:,} ballots. {_seats(one)}", row.votes)
        for one in now.contests
        for row in one.rows
        if row.place == place
    ]
    none = "<p>No figures of its own yet: few ballots would show how somebody voted.</p>"
    return f"<h1>{escape(name)}</h1><p>Count: {escape(standing)}.</p>{correction_of(now)}{''.join(sections) or none}"


def _changes_body(history: Sequence[Snapshot]) -> str:
    parts = ["<h1>What changed</h1>"]
    for number in range(len(history) - 1, -1, -1):
        now = history[number]
        parts.append(f"<h2>Snapshot {now.number}, {escape(minute(now.at))}: {now.status}</h2>{_reasons(now)}")
        parts.append(_changed_cells(history[number - 1], now) if number else "<p>The first one.</p>")
    return "".join(parts)


def _reasons(now: Snapshot) -> str:
    why = now.said.without_zero_report
    return correction_of(now) + (f"<p>No zero report was published: {escape(why)}</p>" if why else "")


def _changed_cells(before: Snapshot, now: Snapshot) -> str:
    lines = "".join(
        f'<tr><th scope="row">{escape(short(one.title, _IN_LINES))}</th><td>{escape(one.name)}</td>'
        f"<td class=n>{one.before:,}</td><td class=n>{one.now:,}</td><td class=n>{one.now - one.before:+,}</td></tr>"
        for one in changes_between(before, now)
    )
    if not lines:
        return "<p>No figure changed.</p>"
    heads = "".join(f'<th scope="col"{kind}>{name}</th>' for name, kind in _CHANGE_HEADS)
    caption = f"Figures of whole contests, against snapshot {before.number}"
    return (
        f'<div class="wide" role="region" aria-label="Changes of snapshot {now.number}" tabindex="0"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


_IN_LINES = 80
_CHANGE_HEADS = (
    ("Contest", ""),
    ("Choice", ""),
    ("Before", ' class="n"'),
    ("Now", ' class="n"'),
    ("Change", ' class="n"'),
)


def _downloads_body(downloads: Sequence[str]) -> str:
    names = "".join(f'<li><a href="../download/{escape(one)}">{escape(one)}</a></li>' for one in downloads)
    feeds = (("all.atom", "Atom feed"), ("feed.json", "JSON feed"), ("schedule.ics", "next update as a calendar"))
    others = "".join(f'<li><a href="../{path}">{words}</a></li>' for path, words in feeds)
    log = '<li><a href="../snapshots.jsonl">every snapshot</a>, <a href="../checkpoint">signed</a></li>'
    return f"<h1>Downloads</h1><ul>{names}</ul><h2>Feeds and evidence</h2><ul>{others}{log}</ul>"


def _about_body(now: Snapshot) -> str:
    rule = (
        f"A figure, and the difference of any two, is shown where at least {now.fewest} ballots are in it and at "
        f"least {now.dissent} of them differ from the answer that most give. Others wait, told as a number of ballots."
    )
    if now.status is SnapshotStatus.COMPLETE:
        rule = (
            "The count is complete: precincts are shown by themselves, as the law asks (13-15-404). Those with fewer "
            f"than {now.fewest} ballots stand in one row, with the next larger where that is needed."
        )
    sent = ""
    if now.said.sent_to_state_at:
        sent = f"<p>Sent to the secretary of state at {escape(now.said.sent_to_state_at)} (13-15-101).</p>"
    return (
        f"<h1>About these results</h1><p>They are unofficial until the county canvass. {rule}</p>{sent}"
        "<p>Nothing on this site counts its readers. There is no account, no cookie and no other site in it. What you "
        "follow is kept in your browser and in the address, which you may keep or pass on.</p>"
        "<p>Each snapshot is signed with those before it. The file checkpoint has the root, to be compared with the "
        "county's notice. No snapshot is ever taken back: a correction is one more, and says why.</p>"
    )
