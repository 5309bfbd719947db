"""Notes beside their line, and headings that link to themselves."""

from writingviews.site.typesetting import keep_rayas, keep_whole, typeset_body

NUMBER = '<sup class="fn"><a id="fnref-{n}" href="#fn-{n}" role="doc-noteref">{n}</a></sup>'


def number(n: int) -> str:
    return NUMBER.format(n=n)


def test_a_body_without_notes_and_headings_stays_as_it_is() -> None:
    body = "<p>A <sup>2</sup> and <a href='#'>b</a></p>"
    assert typeset_body(body, (), "Link").html == body
    assert typeset_body("", (), "Link").beside == frozenset()


def test_a_note_is_repeated_behind_its_number() -> None:
    typeset = typeset_body(f"<p>Fog{number(1)} rises.</p>", ("<em>Cloud</em>.",), "Link")
    assert typeset.beside == {1}
    assert typeset.html == (
        f'<p>Fog{number(1)}<span class="side-note" role="note" dir="auto"><b>1</b> '
        "<em>Cloud</em>.</span> rises.</p>"
    )


def test_a_number_is_said_in_the_texts_own_digits() -> None:
    body = '<p><sup class="fn"><a id="fnref-1" href="#fn-1">۱</a></sup></p>'
    assert "<b>۱</b>" in typeset_body(body, ("ابر",), "پیوند").html


def test_ids_inside_a_note_are_not_repeated() -> None:
    note = '<a id="cite-1" href="#s">b</a>'
    assert 'id="cite-1"' not in typeset_body(f"<p>{number(1)}</p>", (note,), "Link").html


def test_where_there_is_no_margin_there_is_no_note_beside() -> None:
    inside = [
        '<div class="table-scroll"><table><tr><td>{}</td></tr></table></div>',
        '<figure class="picture"><figcaption>{}</figcaption></figure>',
        '<aside class="aside"><p>{}</p></aside>',
        '<h2 id="h-a">A{}</h2>',
    ]
    for frame in inside:
        body = frame.format(number(1)) + f"<p>{number(2)}</p>"
        assert typeset_body(body, ("One", "Two"), "Link").beside == {2}, frame


def test_a_number_without_its_note_is_left_alone() -> None:
    assert typeset_body(f"<p>{number(3)}</p>", ("One",), "Link").beside == frozenset()


def test_a_heading_links_to_itself() -> None:
    typeset = typeset_body('<h2 id="h-fog" dir="auto">Fog <em>rises</em></h2>', (), 'To "it"')
    assert typeset.html == (
        '<h2 id="h-fog" dir="auto">Fog <em>rises</em> '
        '<a class="anchor" href="#h-fog" aria-label="To &#34;it&#34;"></a></h2>'
    )


def test_an_interviews_questions_are_told_from_its_answers() -> None:
    question = '<p dir="auto"><strong>And then <em>glue</em>?</strong></p>'
    answers = '<p dir="auto"><strong>Glue</strong>, yes.</p><p dir="auto">Come and smell.</p>'
    typeset = typeset_body(question + answers, (), "Link", interview=True)
    assert typeset.html == question.replace("<p", '<p class="question"') + answers
    assert typeset_body(question, (), "Link").html == question


def test_only_short_compounds_are_kept_whole() -> None:
    assert keep_whole("Twenty-Five") == '<span class="whole">Twenty-Five</span>'
    for left in ("counter-revolutionary", "A – b", '<span lang="en-GB">A - b</span>', "-x", ""):
        assert keep_whole(left) == left


def test_the_dashes_of_spanish_speech_stay_with_their_words() -> None:
    said = '<p dir="auto">—Ahí —le dijo—. ¿Qué? (—Sí—)</p>'
    assert keep_rayas(said) == (
        '<p dir="auto">—\u2060Ahí —\u2060le dijo\u2060—. ¿Qué? (—\u2060Sí\u2060—)</p>'
    )
    for left in ("uno — dos", '<img alt="—Ahí —le dijo—.">', "de uno a dos", ""):
        assert keep_rayas(left) == left
