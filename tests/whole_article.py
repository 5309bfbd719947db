"""One article with everything that an article may hold, in English and in Persian.

Both say the same, block by block: what is lost of it on the way to a page, a feed, paper, an
e-reader or a stick is lost in both directions of writing or in one of them. The people and places
in it are invented.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

Json = dict[str, Any]

#: Pictures in the media room: the one at the head, and three of the text.
LEAD, QUAY, WHEEL, ROPE = (letter * 32 for letter in "abcd")
PUBLISHED: Final = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class WholeArticle:
    """An article's text, and what is filed beside it.

    Attributes:
        picture: of the head: what it shows, caption, credit.
        corrections: day and text, the oldest first.
        numbers: of the items of its numbered lists, as readers count them.
    """

    language: str
    document: Json
    slug: str
    bylines: tuple[str, ...]
    dateline: str
    content_note: str
    picture: tuple[str, str, str]
    corrections: tuple[tuple[date, str], ...]
    numbers: tuple[str, ...]


def _node(kind: str, *content: "Json | str", **attrs: object) -> Json:
    made: Json = {"type": kind}
    if attrs:
        made["attrs"] = attrs
    if content:
        made["content"] = [_text(each) if isinstance(each, str) else each for each in content]
    return made


def _text(said: str, *marks: str, **attrs: str) -> Json:
    """A run of text; the attributes are those of the last mark."""
    made: Json = {"type": "text", "text": said}
    if marks:
        made["marks"] = [{"type": mark} for mark in marks]
        if attrs:
            made["marks"][-1]["attrs"] = attrs
    return made


def _p(*content: "Json | str", **attrs: object) -> Json:
    return _node("paragraph", *content, **attrs)


def _note(*content: "Json | str") -> Json:
    return _node("footnote", *content)


def _item(*content: "Json | str") -> Json:
    """A list's item: inline content is its paragraph, lists come after it."""
    inline = [each for each in content if isinstance(each, str) or "List" not in each["type"]]
    lists = [each for each in content if not isinstance(each, str) and "List" in each["type"]]
    return _node("listItem", _p(*inline), *lists)


def _row(kind: str, *cells: "tuple[Json | str, ...]") -> Json:
    return _node("tableRow", *(_node(kind, _p(*cell)) for cell in cells))


_BREAK: Final = _node("hardBreak")


def _english() -> Json:
    return _node(
        "doc",
        _node("title", "Two Ferries and a ", _text("Piano", "emphasis")),
        _node("standfirst", "What a river carries when ", _text("nobody", "strong"), " looks."),
        _p(
            "The ferry runs on ",
            _text("two chains", "strong"),
            " and has carried ",
            _text("everything", "emphasis"),
            " since 1889",
            _note(
                "The ",
                _text("older", "emphasis"),
                " chain was cast in Sallow; see ",
                _text(
                    "the harbour book", "link", href="https://archive.example.org/book?page=1&x=2"
                ),
                " ",
                _node("citation", source="harbour-1", locator="p. 41"),
                ".",
                _BREAK,
                "A second line of the same note.",
            ),
            _note("It was painted green, then red."),
            ": hay, a ",
            _text("church bell", "strike"),
            " school bell, and once a ",
            _text("grand", "strong", "emphasis"),
            " piano. The toll is 4 m",
            _text("2", "superscript"),
            " of deck for a bag of H",
            _text("2", "subscript"),
            "O salts; the clerk's entry reads ",
            _text("toll = deck * 4", "code"),
            ".",
        ),
        _node("heading", "The ", _text("count", "emphasis"), " of crossings", level=2),
        _p(
            "A Persian phrase, ",
            _text("کتاب رودخانه", "language", lang="fa"),
            ", stands on the bow, and below it the Arabic word سفينة in gilt. Somebody asks at "
            "every landing what it means; nobody has yet answered the same way twice.",
            _BREAK,
            "The line after the break is its own.",
        ),
        _node("heading", "Upstream", level=3),
        _node(
            "quotation",
            _p("I would have asked first.", _note("She said so twice.")),
            _p("And then I would have rowed."),
            speaker="Edvarda Prost",
            role="ferrywoman",
            place="the landing",
            date="10 March",
            source="harbour-1",
        ),
        _node(
            "quotation",
            _p("من يعبر النهر مرتين لا يعبر النهر نفسه.", dir="rtl"),
            speaker="نقش على الجسر",
        ),
        _node("pullQuote", "Nobody shouted; the river did."),
        _node("heading", "Of chains and wheels", level=4),
        _node(
            "verse",
            _node("verseLine", "Up in the room of glass"),
            _node(
                "verseLine",
                "a weight goes round",
                _note("A governor, on the steam ferry."),
                indent=2,
            ),
            _node("verseLine"),
            _node("verseLine", "and stops, and ", _text("starts", "emphasis"), indent=4),
            _node("verseLine", "where the river bends."),
        ),
        _node(
            "bulletList",
            _item("one bicycle"),
            _item(
                "one cello, and with it",
                _node(
                    "bulletList",
                    _item("a bow"),
                    _item("a case ", _text("without", "strong"), " a lock"),
                ),
            ),
        ),
        _node(
            "orderedList",
            _item("Ring the bell."),
            _item(
                "Wait for the answer",
                _note("Three strokes."),
                ":",
                _node("orderedList", _item("from the far bank;"), _item("from the near one.")),
            ),
            _item("Go aboard."),
            start=3,
        ),
        _node(
            "table",
            _row("tableHeader", ("Choice",), ("Cost in millions",), ("Since",)),
            _row("tableCell", ("New ferry", _note("Without the landing.")), ("4.1",), ("1974",)),
            _row("tableCell", (_text("Bridge", "strong"),), ("26.8",), ("never",)),
            caption="What a crossing costs",
        ),
        _node(
            "aside",
            _node("heading", "What a chain weighs", level=3),
            _p("Nine kilograms for each metre, wet."),
            _node("bulletList", _item("dry: eight"), _item("frozen: nobody knows")),
        ),
        _node("codeBlock", "def toll(deck):\n    return deck * 4  # crowns", language="python"),
        _node("sceneBreak"),
        _p("In the second winter the ice held for twenty-five days."),
        _node(
            "embed",
            url="https://www.archive.example.org/film",
            title="The last crossing, a film",
            credit="Film: Nadia R.",
        ),
        _node(
            "picture",
            "The quay at ",
            _text("noon", "emphasis"),
            _note("Taken from the mill."),
            media=QUAY,
            alt="A quay with nobody on it",
            credit="Photograph: the mill's own",
        ),
        _node(
            "gallery",
            _node(
                "picture", "The wheel.", media=WHEEL, alt="A wheel with nine spokes", credit=None
            ),
            _node("picture", media=ROPE, alt="A rope in a coil", credit="Drawing: Ilse Varga"),
        ),
        _p(
            "The clerk called the names in alphabetical order",
            _note("See the minutes."),
            ". The end.",
        ),
        _node(
            "sources",
            _node(
                "source",
                id="harbour-1",
                author="Hallin, Ada",
                title="What the Harbour Wrote",
                place="Sallow Press",
                date="1889",
                url="https://archive.example.org/harbour",
                doi="10.1000/182",
            ),
            _node("source", id="unread-2", title="Who rowed before the chain?"),
        ),
    )


def _persian() -> Json:
    return _node(
        "doc",
        _node("title", "دو قایق و یک ", _text("پیانو", "emphasis")),
        _node(
            "standfirst",
            "رود چه می\u200cبرد وقتی ",
            _text("هیچ\u200cکس", "strong"),
            " نگاه نمی\u200cکند.",
        ),
        _p(
            "قایق روی ",
            _text("دو زنجیر", "strong"),
            " می\u200cرود و از سال ۱۸۸۹ ",
            _text("همه\u200cچیز", "emphasis"),
            " برده است",
            _note(
                "زنجیرِ ",
                _text("کهنه\u200cتر", "emphasis"),
                " را در سالو ریختند؛ بنگرید به ",
                _text("دفتر بندر", "link", href="https://archive.example.org/book?page=1&x=2"),
                " ",
                _node("citation", source="harbour-1", locator="ص ۴۱"),
                ".",
                _BREAK,
                "سطر دوم همین پانوشت.",
            ),
            _note("نخست سبز بود، سپس سرخ."),
            ": یونجه، یک ",
            _text("ناقوس کلیسا", "strike"),
            " زنگ مدرسه و یک بار هم پیانویی ",
            _text("بزرگ", "strong", "emphasis"),
            ". کرایه برای هر متر",
            _text("۲", "superscript"),
            " عرشه چهار سکه است و نمکِ H",
            _text("2", "subscript"),
            "O را جدا می\u200cشمرند؛ در دفتر نوشته\u200cاند ",
            _text("toll = deck * 4", "code"),
            ".",
        ),
        _node("heading", "شمارِ ", _text("گذرها", "emphasis"), level=2),
        _p(
            "روی دماغه نوشته\u200cاند ",
            _text("Hallin Ferry", "language", lang="en"),
            " و زیر آن واژهٔ Sallow را زراندود کرده\u200cاند. در هر لنگرگاه کسی می\u200cپرسد معنایش "
            "چیست و هنوز هیچ\u200cکس دو بار یک جور پاسخ نداده است.",
            _BREAK,
            "سطرِ پس از شکست از آنِ خودش است.",
        ),
        _node("heading", "بالادست", level=3),
        _node(
            "quotation",
            _p("من بودم اول می\u200cپرسیدم.", _note("دو بار این را گفت.")),
            _p("و بعد پارو می\u200cزدم."),
            speaker="نوشین رودبانی",
            role="قایق\u200cران",
            place="لنگرگاه",
            date="۱۹ اسفند",
            source="harbour-1",
        ),
        _node(
            "quotation",
            _p("Nobody crosses the same river twice.", dir="ltr"),
            speaker="Written on the bridge",
        ),
        _node("pullQuote", "هیچ\u200cکس فریاد نزد؛ رود زد."),
        _node("heading", "از زنجیرها و چرخ\u200cها", level=4),
        _node(
            "verse",
            _node("verseLine", "آن بالا در اتاقِ شیشه"),
            _node("verseLine", "وزنه\u200cای می\u200cچرخد", _note("در قایقِ بخار."), indent=2),
            _node("verseLine"),
            _node("verseLine", "و می\u200cایستد و ", _text("باز", "emphasis"), indent=4),
            _node("verseLine", "آنجا که رود می\u200cپیچد."),
        ),
        _node(
            "bulletList",
            _item("یک دوچرخه"),
            _item(
                "یک ویولن\u200cسل و همراهش",
                _node(
                    "bulletList",
                    _item("یک آرشه"),
                    _item("جعبه\u200cای ", _text("بی", "strong"), " قفل"),
                ),
            ),
        ),
        _node(
            "orderedList",
            _item("زنگ را بزنید."),
            _item(
                "منتظر پاسخ بمانید",
                _note("سه ضربه."),
                ":",
                _node("orderedList", _item("از کرانهٔ دور؛"), _item("از کرانهٔ نزدیک.")),
            ),
            _item("سوار شوید."),
            start=3,
        ),
        _node(
            "table",
            _row("tableHeader", ("گزینه",), ("هزینه به میلیون",), ("از سال",)),
            _row("tableCell", ("قایق تازه", _note("بدون لنگرگاه.")), ("۴٫۱",), ("۱۹۷۴",)),
            _row("tableCell", (_text("پل", "strong"),), ("۲۶٫۸",), ("هرگز",)),
            caption="یک گذر چه می\u200cارزد",
        ),
        _node(
            "aside",
            _node("heading", "زنجیر چه وزنی دارد", level=3),
            _p("هر متر نُه کیلوگرم، وقتی خیس باشد."),
            _node("bulletList", _item("خشک: هشت"), _item("یخ\u200cزده: کسی نمی\u200cداند")),
        ),
        _node("codeBlock", "def toll(deck):\n    return deck * 4  # crowns", language="python"),
        _node("sceneBreak"),
        _p("زمستانِ دوم یخ بیست\u200cوپنج روز ماند."),
        _node(
            "embed",
            url="https://www.archive.example.org/film",
            title="واپسین گذر، یک فیلم",
            credit="فیلم: Nadia R.",
        ),
        _node(
            "picture",
            "اسکله در ",
            _text("نیمروز", "emphasis"),
            _note("از آسیاب گرفته شده."),
            media=QUAY,
            alt="اسکله\u200cای که کسی بر آن نیست",
            credit="عکس: از خودِ آسیاب",
        ),
        _node(
            "gallery",
            _node("picture", "چرخ.", media=WHEEL, alt="چرخی با نُه پره", credit=None),
            _node("picture", media=ROPE, alt="طنابی حلقه\u200cشده", credit="طرح: Ilse Varga"),
        ),
        _p(
            "منشی نام\u200cها را به ترتیب الفبا خواند",
            _note("بنگرید به صورت\u200cجلسه."),
            ". پایان.",
        ),
        _node(
            "sources",
            _node(
                "source",
                id="harbour-1",
                author="هالین، آدا",
                title="آنچه بندر نوشت",
                place="نشر سالو",
                date="۱۸۸۹",
                url="https://archive.example.org/harbour",
                doi="10.1000/182",
            ),
            _node("source", id="unread-2", title="پیش از زنجیر که پارو زد؟"),
        ),
    )


ENGLISH: Final = WholeArticle(
    language="en",
    document=_english(),
    slug="two-ferries",
    bylines=("Marit Osei-Lund", "Nadia R."),
    dateline="Hallin Ferry, in the fog",
    content_note="Speaks of a drowning.",
    picture=("A ferry on a chain", "The ferry before its last winter", "Photograph: Nadia R."),
    corrections=(
        (date(2026, 3, 4), "The ferry has six places, not five."),
        (date(2026, 3, 6), "The bell was the school's, not the church's."),
    ),
    numbers=("3", "4", "1", "2", "5"),
)
PERSIAN: Final = WholeArticle(
    language="fa",
    document=_persian(),
    slug="دو-قایق",
    bylines=("هاله سفیدرودی", "ن. ر."),
    dateline="ده\u200cچشمه، در مه",
    content_note="از غرق\u200cشدن می\u200cگوید.",
    picture=("قایقی بر زنجیر", "قایق پیش از واپسین زمستانش", "عکس: ن. ر."),
    corrections=(
        (date(2026, 3, 4), "قایق شش جا دارد، نه پنج جا."),
        (date(2026, 3, 6), "زنگ از آنِ مدرسه بود، نه کلیسا."),
    ),
    numbers=("۳", "۴", "۱", "۲", "۵"),
)
