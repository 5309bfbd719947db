"""HTML in the shapes that Word, LibreOffice, Google Docs and web pages put on the clipboard."""

from typing import Final

Cases = dict[str, tuple[str, list[str]]]


def _word(body: str) -> str:
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
        '<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} '
        "@list l0:level1 {mso-level-number-format:bullet;} --></style>"
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head>"
        "<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->\n"
        f"{body}\n<!--EndFragment--></body></html>"
    )


def _item(style: str, label: str, words: str) -> str:
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:{style}'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{label}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
        f"</span><![endif]>{words}<o:p></o:p></p>\n"
    )


WORD: Final[Cases] = {
    "word: headings and marks": (
        _word(
            "<p class=MsoTitle>The Title<o:p></o:p></p><h1>Chapter <b>One</b><o:p></o:p></h1>"
            "<h3>Below</h3><p class=MsoNormal>Plain\nwith <b style='mso-bidi-font-weight:normal'>"
            "bold</b>, <i>italic</i> and <span style='color:red'>red</span>.<o:p></o:p></p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        ),
        [
            "h2[The Title]",
            "h2[Chapter One]",
            "h3[Below]",
            "p[Plain with **bold**, /italic/ and red.]",
        ],
    ),
    "word: lists in lists": (
        _word(
            _item("l0 level1 lfo1", "·", "one")
            + _item("l0 level2 lfo1", "o", "within")
            + _item("l0 level3 lfo1", "§", "deeper")
            + _item("l0 level1 lfo1", "·", "two")
            + _item("l1 level1 lfo2", "3.", "third")
            + _item("l1 level1 lfo2", "4.", "fourth")
            + "<p class=MsoNormal>after</p>"
            + _item("l1 level1 lfo2", "5.", "fifth")
        ),
        [
            "ul[li[p[one]ul[li[p[within]ul[li[p[deeper]]]]]]li[p[two]]]",
            "ol3[li[p[third]]li[p[fourth]]]",
            "p[after]",
            "ol5[li[p[fifth]]]",
        ],
    ),
    "word: a list that begins deep": (
        _word(_item("l0 level3 lfo1", "·", "deep") + _item("l0 level1 lfo1", "·", "shallow")),
        ["ul[li[p[deep]]]", "ul[li[p[shallow]]]"],
    ),
    "word: footnotes": (
        _word(
            "<p class=MsoNormal>A claim<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" "
            'name="_ftnref1" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>'
            '[1]<![endif]></span></a> and<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>'
            " more.</p><div style='mso-element:footnote-list'><br clear=all>"
            '<hr align=left size=1 width="33%">'
            "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
            '<a href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> '
            "Said <i>there</i>.</p><p class=MsoFootnoteText>And here.</p></div>"
            "<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText>"
            '<a href="#_ftnref2" name="_ftn2">[2]</a> See <a href="https://example.org/">this</a>.'
            "</p></div></div>"
        ),
        ["p[A claim{Said /there/.|And here.} and{See <this https://example.org/>.} more.]"],
    ),
    "word: changes, comments and hidden words": (
        _word(
            '<p class=MsoNormal><ins cite="mailto:E" datetime="2026-01-01T10:00">put in </ins>'
            '<del cite="mailto:E" datetime="2026-01-01T10:00">taken out </del>kept'
            "<span style='display:none;mso-hide:all'>unseen</span> "
            "<a style='mso-comment-reference:E_1'>spoken of</a><span class=MsoCommentReference>"
            '<a class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[E1]</a>'
            "</span></p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
            '<div id="_com_1" class=msocomtxt><p class=MsoCommentText>Is it so?</p></div>'
            "</div></div>"
        ),
        ["p[put in kept spoken of]"],
    ),
    "word: quotation, table, right to left, page break": (
        _word(
            "<p class=MsoQuote>One.</p><p class=MsoQuote>Two.</p>"
            "<table class=MsoTableGrid border=1><tr><td colspan=2 width=200><p class=MsoNormal>"
            "<b>a</b><o:p></o:p></p></td></tr><tr><td>b</td><td><o:p>&nbsp;</o:p></td></tr></table>"
            "<span><br clear=all style='page-break-before:always'></span>"
            "<p class=MsoNormal dir=RTL style='text-align:right;direction:rtl'>"
            "<span lang=FA>می\u200cشود</span><span dir=LTR>61</span></p>"
        ),
        [
            "quotation[p[One.]p[Two.]]",
            "table[tr[td[p[**a**]]]tr[td[p[b]]td[p[]]]]",
            "p.rtl[می\u200cشود61]",
        ],
    ),
}

WORD_WEB: Final[Cases] = {
    "word on the web: heading, list and marks by style": (
        (
            '<div class="OutlineElement Ltr"><p class="Paragraph" role="heading" aria-level="2">'
            '<span class="TextRun"><span class="NormalTextRun">A heading</span></span>'
            '<span class="EOP">\u200b</span></p></div>'
            '<div class="ListContainerWrapper"><ul role="list"><li role="listitem" '
            'data-leveltext="" data-listid="1" data-aria-level="1"><p>one</p></li></ul></div>'
            '<div class="ListContainerWrapper"><ul role="list"><li data-listid="1" '
            'data-aria-level="2"><p>within</p></li></ul></div>'
            '<div class="ListContainerWrapper"><ul role="list"><li data-listid="1" '
            'data-aria-level="1"><p>two</p></li></ul></div>'
            '<div><p><span style="font-weight: bold;">bold</span> <span style="font-style:italic">'
            "soft</span></p></div>"
        ),
        ["h2[A heading]", "ul[li[p[one]ul[li[p[within]]]]li[p[two]]]", "p[**bold** /soft/]"],
    ),
}

LIBREOFFICE: Final[Cases] = {
    "libreoffice: fonts, lists and footnotes": (
        (
            '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)">'
            '<style type="text/css">p { line-height: 115% }</style>'
            '<h1 class="western">Chapter</h1>'
            '<p style="line-height: 100%"><font face="Liberation Serif"><font size="3">Words'
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
            " <b>bold</b></font></font></p>"
            "<ul><li><p>one</p><ul><li><p>within</p></li></ul></li></ul>"
            '<p dir="rtl" class="rtl">متن</p>'
            '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" '
            'name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The note.</p></div>'
        ),
        [
            "h2[Chapter]",
            "p[Words{The note.} **bold**]",
            "ul[li[p[one]ul[li[p[within]]]]]",
            "p.rtl[متن]",
        ],
    ),
}


def _google(body: str) -> str:
    return (
        "<meta charset='utf-8'><b style=\"font-weight:normal;\" "
        f'id="docs-internal-guid-12ab34cd-7fff">{body}</b><br class="Apple-interchange-newline">'
    )


GOOGLE: Final[Cases] = {
    "google: marks by style": (
        _google(
            '<h1 dir="ltr"><span style="font-weight:400;">Chapter</span></h1>'
            '<p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;'
            'white-space:pre-wrap;">Plain with </span><span style="font-weight:700;">bold</span>'
            '<span>, </span><span style="font-style:italic;">soft</span> '
            '<span style="text-decoration:line-through;">struck</span> '
            '<a href="https://www.google.com/url?q=https://example.org/a%3Fb%3D1&amp;sa=D">'
            '<span style="text-decoration:underline;">link</span></a></p><br>'
        ),
        ["h2[Chapter]", "p[Plain with **bold**, /soft/ ~struck~ <link https://example.org/a?b=1>]"],
    ),
    "google: lists, table, footnote, comment": (
        _google(
            '<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span>'
            '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p></li><ul><li dir="ltr" '
            'aria-level="2"><p dir="ltr">within</p></li></ul><li dir="ltr"><p>two</p></li></ul>'
            '<div dir="ltr" align="left"><table><colgroup><col></colgroup><tbody><tr><td><p>a</p>'
            '</td><td><p>b</p></td></tr></tbody></table></div><p dir="rtl">2026 سال</p>'
            '<p><span>words</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
            '<hr><div><p dir="ltr"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note.</span>'
            '</p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>A comment</span></p>'
            "</div>"
        ),
        [
            "ul[li[p[one{The note.}]ul[li[p[within]]]]li[p[two]]]",
            "table[tr[td[p[a]]td[p[b]]]]",
            "p.rtl[2026 سال]",
            "p[words]",
        ],
    ),
}

WEB: Final[Cases] = {
    "web: a quotation and who said it": (
        (
            "<figure><blockquote><p>We write.</p></blockquote>"
            "<figcaption>— Ines</figcaption></figure>"
            "<blockquote>Words<ul><li>a</li></ul></blockquote>"
        ),
        ["quotation.Ines[p[We write.]]", "quotation[p[Words]p[a]]"],
    ),
    "web: lines of verse, and a gap between stanzas": (
        "<p>one<br>two<br><br>three<br>four<br></p>",
        ["p[one|two]", "p[three|four]"],
    ),
    "web: words in bare containers": (
        "<div>one<div>two <b>bold</b></div>three</div><section>four</section>",
        ["p[one]", "p[two **bold**]", "p[three]", "p[four]"],
    ),
    "web: code, scene break, deleted as style": (
        (
            '<pre class="language-py"><code>x = 1\n  y</code></pre><p>* * *</p><hr>'
            "<p><del>old</del> <code>new</code> x<sup>2</sup></p>"
        ),
        ["codeBlock[x = 1\n  y]", "sceneBreak[]", "p[~old~ `new` x^2^]"],
    ),
    "web: only safe addresses": (
        (
            '<p><a href="javascript:alert(1)">a</a> <a href="/here">b</a> '
            '<a href="mailto:a@b.org">c'
            '</a> <a href="HTTPS://b.org/?a=1&amp;b=2">d</a></p>'
        ),
        ["p[a b <c mailto:a@b.org> <d https://b.org/?a=1&b=2>]"],
    ),
    "web: what a list or a cell cannot hold": (
        (
            "<ol start=4><li><h3>head</h3>words<blockquote>q</blockquote></li></ol>"
            "<table><tr><th><h2>H</h2></th><td><table><tr><td>in</td><td>ner</td></tr></table></td>"
            "</tr></table>"
        ),
        ["ol4[li[p[**head**]p[words]p[q]]]", "table[tr[th[p[**H**]]td[p[in]p[ner]]]]"],
    ),
    "web: notes that link back": (
        (
            '<p>Words<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>.</p>'
            '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> A book.</li></ol>'
            '<p><a href="#top">1</a></p>'
        ),
        ["p[Words{A book.}.]", "p[1]"],
    ),
    "web: a direction is inherited and kept where it is news": (
        '<div dir="rtl"><p>61 اتوبوس</p><p dir="ltr">سال 2026</p><p dir="ltr">plain</p></div>',
        ["p.rtl[61 اتوبوس]", "p.ltr[سال 2026]", "p[plain]"],
    ),
}

MARKDOWN: Final[Cases] = {
    "plain: paragraphs by blank lines": ("one\n\ntwo\n \nthree", ["p[one]", "p[two]", "p[three]"]),
    "plain: a poem": ("a line\nanother\n\nlast", ["p[a line|another]", "p[last]"]),
    "plain: a letter of narrow lines": (
        (
            "This was written in a program that breaks each line by itself\n"
            "and not by hand, so the lines are one paragraph in the end.\nSo."
        ),
        [
            (
                "p[This was written in a program that breaks each line by itself "
                "and not by hand, so the lines are one paragraph in the end. So.]"
            )
        ],
    ),
    "plain: a paragraph a line": ("a" * 130 + "\nb", [f"p[{'a' * 130}]", "p[b]"]),
    "plain: dialogue is no list": ("- Who?\n- I.", ["p[- Who?|- I.]"]),
    "plain: signs are words": ("1 < 2 & <b>\n\n#tag", ["p[1 < 2 & <b>]", "p[#tag]"]),
    "markdown: what it knows": (
        (
            "# Title\n\nWords **bold** and *soft* and `code`\nwent [on](https://example.org/).[^n]\n\n"
            "> said\n> so\n\n- one\n  - within\n- two\n\n2. second\n3. third\n\n---\n\n"
            "```py\nx = 1 < 2\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n[^n]: A *note*."
        ),
        [
            "h2[Title]",
            "p[Words **bold** and /soft/ and `code` went <on https://example.org/>.{A /note/.}]",
            "quotation[p[said so]]",
            "ul[li[p[one]ul[li[p[within]]]]li[p[two]]]",
            "ol2[li[p[second]]li[p[third]]]",
            "sceneBreak[]",
            "codeBlock[x = 1 < 2]",
            "table[tr[th[p[a]]th[p[b]]]tr[td[p[c]]td[p[d]]]]",
        ],
    ),
    "markdown: no unsafe address": (
        "## A\n\n[x](javascript:alert) <script>y</script>",
        ["h2[A]", "p[x <script>y</script>]"],
    ),
}

HOSTILE: Final = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<p style='background:url(javascript:alert(1))' class=x>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    (
        "<p><span style='display:none'>secret</span><span hidden>secret</span>"
        "<span style='font-size:0px'>secret</span>"
        "<span style='visibility: hidden'>secret</span></p>"
    ),
    "<!-- secret --><!--[if mso]><p>secret</p><![endif]--><template>secret</template>",
    '<span data-node="footnote" onclick=alert(1) style="x">n</span>',
    '<p data-style="x" data-src="y"><b <script>x</b></p>',
]
