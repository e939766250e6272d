"""Markdown by strangers never becomes a script, a picture or a link that runs code."""

import pytest

from candyplatform.base.markdown import render

LINK = 'rel="nofollow noopener ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Say **please**, *all* of us.", "<p>Say <strong>please</strong>, <em>all</em> of us.</p>\n"),
        ("# Why\n\n## How", "<h3>Why</h3>\n<h4>How</h4>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("[here](https://a.example/)", f'<p><a href="https://a.example/" {LINK}>here</a></p>\n'),
        ("[mail](mailto:a@b.example)", f'<p><a href="mailto:a@b.example" {LINK}>mail</a></p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onerror=alert(1)>x</b>", "<p>&lt;b onerror=alert(1)&gt;x&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html;base64,aGk=)", "<p>[x](data:text/html;base64,aGk=)</p>\n"),
        ("[x](ftp://a.example/)", f"<p><a {LINK}>x</a></p>\n"),
        ("![a cat](https://a.example/cat.png)", "<p></p>\n"),
        ("", ""),
    ],
)
def test_markdown_becomes_safe_html(text: str, html: str) -> None:
    assert render(text) == html
