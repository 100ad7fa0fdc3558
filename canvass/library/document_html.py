"""A document as a page shows it. Nothing in it runs or loads from elsewhere, and each link stays within the pages.

Marks of HTML in a document are shown as letters. A link to another document leads to its page, a picture is the
document's own, and what is served by nobody here is words without a link.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from posixpath import dirname, normpath
from urllib.parse import unquote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from canvass.library.written_documents import document_places, document_text, with_anchors

_PICTURE = ".png"


@cache
def document_html(name: str) -> SafeString:
    """The document's text as HTML; made once a process. Raises KeyError where there is no such document."""
    return text_html(document_text(name), name)


def text_html(text: str, name: str) -> SafeString:
    """The same of a text that is said to be this document's."""
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = reader.parse(text)
    _name_parts(tokens)
    for token in tokens:
        token.children = list(_within(token.children, name)) if token.children else token.children
    return mark_safe(str(reader.renderer.render(tokens, reader.options, {})))


def _name_parts(tokens: list[Token]) -> None:
    """Headings get the anchors that links name; tables and blocks of code get names for who hears the page."""
    headings = with_anchors(_plain(words) for opened, words in pairwise(tokens) if opened.type == "heading_open")
    heading, number = "The document", 0
    for token in tokens:
        if token.type == "heading_open":
            known = next(headings)
            heading, number = known.words, 0
            token.attrSet("id", known.anchor)
        elif token.type in ("table_open", "fence"):
            number += 1
            token.meta["called"] = f"{heading}, {number}" if number > 1 else heading


def _plain(token: Token) -> str:
    return "".join(one.content for one in token.children or () if one.type in ("text", "code_inline"))


def _within(parts: list[Token], name: str) -> Iterator[Token]:
    """The parts of a line with their addresses; a link that leads nowhere here is its words."""
    leads = True
    for part in parts:
        if part.type == "link_open":
            address = _address(str(part.attrGet("href") or ""), name)
            leads = bool(address)
            part.attrs = {"href": address, "data-help": ""}
        if part.type == "image":
            part.attrs["src"] = _address(str(part.attrGet("src") or ""), name, pictures=True)
        if leads or part.type not in ("link_open", "link_close"):
            yield part
        leads = leads or part.type == "link_close"


def _address(link: str, name: str, pictures: bool = False) -> str:
    """Where a link within a document leads in the pages; empty where nobody serves it."""
    path, _, anchor = unquote(link).partition("#")
    target = normpath(f"{dirname(name)}/{path}").lstrip("/") if path else name
    if target not in document_places() or target.endswith(_PICTURE) != pictures:
        return ""
    return reverse("library:document", args=(target,)) + (f"#{anchor}" if anchor else "")


class _Renderer(RendererHTML):
    """HTML without styles of its own, which the pages' headers refuse, and with parts that scroll alone.

    A method is the rule of the kind of token that has its name.
    """

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Tables scroll within the page."""
        return f"{_region(tokens[idx], 'table-scroll')}<table>\n"

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """And end with what they scroll in."""
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Heads say that they are of a column; without words they are no heads."""
        return f'<th scope="col"{_aligned(tokens[idx])}>' if tokens[idx + 1].content else "<td>"

    def th_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """As it was opened."""
        return "</th>\n" if tokens[idx - 1].content else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Numbers stand on the right."""
        return f"<td{_aligned(tokens[idx])}>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture that is not served is its words."""
        source, words = str(tokens[idx].attrGet("src") or ""), escapeHtml(tokens[idx].content)
        return f'<img src="{escapeHtml(source)}" alt="{words}" loading="lazy">' if source else words

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """What is typed."""
        token = tokens[idx]
        return f"{_region(token, 'code-scroll')}<pre><code>{escapeHtml(token.content)}</code></pre></div>\n"


def _region(token: Token, kind: str) -> str:
    called = escapeHtml(str(token.meta["called"]))
    return f'<div class="{kind}" role="region" aria-label="{called}" tabindex="0">'


def _aligned(cell: Token) -> str:
    return ' class="number"' if "right" in str(cell.attrGet("style") or "") else ""
