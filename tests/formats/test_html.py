"""Saved pages: the article and what trafilatura would drop of it, and never anything from the network."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import UnreadableReport
from twosource.formats import html
from twosource.nouns import Page

BODY = """
<p>The army said on Sunday that it had taken the bridge at Oru from the river brigade after two days of fighting.</p>
<p>A doctor in the town said by telephone that twenty wounded had been brought to the hospital since Saturday morning.</p>
<p>The brigade denied that it had lost the bridge, and said its fighters still held the bank and the road to Tavan.</p>
<p>The fighting has displaced about 3,000 people since April, according to the district council, which wants a truce.</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Army takes Oru bridge | Tavan Post</title>
<meta property="og:site_name" content="Tavan Post"><meta property="og:title" content="Army takes Oru bridge">
<link rel="canonical" href="https://post.example/2021/05/04/oru-bridge">
<meta property="article:published_time" content="2021-05-04T23:30:00-07:00">
<script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","datePublished":"2021-05-04T23:30:00-07:00",
"dateModified":"2021-05-06"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><main><article>
<header><h1>Army takes Oru bridge</h1><time datetime="2021-05-04T23:30:00-07:00">Tue 4 May 2021 23.30 PDT</time></header>
<figure><img src="a.jpg"><figcaption>Soldiers on the bridge at Oru on Sunday.
<span class="credit">Photograph: A. Person/Agency</span></figcaption></figure>
{BODY}
<div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">Smoke over the market of Tavan on Saturday.</p></div>
</article><aside><figure><figcaption>A teaser of another story</figcaption></figure></aside></main>
<footer><p>Copyright Tavan Post. All rights reserved.</p></footer><script>alert("no")</script></body></html>"""


def only(source: str | bytes) -> Page:
    (page,) = html.pages(BytesIO(source.encode() if isinstance(source, str) else source), "page.html")
    assert isinstance(page, Page), page
    return page


def words(page: Page, kind: str) -> list[str]:
    return [page.text[block.span.start : block.span.end] for block in page.blocks if block.kind == kind]


def test_the_article_is_read_with_what_its_page_says_of_it() -> None:
    page = only(PAGE)
    assert (page.title, page.outlet, page.language) == ("Army takes Oru bridge", "Tavan Post", "en")
    assert page.url == "https://post.example/2021/05/04/oru-bridge"
    assert "The army said on Sunday" in page.text
    assert "district council" in page.text
    for furniture in ("Home", "Copyright", "alert", "teaser"):
        assert furniture not in page.text


def test_captions_their_credits_and_the_date_line_are_blocks_of_their_own() -> None:
    page = only(PAGE)
    assert words(page, "caption") == ["Soldiers on the bridge at Oru on Sunday.", "Smoke over the market of Tavan on Saturday."]
    assert words(page, "credit") == ["Photograph: A. Person/Agency"]
    assert words(page, "dateline") == ["Tue 4 May 2021 23.30 PDT"]
    assert "Twosource" not in page.text


def test_a_line_that_only_says_the_title_again_is_dropped() -> None:
    assert not only(PAGE).text.startswith("Army takes")


def test_the_days_are_the_printed_ones_whatever_their_zone() -> None:
    page = only(PAGE)
    assert [one.rule for one in page.dates] == ["json-ld", "meta", "time"]
    assert {one.day.isoformat() for one in page.dates} == {"2021-05-04"}
    assert "2021-05-04T23:30:00-07:00" in page.dates[0].evidence


def test_a_date_inside_a_sentence_stays_in_its_sentence() -> None:
    sentence = "<p>The garrison left on <time>1 May 2021</time> after talks of a week, as residents near the river said.</p>"
    page = only(f"<html><body><article>{BODY}{sentence}</article></body></html>")
    assert "left on 1 May 2021 after talks" in page.text


def test_paragraphs_of_line_breaks_in_a_layout_table_stay_apart() -> None:
    cells = BODY.replace("<p>", "").replace("</p>", "<br><br>")
    page = only(f"<html><body><table><tr><td><a href='a'>Home</a></td><td>{cells}</td></tr></table></body></html>")
    assert len([line for line in page.text.splitlines() if line]) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_encoding_that_the_page_declares_is_believed(encoding: str) -> None:
    source = PAGE.replace('charset="utf-8"', f'charset="{encoding}"').replace("The army", "“Général” the army")
    assert "“Général” the army" in only(source.encode(encoding)).text


def test_an_arabic_page_is_read() -> None:
    paragraph = "<p>قال الجيش يوم الأحد إنه سيطر على الجسر في بلدة أورو بعد يومين من القتال مع لواء النهر وسقوط عشرين جريحا.</p>"
    page = only(f'<html lang="ar"><head><meta charset="utf-8"></head><body><article>{paragraph * 3}</article></body></html>')
    assert page.language == "ar"
    assert "سيطر على الجسر" in page.text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "<html><body><script>while(1){}</script></body></html>",
        "http://twosource.invalid/page",
        "<html><body>" + "<div>" * 20_000,
        "<html><body>" + "<figure><figcaption>Oru" * 500,
        "<!DOCTYPE html><html><head><script type='application/ld+json'>" + '{"@graph":' * 5000 + "</script></head></html>",
        "%PDF-1.4",
    ],
)
def test_a_page_without_an_article_is_refused_with_a_remedy(source: str) -> None:
    (error,) = html.pages(BytesIO(source.encode()), "page.html")
    assert isinstance(error, UnreadableReport)
    assert any(verb in error.reason for verb in ("save", "give"))


HOSTILE = (
    "<style>p{}</style><iframe src='http://a.example'></iframe><!--[if IE]><p>no</p><![endif]-->"
    "<svg><text>no</text></svg>&#xD800;&#0;"
)


def test_hostile_markup_around_an_article_harms_nothing() -> None:
    page = only(PAGE.replace("<article>", "<article onload='x()'>" + HOSTILE))
    assert "The army said on Sunday" in page.text
    assert page.text.encode()


SCRAPS = [
    *("<p>", "</p>", "<figure>", "<figcaption>", "</figure>", "<time>", "<header>", "</article>", "<table><td>", "<br><br>"),
    *('<div class="caption">', "Oru fell.", "4 May 2021", "Twosource keeps block number 3 here."),
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=25))
def test_whatever_the_markup_the_blocks_quote_the_text(parts: list[str]) -> None:
    (page,) = html.pages(BytesIO(f"<html><body><article>{BODY}{''.join(parts)}</article></body></html>".encode()), "x")
    if isinstance(page, Page):
        ends = [0]
        for block in page.blocks:
            assert ends[-1] <= block.span.start < block.span.end <= len(page.text)
            ends.append(block.span.end)


def test_a_page_is_recognised_by_how_it_begins() -> None:
    assert html.recognises(b"\n<!DOCTYPE html><html>")
    assert html.recognises(b"<!-- saved from url --><html lang=en>")
    assert not html.recognises(b"<p>One line")
