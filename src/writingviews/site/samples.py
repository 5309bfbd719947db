"""A small made-up publication in five languages: every context, full and empty.

A publication's own templates are tried on it before they serve (`theme`); ours are tested on it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from writingviews.document.html import PictureView
from writingviews.site.contexts import (
    AboutContext,
    ArchiveContext,
    ArchiveMonth,
    ArchiveYear,
    ArticleContext,
    BylineEntry,
    BylinesContext,
    BylineView,
    CallContext,
    CallsContext,
    CallView,
    Card,
    Context,
    CorrectionView,
    Direction,
    DraftRow,
    DraftsContext,
    DraftSide,
    EditionContext,
    EditionEntry,
    EditionsContext,
    EnterContext,
    FeedLink,
    Frame,
    FrontContext,
    GoneContext,
    Happening,
    HeadingLink,
    LanguageLink,
    LeadPicture,
    Link,
    ListContext,
    MapView,
    NotFoundContext,
    OfferLink,
    PlaceMark,
    PlacesContext,
    RedirectContext,
    ReplyForm,
    ReplyFormContext,
    ReplyHeldContext,
    ReplyOwnContext,
    ReplyReportContext,
    ReplyView,
    ReviewedView,
    SearchChoice,
    SearchContext,
    SearchFilter,
    SearchResult,
    SectionBlock,
    Social,
    SourceEntry,
    SpeakerView,
    TimelineContext,
    TopicEntry,
    TopicsContext,
    WriterBox,
)

LANGUAGES = ("en", "fa", "ar", "es", "fr")


@dataclass(frozen=True)
class Text:
    """What the sample publication says in one language."""

    direction: Direction
    native: str
    name: str
    motto: str
    sections: tuple[str, str, str, str]
    writer: str
    monogram: str
    title: str
    standfirst: str
    paragraph: str
    topic: str
    place: str


TEXTS = {
    "en": Text(
        "ltr",
        "English",
        "The Far Quay",
        "What we see from where we are",
        ("Culture", "Politics", "Literature", "Science"),
        "Marit Holm",
        "MH",
        "A <em>litre</em> an hour",
        "Six pupils hung a net in the fog and waited for the sea to come through it.",
        "The fog comes up over the head at about four in the afternoon, and it comes at a run.",
        "The sea",
        "Vellmouth, 12 March 2026",
    ),
    "fa": Text(
        "rtl",
        "فارسی",
        "اسکلهٔ دور",
        "آنچه از جایی که ایستاده‌ایم می‌بینیم",
        ("فرهنگ", "سیاست", "ادبیات", "دانش"),
        "هاله سفیدرودی",
        "ه",
        "نانِ <em>دوم</em>",
        "هر روز غروب یکی نان می‌خرید برای میخِ کنار در.",
        "پاییزی که هفده‌سالم شد، نانوایی شاگرد می‌خواست و من پول می‌خواستم؛ ژاله، گچ، پنجره، کتاب.",
        "دریا",
        "بندر، ۱۲ مارس ۲۰۲۶",
    ),
    "ar": Text(
        "rtl",
        "العربية",
        "الرصيف البعيد",
        "ما نراه من حيث نقف",
        ("ثقافة", "سياسة", "أدب", "علوم"),
        "شيماء الغدراني",
        "ش",
        "الفرن الذي <em>يسبق</em> الديك",
        "واحدٌ وثلاثون بيتًا وفرنٌ واحد، ولكلّ بيتٍ علامةٌ على رغيفه.",
        "في الرابعة إلا ثلثًا لا يُرى من القرية سوى فمٍ برتقاليّ في سفح الجبل.",
        "البحر",
        "عين الدوالي، 12 مارس 2026",
    ),
    "es": Text(
        "ltr",
        "Español",
        "El muelle lejano",
        "Lo que vemos desde donde estamos",
        ("Cultura", "Política", "Literatura", "Ciencia"),
        "Inés Corral",
        "IC",
        "Instrucciones para mirar <em>un charco</em>",
        "Hay que tumbarse, taparse el sol con una mano y aguantar mientras baja la marea.",
        "La niebla sube por el cabo hacia las cuatro de la tarde, y sube corriendo.",
        "El mar",
        "Puerto, 12 de marzo de 2026",
    ),
    "fr": Text(
        "ltr",
        "Français",
        "La rive lointaine",
        "Ce que l’on voit d’où l’on est",
        ("Culture", "Politique", "Littérature", "Sciences"),
        "Maëlle Quéméneur",
        "MQ",
        "Le bac qui <em>n’attend</em> personne",
        "Deux vélos, un piano et trente-et-une personnes passent le fleuve chaque matin.",
        "À six heures moins le quart, la cloche du ponton sonne deux fois, et l’on se tait.",
        "La mer",
        "Le Port, 12 mars 2026",
    ),
}

PICTURE = PictureView(
    width=1500,
    height=1000,
    sources=[
        ("image/avif", f"/media/{'a' * 32}/480.avif 480w, /media/{'a' * 32}/960.avif 960w"),
        ("image/webp", f"/media/{'a' * 32}/480.webp 480w"),
    ],
    src=f"/media/{'a' * 32}/960.jpg",
    sizes="100vw",
)


def prefix(language: str) -> str:
    return "" if language == "en" else f"/{language}"


def frame(language: str, address: str = "/", title: str = "A title") -> Frame:
    text, root = TEXTS[language], prefix(language)
    return Frame(
        publication=text.name,
        motto=text.motto,
        language=language,
        direction=text.direction,
        base_address="https://quay.example",
        address=address,
        title=title,
        description=text.standfirst,
        home=f"{root}/",
        languages=tuple(
            LanguageLink(
                other,
                TEXTS[other].native,
                TEXTS[other].direction,
                f"{prefix(other)}/",
                current=other == language,
                translation=True,
            )
            for other in LANGUAGES
        ),
        sections=tuple(
            Link(name, f"{root}/sections/{number}/", hue=number, current=number == 0)
            for number, name in enumerate(text.sections)
        ),
        indexes=(Link(text.topic, f"{root}/topics/"), Link(text.writer, f"{root}/bylines/")),
        feeds=(FeedLink(text.name, f"{root}/feed.xml", "application/atom+xml"),),
        search=f"{root}/search",
        imprint="CC BY 4.0",
        latest=f"{root}/latest/",
        social=Social("article", "https://quay.example/picture.jpg", 1200, 630, "A quay"),
        json_ld=json.dumps({"@type": "Article", "headline": "</script><b>"}),
    )


def card(language: str, kind: str = "essay", hue: int = 0, *, picture: bool = True) -> Card:
    text, root = TEXTS[language], prefix(language)
    return Card(
        href=f"/articles/{kind}-{hue}/",
        title_html=text.title,
        kind=kind,
        language=language,
        direction=text.direction,
        published=date(2026, 3, 12),
        standfirst_html=text.standfirst,
        section=Link(text.sections[hue], f"{root}/sections/{hue}/", hue=hue),
        bylines=(BylineView(text.writer, "/bylines/w/", text.monogram),),
        reading_minutes=7,
        picture=PICTURE if picture else None,
        picture_alt="A quay at dawn",
        dateline=text.place,
    )


def body(language: str) -> str:
    """Every block, as the document room renders them."""
    text = TEXTS[language].paragraph
    return (
        f'<p dir="auto">{text}<sup class="fn"><a id="fnref-1" href="#fn-1" role="doc-noteref"'
        f' aria-label="1">1</a></sup> <strong>{text}</strong></p>'
        f'<h2 id="h-one" dir="auto">{text}</h2><p dir="auto">{text}</p>'
        f'<h3 id="h-two" dir="auto">{text}</h3>'
        '<p dir="auto">A Latin name in it, <span lang="fa" dir="rtl">کتاب‌ها</span>.</p>'
        f'<figure class="quotation" dir="auto"><blockquote dir="auto"><p dir="auto">{text}</p>'
        '</blockquote><figcaption dir="auto"><span class="speaker">Ilse</span>, '
        '<span class="role">keeper</span></figcaption></figure>'
        f'<p class="pull-quote" dir="auto">{text}</p>'
        '<figure class="picture" dir="auto"><picture><img src="/p.jpg" width="3" height="2" alt=""'
        '/></picture><figcaption dir="auto">A caption <span class="credit">Us</span></figcaption>'
        '</figure><div class="gallery" dir="auto"><figure class="picture" dir="auto"><picture>'
        '<img src="/p.jpg" width="3" height="2" alt="A boat"/></picture></figure></div>'
        '<div class="verse" dir="auto"><p class="stanza" dir="auto"><span class="line" dir="auto">'
        f'{text}</span><br/><span class="line" data-indent="2" dir="auto">{text}</span></p></div>'
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">'
        '<table dir="auto"><thead><tr><th scope="col" dir="auto">A</th></tr></thead><tbody><tr>'
        '<td dir="auto">1<sup class="fn"><a id="fnref-2" href="#fn-2">2</a></sup></td></tr></tbody>'
        '</table></div><aside class="aside" role="note" dir="auto"><h4 id="h-three" dir="auto">'
        f'{text}</h4><p dir="auto">{text}</p></aside>'
        '<pre class="code" dir="ltr" tabindex="0" role="group" aria-label="Code 1"><code>x = 1'
        '</code></pre><hr class="scene-break"/><figure class="embed" dir="auto">'
        '<a href="https://example.org/" rel="nofollow">A film <span class="host" dir="ltr">'
        "example.org</span></a></figure>"
        f'<ol dir="auto"><li dir="auto">{text}</li></ol>'
        f'<ul dir="auto"><li dir="auto">{text}</li></ul>'
    )


def reply(language: str, anchor: str = "reply-1") -> ReplyView:
    text = TEXTS[language]
    return ReplyView(
        anchor=anchor,
        name=text.writer,
        date=date(2026, 3, 14),
        paragraphs_html=(text.paragraph,),
        answers=(
            ReplyView(
                f"{anchor}-1",
                "Ilse K.",
                date(2026, 3, 15),
                ("Thank you.",),
                writer_href="/bylines/w/",
            ),
        ),
        answer_href="/replies/essay-0/?to=1",
        report_href="/replies/essay-0/report/1/",
    )


def article(language: str) -> ArticleContext:
    """An article with everything an article can have."""
    text = TEXTS[language]
    return ArticleContext(
        frame=frame(language, "/articles/essay-0/"),
        card=card(language),
        body_html=body(language),
        content_note="Mentions drowning.",
        happened=date(2026, 3, 11),
        reviewed=ReviewedView("book", text.title, text.writer, "240 pp."),
        place=Link(text.topic, "/places/skarrow/", language=language, direction=text.direction),
        speakers=(SpeakerView(text.writer, text.topic), SpeakerView("Ilse K.")),
        lead=LeadPicture(PICTURE, "A quay at dawn", text.standfirst, "The workshop"),
        updated=date(2026, 3, 13),
        topics=(Link(text.topic, "/topics/sea/"),),
        editions=(edition_link(language),),
        footnotes=(f'<em>{text.paragraph}</em> <a href="https://example.org/">1</a>', "Two."),
        contents=tuple(HeadingLink(f"h-{name}", name, 2) for name in ("one", "two", "three")),
        sources=(SourceEntry("Sorley, <em>Water from air</em>", "source-1"), SourceEntry("Us")),
        corrections=(CorrectionView(date(2026, 3, 13), "Two metres.", "Two feet."),),
        writers=(WriterBox(text.writer, "/bylines/w/", text.monogram, about=(text.paragraph,)),),
        more_from_writer=(card(language, "report", 1),),
        related=(card(language, "poem", 2, picture=False), card(language, "story", 3)),
        newer=Link("Newer piece", "/articles/newer/"),
        older=Link("Older piece", "/articles/older/"),
        replies=(reply(language),),
        reply_form=ReplyForm("/replies/essay-0/"),
        offers=(
            OfferLink("leaflet", "/articles/essay-0/leaflet.pdf", "PDF", 245_000, pages=2),
            OfferLink("epub", "/articles/essay-0/essay-0.epub", "EPUB", 1_900_000),
        ),
        began="/articles/essay-0/drafts/",
    )


def drafts(language: str) -> Iterator[tuple[str, Context]]:
    """How an article began, with all that can stand there, and with the least."""
    text = TEXTS[language]

    def side(prefix: str) -> DraftSide:
        return DraftSide(
            text.title,
            412,
            prefix,
            text.standfirst,
            (text.paragraph,),
            (SourceEntry("Sorley, <em>Water from air</em>", f"{prefix}source-1"),),
        )

    def noted(prefix: str, element: str) -> str:
        return (
            f'<p dir="auto">{text.paragraph} <{element}>{text.topic}</{element}><sup class="fn">'
            f'<a id="{prefix}fnref-1" href="#{prefix}fn-1" role="doc-noteref" aria-label="1">1</a>'
            "</sup></p>"
        )

    paragraph = f'<p dir="auto">{text.paragraph}</p>'
    rows = (
        DraftRow(noted("first-", "del"), noted("last-", "ins"), "changed"),
        DraftRow(paragraph, paragraph, "same"),
        DraftRow(f'<p dir="auto"><del>{text.standfirst}</del></p>', "", "first"),
        DraftRow("", f'<p dir="auto"><ins>{text.standfirst}</ins></p>', "last"),
    )
    own = replace(frame(language, "/articles/essay-0/drafts/"), index=False)
    yield "drafts", DraftsContext(own, card(language), side("first-"), side("last-"), rows)
    bare = (DraftSide(text.title, 1, "first-"), DraftSide(text.title, 2, "last-"))
    yield "drafts without words", DraftsContext(own, card(language), *bare)


def places(language: str) -> PlacesContext:
    """A map with a name that has room and one that has none."""
    root = prefix(language)
    links = tuple(Link(name, f"/places/{name.lower()}/") for name in ("Ostrey", "Skarrow"))
    marks = (
        PlaceMark("Ostrey", links[0].href, 40, 40),
        PlaceMark("S", links[1].href, 44, 44, named=False),
    )
    return PlacesContext(
        frame=frame(language, f"{root}/places/"),
        places=links,
        map=MapView(960, 480, "M0 0l9 0 0 9z", marks),
        timeline=f"{root}/timeline/",
    )


def timeline(language: str) -> TimelineContext:
    """Two years, one of which is shown."""
    root = prefix(language)
    place = Link("Skarrow", "/places/skarrow/")
    return TimelineContext(
        frame=frame(language, f"{root}/timeline/"),
        year=2026,
        happenings=(Happening(date(2026, 3, 11), card(language, "report"), place),),
        years=(
            Link("2026", f"{root}/timeline/2026/", current=True),
            Link("2025", f"{root}/timeline/2025/"),
        ),
        places=f"{root}/places/",
    )


def bare_article(language: str) -> ArticleContext:
    """The least an article can have."""
    return ArticleContext(
        frame=replace(
            frame(language, "/articles/bare/"),
            languages=(),
            sections=(),
            indexes=(),
            feeds=(),
            social=Social(),
            json_ld=None,
            imprint="",
            latest="",
            motto="",
        ),
        card=Card(
            href="/articles/bare/",
            title_html="Bare",
            kind="essay",
            language=language,
            direction=TEXTS[language].direction,
            published=None,
        ),
        body_html="<p>Nothing else.</p>",
    )


def edition_link(language: str) -> Link:
    text = TEXTS[language]
    return Link(text.topic, "/editions/1/", language=language, direction=text.direction)


def edition(language: str, *, picture: bool = True) -> EditionEntry:
    text = TEXTS[language]
    return EditionEntry(
        text.topic,
        "/editions/1/",
        language,
        text.direction,
        date(2026, 3, 12),
        label="2026" if picture else "",
        standfirst=text.standfirst if picture else "",
        picture=PICTURE if picture else None,
        picture_alt="A quay at dawn" if picture else "",
    )


def editions(language: str) -> Iterator[tuple[str, Context]]:
    text, elsewhere = TEXTS[language], "fa" if language != "fa" else "en"
    yield (
        "edition",
        EditionContext(
            frame(language, "/editions/1/"),
            edition(language),
            (card(language), card(elsewhere, "poem", 2, picture=False)),
            letter=(text.paragraph, text.standfirst),
            signed=text.writer,
            credit="The workshop",
        ),
    )
    yield "empty edition", EditionContext(frame(language), edition(elsewhere, picture=False))
    covers = (edition(language), edition(elsewhere, picture=False))
    yield "editions", EditionsContext(frame(language), covers)
    yield "no editions", EditionsContext(frame(language))


def call(language: str, state: str = "open") -> CallView:
    text = TEXTS[language]
    return CallView(
        text.topic,
        "/calls/1/",
        language,
        text.direction,
        state,
        date(2026, 3, 12),
        date(2026, 5, 3),
        date(2026, 5, 17),
        14,
        kinds=("essay", "poem") if state == "open" else (),
        section=frame(language).sections[0] if state == "open" else None,
        for_everybody=state == "open",
        anonymity={"open": "open", "upcoming": "writer_unknown"}.get(state, "both_unknown"),
    )


def calls(language: str) -> Iterator[tuple[str, Context]]:
    text, elsewhere = TEXTS[language], "fa" if language != "fa" else "en"
    html = f"<p>{text.paragraph}</p>"
    upcoming, closed = call(language, "upcoming"), call(elsewhere, "closed")
    yield "call", CallContext(frame(language, "/calls/1/"), call(language), html, "/enter/1/")
    yield "upcoming call", CallContext(frame(language), upcoming, html)
    yield "closed call", CallContext(frame(language), closed, html)
    yield "calls", CallsContext(frame(language), (call(language),), (upcoming,), (closed,))
    yield "no open call", CallsContext(frame(language))
    yield (
        "entry form",
        EnterContext(
            frame(language),
            call(language),
            "/account/login/",
            "/enter/1/",
            "token",
            "ilse",
            text.writer,
            "poem",
            ("essay", "poem"),
            (("", "Wait."), *((each, "Wrong.") for each in ("username", "password", "byline"))),
        ),
    )
    yield "entry form of a closed call", EnterContext(frame(language), closed, "/account/login/")


def lists(language: str) -> Iterator[tuple[str, Context]]:
    text = TEXTS[language]
    cards = tuple(card(language, kind, hue) for hue, kind in enumerate(("essay", "poem", "report")))
    yield (
        "section",
        ListContext(
            frame(language),
            "section",
            text.sections[0],
            cards,
            hue=0,
            intro=text.standfirst,
            count=41,
            number=2,
            numbers=3,
            newer="/newer/",
            older="/older/",
        ),
    )
    yield (
        "chapter",
        ListContext(
            frame(language),
            "chapter",
            text.sections[0],
            cards,
            count=3,
            about=(text.paragraph,),
        ),
    )
    yield "topic", ListContext(frame(language), "topic", text.topic, cards[:1], count=1)
    yield (
        "byline",
        ListContext(
            frame(language),
            "byline",
            text.writer,
            cards,
            monogram=text.monogram,
            about=(text.paragraph,),
            links=(Link("example.org", "https://example.org/"),),
            count=3,
        ),
    )
    yield "month", ListContext(frame(language), "month", "", cards, day=date(2026, 3, 1))
    yield "latest", ListContext(frame(language), "latest", text.topic, (), older="/older/")


def contexts(language: str) -> dict[str, Context]:
    """Every kind of page in a language, by a name of its own."""
    text = TEXTS[language]
    cards = tuple(
        card(language, kind, hue, picture=hue != 2)
        for hue, kind in enumerate(("essay", "report", "poem", "interview"))
    )
    elsewhere = card("fa" if language != "fa" else "en", "review", 1)
    return {
        "front": FrontContext(
            frame(language, title=""),
            cards[0],
            cards,
            tuple(
                SectionBlock(link, (cards[n], elsewhere))
                for n, link in enumerate(frame(language).sections)
            ),
            (*cards, elsewhere),
            (Link(text.topic, "/topics/sea/"),),
            "/latest/",
        ),
        "empty front": FrontContext(frame(language, title="")),
        **dict(lists(language)),
        **dict(editions(language)),
        **dict(calls(language)),
        "archive": ArchiveContext(
            frame(language),
            (ArchiveYear(2026, 12, (ArchiveMonth(date(2026, 3, 1), "/archive/2026/03/", 12),)),),
            (Link(text.topic, "/places/"),),
        ),
        "empty archive": ArchiveContext(frame(language)),
        "topics": TopicsContext(
            frame(language), (TopicEntry(text.topic, "/t/", 2), TopicEntry("?", "/u/", 0))
        ),
        "bylines": BylinesContext(
            frame(language),
            (
                BylineEntry(text.writer, "/b/", text.monogram, 2, about=text.paragraph),
                BylineEntry("Heron", "/c/", "H", 0, portrait=PICTURE),
            ),
        ),
        "places": places(language),
        "places without a map": replace(places(language), map=None, timeline=""),
        "timeline": timeline(language),
        "article": article(language),
        "bare article": bare_article(language),
        **dict(drafts(language)),
        "closed article": replace(
            article(language),
            reply_form=ReplyForm("/replies/x/", closed=True),
            replies=(),
            corrections=(),
            contents=(),
        ),
        "about": AboutContext(
            frame(language), text.name, f"<p>{text.paragraph}</p>", public_key=f"RW{'a' * 54}"
        ),
        "search": SearchContext(frame(language)),
        "search results": SearchContext(
            replace(frame(language), query="<fog>"),
            "<fog>",
            (SearchResult(cards[0], f"{text.standfirst} <mark>{text.topic}</mark>"),),
            count=41,
            first=11,
            previous="/search?q=fog",
            next="/search?q=fog&page=3",
            suggestion=Link("frog", "/search?q=frog"),
            scopes=(Link(text.native, "/search?q=fog", current=True),),
            filters=(
                SearchFilter(
                    "kind", "Kind", (SearchChoice("", "any"), SearchChoice("poem", "Poem", True))
                ),
            ),
            scope="all",
        ),
        "search without a find": SearchContext(frame(language), "fog"),
        "search with a fault": SearchContext(frame(language), "fog", problem="It is too long."),
        "reply form": ReplyFormContext(
            frame(language),
            cards[0],
            "/replies/x/",
            "Ilse",
            "",
            "ilse",
            (("", "Wait a minute."), ("text", "Write something."), ("email", "No address.")),
        ),
        "answer form": ReplyFormContext(
            frame(language), cards[0], "/replies/x/", parent=reply(language)
        ),
        "reply held": ReplyHeldContext(
            frame(language), cards[0], "/replies/essay-0/own/1/key/", "reply-1", mailed=True
        ),
        "own reply": ReplyOwnContext(
            frame(language), cards[0], "/own/", "Ilse", text.paragraph, (("text", "Write it."),)
        ),
        "own reply changed": ReplyOwnContext(frame(language), cards[0], "/own/", done="changed"),
        "own reply deleted": ReplyOwnContext(frame(language), cards[0], "/own/", done="deleted"),
        "report": ReplyReportContext(frame(language), cards[0], "/r/", reply(language)),
        "reported": ReplyReportContext(
            frame(language), cards[0], "/r/", reply(language), sent=True
        ),
        "not found": NotFoundContext(replace(frame(language), index=False), cards),
        "gone": GoneContext(frame(language)),
        "gone with a reason": GoneContext(frame(language), "At the writer's wish."),
        "moved": RedirectContext(frame(language), "/articles/essay-0/"),
    }
