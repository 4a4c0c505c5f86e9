"""Text on the page: what is markup stays markup, what somebody typed stays text."""

from datetime import tzinfo
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.playground.markdown import markdown
from bot.playground.mrkdwn import mrkdwn, plain
from bot.playground.richtext import rich_text

OURS = {"a", "blockquote", "br", "code", "em", "h4", "li", "ol", "p", "pre", "s", "span", "strong", "time", "u", "ul"}
LINK = ' target="_blank" rel="noopener noreferrer"'


class Ada:
    """Reads in Berlin, in German."""

    zone: tzinfo = ZoneInfo("Europe/Berlin")
    locale = Locale("de")

    def person(self, user_id: str) -> str:
        return {"U1": "Ada Novak", "U2": "Ben <b>"}.get(user_id, user_id)

    def channel(self, channel_id: str) -> str:
        return {"C1": "general"}.get(channel_id, channel_id)

    def is_me(self, user_id: str) -> bool:
        return user_id == "U1"


class Tags(HTMLParser):
    """Collects the tags and attributes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def only_ours(html: Markup) -> bool:
    return all(
        tag in OURS
        and set(attributes) <= {"class", "datetime", "href", "rel", "start", "target"}
        and (attributes.get("href") or "http:").startswith(("http:", "https:", "mailto:"))
        for tag, attributes in Tags(html).seen
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*bold* _italic_ ~struck~ `code`", "<strong>bold</strong> <em>italic</em> <s>struck</s> <code>code</code>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`*not bold* &lt;b&gt;`", "<code>*not bold* &lt;b&gt;</code>"),
        ("a &amp; b &lt;script&gt;", "a &amp; b &lt;script&gt;"),
        ("<script>", "&lt;script&gt;"),
        ("one\ntwo", "one<br>two"),
        ("&gt; said\n&gt; twice\nafter", "<blockquote>said<br>twice</blockquote>after"),
        ("```\n<@U1> *raw*\n```", "<pre>&lt;@U1&gt; *raw*</pre>"),
        ("<@U1>", '<span class="mention me">@Ada Novak</span>'),
        ("<@U2|ben>", '<span class="mention">@Ben &lt;b&gt;</span>'),
        ("<#C1>", '<span class="mention">#general</span>'),
        ("<!here>", '<span class="mention loud">@here</span>'),
        ("&lt;!here&gt; &lt;@U1&gt;", "&lt;!here&gt; &lt;@U1&gt;"),
        ("<https://a.example/?b=1&amp;c=2|here>", f'<a href="https://a.example/?b=1&amp;c=2"{LINK}>here</a>'),
        ("see https://a.example.", f'see <a href="https://a.example"{LINK}>https://a.example</a>.'),
        ("<mailto:a@b.example>", f'<a href="mailto:a@b.example"{LINK}>a@b.example</a>'),
        ("<javascript:alert(1)|press>", "&lt;javascript:alert(1)|press&gt;"),
        (":wave: :no_such: 10:30:00", "👋 :no_such: 10:30:00"),
        ("<!date^0^{date_num} {time}|then>", '<time datetime="1970-01-01T01:00:00+01:00">01.01.70 01:00</time>'),
        ("<!date^soon^{time}|then>", "then"),
    ],
)
def test_slack_markup_is_drawn_as_slack_draws_it(typed: str, shown: str) -> None:
    assert mrkdwn(typed, Ada()) == shown


def test_plain_text_knows_emoji_and_line_breaks_and_nothing_else() -> None:
    assert plain("*a* <@U1>\n:wave:") == "*a* &lt;@U1&gt;<br>👋"
    assert plain(":wave:", emoji=False) == ":wave:"


def test_rich_text_takes_words_literally_and_draws_its_structure() -> None:
    block = {
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "<b> *x* :wave: &amp; ", "style": {"bold": True}},
                    {"type": "user", "user_id": "U1"},
                    {"type": "emoji", "name": "wave"},
                    {"type": "link", "url": "javascript:alert(1)", "text": "no"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "offset": 2,
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "third"}]}],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "so\nthere"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ]
    }
    assert rich_text(block, Ada()) == (
        "<p><strong>&lt;b&gt; *x* :wave: &amp;amp; </strong>"
        '<span class="mention me">@Ada Novak</span>👋&lt;javascript:alert(1)|no&gt;</p>'
        '<ol class="indent-0" start="3"><li>third</li></ol>'
        "<blockquote>so<br>there</blockquote><pre>x = 1</pre>"
    )


def test_a_markdown_block_is_drawn_without_its_html() -> None:
    text = "# Week\n\n- **one** *two* ~~three~~\n- `four`\n\n1. [five](https://a.example)\n> six <b>\n\n```\n<i>\n```"
    assert markdown(text) == (
        "<h4>Week</h4><ul><li><strong>one</strong> <em>two</em> <s>three</s></li><li><code>four</code></li></ul>"
        f'<ol><li><a href="https://a.example"{LINK}>five</a></li></ol>'
        "<blockquote><p>six &lt;b&gt;</p></blockquote><pre>&lt;i&gt;</pre>"
    )
    assert markdown("[x](javascript:alert(1))") == "&lt;javascript:alert(1|x&gt;)".join(("<p>", "</p>"))


MARKS = "< > & &lt; &gt; \" ' * _ ~ ` ``` | [ ]( # - 0 \ue000 \ue001 <@U1> <@U2|x> <!here> <#C1|y> <https://a.b|"
WORDS = "javascript: https:// <!date^1^{time}| <script> onerror= :wave: word é 🙂"
PIECES = st.sampled_from([*MARKS.split(" "), *WORDS.split(" "), " ", "\n"])


@given(st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join))
def test_whatever_is_typed_no_tag_but_ours_comes_out(text: str) -> None:
    assert only_ours(mrkdwn(text, Ada()))
    assert only_ours(markdown(text))
    assert only_ours(plain(text))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"])))
def test_words_that_are_escaped_as_slack_does_are_read_as_they_were_typed(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert Tags(plain(escaped, emoji=False)).words == text
