"""What a ZIM says of itself, read from the front page: pure.

The names are those of openZIM's "Metadata" (https://wiki.openzim.org/wiki/Metadata), as are the
most letters of each.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from writingviews.language.languages import primary_code

_MOST_TITLE: Final = 30
_MOST_DESCRIPTION: Final = 80
_MOST_LONG: Final = 4000

_SITE_NAME: Final = re.compile(r'<meta property="og:site_name" content="([^"]*)">')
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION: Final = re.compile(r'<meta name="description" content="([^"]*)">')
_IMPRINT: Final = re.compile(r'<p class="imprint"[^>]*>(.*?)</p>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_ACCENT: Final = re.compile(r'<html\b[^>]*\sdata-accent="([^"]*)"')

#: ISO 639-3 by ISO 639-1; a language that has three letters already keeps them.
_CODES: Final = (
    "am:amh ar:ara az:aze be:bel bg:bul bn:ben ca:cat cs:ces da:dan de:deu el:ell en:eng "
    "es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj ha:hau he:heb hi:hin "
    "hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm ko:kor ku:kur "
    "ky:kir lt:lit lv:lav mk:mkd mn:mon mr:mar ms:msa my:mya ne:nep nl:nld no:nor om:orm "
    "pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sd:snd si:sin sk:slk sl:slv so:som sq:sqi "
    "sr:srp sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tr:tur ug:uig "
    "uk:ukr ur:urd uz:uzb vi:vie yi:yid yo:yor zh:zho zu:zul"
)
_THREE: Final[Mapping[str, str]] = MappingProxyType(
    dict(pair.split(":") for pair in _CODES.split())
)


def three_letters(language: str) -> str:
    """Return a language's ISO 639-3 code; ``und`` for one that has none here."""
    primary = primary_code(language)
    return _THREE.get(primary, primary if len(primary) == 3 else "und")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a ZIM says of itself.

    Args:
        name: of the publication.
        motto: one line, or ``""``.
        languages: BCP 47 tags; the first is that of the index.
        site: its address.
        day: of the newest change, ``2026-03-21``.
        accent: name of its colour.
        licence: under what readers may pass it on, as it stands at the foot, or ``""``.
    """

    name: str
    motto: str
    languages: tuple[str, ...]
    site: str
    day: str
    accent: str
    licence: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The metadata by openZIM's names, without the icon."""
        codes = [three_letters(language) for language in self.languages]
        host = urlsplit(self.site).netloc.replace(":", "_") or "publication"
        several = "mul" if len(codes) > 1 else primary_code(self.languages[0])
        fields = {
            "Name": f"{host}_{several}_all",
            "Title": _cut(self.name, _MOST_TITLE),
            "Description": _cut(self.motto or f"{self.name}, {self.site}", _MOST_DESCRIPTION),
            "Language": ",".join(dict.fromkeys(codes)),
            "Creator": self.name,
            "Publisher": self.name,
            "Date": self.day,
            "Source": self.site,
            "Flavour": "maxi",
            "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
            "Scraper": "writingviews",
        }
        if len(self.motto) > _MOST_DESCRIPTION:
            fields["LongDescription"] = _cut(self.motto, _MOST_LONG)
        if self.licence:
            fields["License"] = self.licence
        return fields


def read_metadata(front: str, *, languages: Sequence[str], site: str, day: str) -> Metadata:
    """Return what a ZIM says of itself.

    Args:
        front: the front page, as the site bears it.
        languages, site, day: as of `Metadata`.
    """
    name = _SITE_NAME.search(front) or _TITLE.search(front)
    motto, accent = _DESCRIPTION.search(front), _ACCENT.search(front)
    imprint = _IMPRINT.search(front)
    return Metadata(
        name=unescape(name[1]).strip() if name else site,
        motto=unescape(motto[1]).strip() if motto else "",
        languages=tuple(languages),
        site=site,
        day=day,
        accent=accent[1] if accent else "",
        licence=unescape(_TAG.sub("", imprint[1])).strip() if imprint else "",
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
