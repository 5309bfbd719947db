"""Articles with everything that paper must keep, in four languages."""

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from writingviews.articles.models import Article, Correction, Kind, Section
from writingviews.articles.services.filing import Filing
from writingviews.articles.services.importing import Arrival, place_article
from writingviews.articles.tests.making import FIRST_DAY
from writingviews.document.markdown import document_from_markdown
from writingviews.editions.collection import of_articles
from writingviews.editions.paper.pieces import (
    Front,
    House,
    Piece,
    house_of,
    read_front,
    read_piece,
)
from writingviews.house.settings import house_settings
from writingviews.media.models import Picture
from writingviews.media.tests.pictures import drawing
from writingviews.people.services import create_byline
from writingviews.site.publication_view import PublicationView

#: Ids of pictures.
ABC: Final = "a" * 32
DEF: Final = "d" * 32


class Text(NamedTuple):
    """What an article says; its body lies in ``texts/``."""

    title: str
    standfirst: str
    writer: str
    dateline: str
    correction: str


TEXTS: Final = {
    "en": Text(
        "Two Ferries and a *Piano*",
        "What a river carries when nobody looks.",
        "Marit Osei-Lund",
        "Hallin Ferry, 13 March",
        "The ferry has six places, not five.",
    ),
    "es": Text(
        "El barrio que *aprendió* a esperar",
        "Una crónica de la calle Tinte.",
        "Inés Quiñones",
        "Puerto Viejo, 3 de mayo",
        "El telar es de 1931.",
    ),
    "fa": Text(
        "رودخانهٔ خط\u200cچین",
        "در نقشهٔ دیواری کلاس، رودخانهٔ ما خط\u200cچین بود.",
        "هاله سفیدرودی",
        "ده\u200cچشمه",
        "نقشه قدیمی\u200cتر بود.",
    ),
    "ar": Text(
        "بئر واحدة وسبع ساعات",
        "منذ تسعين عامًا تقتسم سبع عائلات ماءها.",
        "شيماء الغدراني",
        "واحة السدرة",
        "عدد العائلات سبع.",
    ),
}


def make_article(
    markdown: str,
    *,
    language: str = "en",
    title: str = "A title",
    standfirst: str = "",
    writer: str = "A Writer",
    dateline: str = "",
    picture: str = "",
    kind: Kind = Kind.ESSAY,
) -> Article:
    """A published article from Markdown."""
    made = document_from_markdown(
        markdown, title=title, standfirst=standfirst, picture=lambda name: name
    )
    return place_article(
        actor=None,
        writer=None,
        arrival=Arrival(
            origin=f"paper:{title}",
            document=made.document,
            filing=Filing(
                language=language,
                kind=kind,
                section=Section.objects.get(slug="culture"),
                topics=(),
                bylines=(create_byline(name=writer),),
                dateline=dateline,
                picture=picture,
                picture_alt="A slope",
                picture_caption="A slope of grey",
                picture_credit="Drawing: the house",
            ),
            slug="",
            date=FIRST_DAY,
            published=True,
        ),
    )


def make_whole_article(language: str, *, picture: str = "") -> Article:
    """The article of `TEXTS` in a language, with its correction."""
    text = TEXTS[language]
    article = make_article(
        (Path(__file__).parent / "texts" / f"{language}.md").read_text(encoding="utf-8"),
        language=language,
        title=text.title,
        standfirst=text.standfirst,
        writer=text.writer,
        dateline=text.dateline,
        picture=picture,
    )
    Correction.objects.create(article=article, on=date(2026, 3, 4), text=text.correction)
    return article


def make_picture(name: str = ABC) -> Path:
    """A picture in the media folder; returns its one rendition."""
    folder = house_settings().media_dir / name
    folder.mkdir(parents=True, exist_ok=True)
    drawing(480, 320).save(folder / "480.jpg", "JPEG")
    Picture.objects.create(
        id=name, width=480, height=320, widths=[480], created_on=date(2026, 3, 1)
    )
    return folder / "480.jpg"


def piece_of(article: Article, *, saving: bool = False, prefix: str = "") -> tuple[Piece, House]:
    """The article as paper has it, and the publication."""
    site = PublicationView.read()
    piece = read_piece(site, article.slug or "", saving=saving, prefix=prefix)
    return piece, house_of(site, piece.language)


def front_of(*articles: Article) -> Front:
    """What a booklet of articles says of itself."""
    slugs = [article.slug or "" for article in articles]
    return read_front(of_articles(PublicationView.read(), slugs))
