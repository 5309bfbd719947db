"""HTML in, PDF out, by WeasyPrint, with our faces and nothing of the machine's.

WeasyPrint needs Pango, which is no Python package. It is imported when a PDF is asked for, so that
the rest of the program runs without it.
"""

import contextlib
import hashlib
import logging
import os
import warnings
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from PIL import ImageFile

from .columns import columns_layout
from .faces import face_rules
from .over_long import with_places_to_part
from .shelf import Shelf

STYLES: Final = Path(__file__).parent / "styles"
#: Pixels by which a space at a line's end may stand out.
_A_HAIR: Final = 0.5
_NO_FONTS: Final = Path(__file__).parent / "no-fonts.conf"


class TypesetterMissing(Exception):
    """WeasyPrint or a library that it needs is not there; the message says how to get it."""


@contextlib.contextmanager
def _only_our_faces() -> Iterator[None]:
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_NO_FONTS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that there are no fonts is meant
            yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@lru_cache(maxsize=1)
def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    truncated = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with _only_our_faces():
            import weasyprint  # noqa: PLC0415 - loads Pango
            from weasyprint.layout import block  # noqa: PLC0415
    except (ImportError, OSError) as missing:
        raise TypesetterMissing(
            "Printing on paper needs Pango: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0 ({str(missing).splitlines()[0]})."
        ) from missing
    finally:
        # It lets every part of the process take broken pictures for whole ones.
        ImageFile.LOAD_TRUNCATED_IMAGES = truncated
    block.columns_layout = columns_layout
    return weasyprint


def can_print() -> bool:
    """Return whether Pango, which prints on paper, is installed. Loads nothing of it."""
    return any(map(find_library, ("pango-1.0-0", "pango-1.0")))


@dataclass(frozen=True)
class Layout:
    """A document in pages.

    Args:
        pages: how many.
        document: WeasyPrint's.
    """

    pages: int
    document: Any

    @property
    def ends_in_flow(self) -> bool:
        """Whether some of ``.flow`` stands on the last page, and not only what follows it."""
        body = self.document.pages[-1]._page_box.children[0].children[0]  # noqa: SLF001
        return any(map(_is_flow, body.descendants()))


@dataclass(frozen=True)
class Measured:
    """Heights in points of what stands before ``.flow``, of it and behind it, and how far a word
    of it stands out at its side."""

    before: float
    flow: float
    behind: float
    beyond: float

    @property
    def whole(self) -> float:
        return self.before + self.flow + self.behind


class Typesetter:
    """Lays one document out, as often as it is asked to, with the faces loaded once.

    Args:
        html: the whole document.
        style: the name of its style sheet in ``styles/``.
        shelf: what may be read.

    Raises:
        TypesetterMissing: Pango is not there.
    """

    def __init__(self, html: str, style: str, shelf: Shelf) -> None:
        weasyprint = _weasyprint()

        class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc,name-defined]
            def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002
                data, mime = shelf.read(url)
                return weasyprint.urls.URLFetcherResponse(url, data, headers={"Content-Type": mime})

        self._fetcher = Fetcher(allowed_protocols=(), fail_on_errors=False)
        self._html = with_places_to_part(html)
        self._base = shelf.base_address + "/"
        with _only_our_faces():
            self._faces = weasyprint.text.fonts.FontConfiguration()
        said = "\n".join(
            [face_rules(), *((STYLES / name).read_text("utf-8") for name in ("type.css", style))]
        )
        self._style = self._css(said)
        self._pictures: dict[object, object] = {}

    def _css(self, said: str) -> Any:  # noqa: ANN401 - WeasyPrint's
        return _weasyprint().CSS(
            string=said,
            base_url=self._base,
            url_fetcher=self._fetcher,
            font_config=self._faces,
        )

    def lay_out(self, settings: str = "") -> Layout:
        """Return the document in pages.

        Args:
            settings: CSS that comes last: page and letter size.
        """
        weasyprint = _weasyprint()
        source = weasyprint.HTML(string=self._html, base_url=self._base, url_fetcher=self._fetcher)
        document = source.render(
            font_config=self._faces,
            stylesheets=[self._style, self._css(settings)],
            cache=self._pictures,
            presentational_hints=False,
        )
        return Layout(len(document.pages), document)

    def measure(self, settings: str) -> Measured:
        """Return how high the document is, and whether words stand out of ``.flow``.

        Args:
            settings: CSS that comes last: a page on which all of it stands.
        """
        body = self.lay_out(settings).document.pages[0]._page_box.children[0].children[0]  # noqa: SLF001
        flow = next(box for box in body.descendants() if _is_flow(box))
        top, bottom = flow.position_y, flow.position_y + flow.margin_height()
        end = body.position_y + body.margin_height()
        left, right = flow.content_box_x(), flow.content_box_x() + flow.width
        beyond = max(
            (
                max(left - box.position_x, box.position_x + box.width - right)
                for box in flow.descendants()
                if hasattr(box, "text")
            ),
            default=0,
        )
        points = 0.75
        return Measured(
            (top - body.position_y) * points,
            (bottom - top) * points,
            (end - bottom) * points,
            beyond * points if beyond > _A_HAIR else 0,
        )

    def pdf(self, layout: Layout, *, zoom: float = 1.0) -> bytes:
        """Return a layout as PDF, with its structure for those who hear it (PDF/UA-1).

        Args:
            layout: what `lay_out` returned.
            zoom: how much larger it is than it was laid out.
        """
        # An identifier of the text, not of the hour: the same bytes each time.
        identifier = hashlib.sha256(self._html.encode()).hexdigest()[:32].encode()
        data: bytes = layout.document.write_pdf(
            zoom=zoom, pdf_variant="pdf/ua-1", pdf_identifier=identifier
        )
        return data


def _is_flow(box: Any) -> bool:  # noqa: ANN401 - WeasyPrint's
    return box.element is not None and "flow" in box.element.get("class", "").split()
