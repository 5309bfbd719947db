"""What a page says to other programs of the works it cites."""

from writingviews.site.metadata import _citation


def test_a_cited_work_is_named_in_plain_words_with_its_address() -> None:
    source = (
        "Ann Lee, <cite>Tides &amp; Towns</cite> (2019). "
        '<a href="https://example.org/t?a=1&amp;b=2" rel="nofollow">example.org</a>'
    )
    assert _citation(source) == {
        "@type": "CreativeWork",
        "name": "Ann Lee, Tides & Towns (2019). example.org",
        "url": "https://example.org/t?a=1&b=2",
    }


def test_a_work_without_an_address_is_given_none() -> None:
    assert _citation('Minutes, <a href="#cite-1">12 May</a>') == {
        "@type": "CreativeWork",
        "name": "Minutes, 12 May",
    }
