"""The playground's page: who may come in, and what each person sees."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import conversations, people
from bot.playground.persona import Persona
from bot.playground.records import Message
from bot.playground.world import Slack
from tests.playground.browsing import HERE, Browser, Watch, browse, confirmation, option, text
from tests.playground.little_bot import Clock, LittleBot


@pytest.fixture
def watch(clock: Clock) -> Watch:
    return Watch(clock)


@pytest.fixture
def browser(slack: Slack, watch: Watch) -> Browser:
    return browse(slack, watch)


@pytest.fixture
def posts(slack: Slack, general: str) -> Callable[..., Message]:
    """The bot says something in #general."""

    def post(text: str = "Hello", **more: Any) -> Message:
        return conversations.post(slack, slack.channels[general], user=slack.bot_user_id, text=text, **more)

    return post


# -- who may come in


@pytest.mark.parametrize("host", ["givefirst.example", "127.0.0.1.evil.example", "10.0.0.7:8000"])
def test_the_page_answers_to_no_name_but_this_machine(browser: Browser, host: str) -> None:
    assert browser.client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_this_machine_is_let_in(browser: Browser, host: str) -> None:
    assert browser.client.get("/", headers={"Host": host}).status_code == 302


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://localhost:9999", "https://localhost"])
def test_another_page_cannot_act(browser: Browser, ada: Persona, general: str, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = browser.client.post(
        f"/as/{ada.user_id}/write", json={"channel": general, "text": "I am Ada"}, headers=headers
    )
    assert answer.status_code == 403
    assert "I am Ada" not in browser.sees(ada, general)


def test_a_form_of_another_page_cannot_act_either(browser: Browser, ada: Persona) -> None:
    assert (
        browser.client.post(f"/as/{ada.user_id}/write", data={"text": "hi"}, headers={"Origin": HERE}).status_code
        == 415
    )


def test_nothing_from_elsewhere_and_no_inline_script_may_run(browser: Browser, ada: Persona, general: str) -> None:
    answer = browser.client.get(f"/as/{ada.user_id}/{general}")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    assert not re.search(r"\s(?:on\w+|style)=", answer.text)


# -- what somebody sees


def test_the_start_leads_into_general(browser: Browser, ada: Persona, general: str) -> None:
    answer = browser.client.get("/", follow_redirects=True)
    assert answer.request.path == f"/as/{ada.user_id}/{general}"


def test_what_people_type_is_shown_and_never_run(browser: Browser, ada: Persona, ben: Persona, general: str) -> None:
    browser.does(ada, "write", channel=general, text="<script>alert(1)</script> & *bold* @Ben Okafor")
    html = browser.pane("messages", ben, general)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <strong>bold</strong>" in html
    assert '<span class="mention me">@Ben Okafor</span>' in html


def test_names_and_labels_are_escaped_everywhere(
    browser: Browser, slack: Slack, ada: Persona, general: str, posts: Any
) -> None:
    slack.change_user(ada.user_id, real_name="<i>Ada", title='"><script>', status_text="<u>", status_emoji="")
    button = {
        "type": "button",
        "action_id": "<a>",
        "value": '"><b>',
        "text": text("<s>"),
        "confirm": confirmation("<q>"),
    }
    posts(blocks=[{"type": "actions", "block_id": "'\"<", "elements": [button]}])
    html = browser.html(ada, general)
    assert not re.search(
        r"<(?:i|u|s|q|b)>|<script>", html.replace("<b>&lt;i&gt;Ada</b>", "").replace("<b>Givefirst</b>", "")
    )


def test_a_private_answer_is_seen_by_its_reader_alone(
    browser: Browser, ada: Persona, ben: Persona, general: str, posts: Any
) -> None:
    posts("One thing would help", ephemeral_to=ada.user_id)
    assert "Only visible to you" in browser.sees(ada, general)
    assert "One thing would help" in browser.sees(ada, general)
    assert "One thing would help" not in browser.html(ben, general)


def test_nobody_looks_into_other_peoples_conversations(
    browser: Browser, slack: Slack, ada: Persona, ben: Persona
) -> None:
    theirs = slack.direct(ada.user_id).id
    assert browser.client.get(f"/as/{ben.user_id}/{theirs}").status_code == 404
    assert browser.client.get(f"/as/{ben.user_id}/{theirs}/panes").status_code == 404
    assert browser.client.get(f"/as/{slack.bot_user_id}/{theirs}").status_code == 404
    assert browser.client.get(f"/as/UNOBODY/{theirs}").status_code == 404


def test_times_are_the_readers_own(
    browser: Browser, slack: Slack, ada: Persona, ben: Persona, general: str, posts: Any
) -> None:
    slack.change_user(ben.user_id, tz="America/New_York", locale="de-DE")
    posts()
    assert "9:00 AM" in browser.sees(ada, general).replace("\u202f", " ")
    assert "Givefirst APP 03:00" in browser.sees(ben, general)


def test_an_edited_message_says_so(browser: Browser, slack: Slack, ada: Persona, general: str, posts: Any) -> None:
    message = posts("before")
    conversations.rewrite(slack, message, text="after", blocks=[])
    assert "after (edited) Turn into an ask Givefirst" in browser.sees(ada, general)


def test_replies_are_folded_into_their_thread(
    browser: Browser, ada: Persona, ben: Persona, general: str, posts: Any
) -> None:
    message = posts("Who has a projector?")
    browser.does(ben, "write", channel=general, text="me", thread=message.ts)
    browser.does(ben, "write", channel=general, text="or Tom", thread=message.ts)
    assert "2 replies" in browser.sees(ada, general)
    assert "or Tom" not in browser.sees(ada, general)
    thread = browser.sees(ada, general, pane="thread", thread=message.ts)
    assert thread.index("projector") < thread.index("me") < thread.index("or Tom")


def test_what_is_unread_is_marked_until_it_is_looked_at(
    browser: Browser, slack: Slack, ada: Persona, ben: Persona, general: str
) -> None:
    direct = slack.direct(ben.user_id)
    conversations.post(slack, direct, user=slack.bot_user_id, text="Could you lend a hand?")
    assert "new messages: 1" in browser.sees(ada, general, pane="sidebar")
    assert "Givefirst , new messages: 1" in browser.sees(ben, general, pane="sidebar")
    browser.html(ben, direct.id)
    assert "new messages" not in browser.sees(ben, general, pane="sidebar")
    assert "new messages" not in browser.sees(ada, general, pane="sidebar")


def test_own_words_are_never_unread(browser: Browser, slack: Slack, ada: Persona, general: str) -> None:
    random = slack.add_channel("random", [ada.user_id]).id
    browser.does(ada, "write", channel=random, text="cake")
    assert "unread" not in browser.pane("sidebar", ada, general)


def test_the_version_changes_with_every_change_and_every_minute(
    browser: Browser, ada: Persona, general: str, watch: Watch
) -> None:
    versions = [browser.client.get("/version").text]
    browser.does(ada, "write", channel=general, text="hi")
    versions.append(browser.client.get("/version").text)
    watch.advance(timedelta(minutes=1))
    versions.append(browser.client.get("/version").text)
    assert len(set(versions)) == 3


# -- blocks


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ({"type": "header", "text": text("News :wave:")}, "News 👋"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "*A*"}, text("B")]}, "A B"),
        ({"type": "context", "elements": [text("by the way")]}, "by the way"),
        ({"type": "divider"}, ""),
        (
            {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A harbour", "title": text("Look")},
            "Look A harbour",
        ),
        ({"type": "markdown", "text": "## Week\n- one"}, "Week one"),
        ({"type": "alert", "level": "warning", "text": text("Careful")}, "Careful"),
        ({"type": "mystery"}, "A mystery block. The playground does not draw this kind."),
    ],
)
def test_each_block_is_drawn(
    browser: Browser, ada: Persona, general: str, posts: Any, block: dict[str, Any], seen: str
) -> None:
    posts(blocks=[block])
    shown = browser.sees(ada, general)
    assert shown.split("AM", 1)[1].strip().startswith(f"{seen} Turn into".strip())


@pytest.mark.parametrize(
    ("element", "html"),
    [
        (
            {"type": "button", "text": text("Go"), "style": "danger", "value": "7"},
            r'<button[^>]*class="button danger"[^>]*data-value="7"',
        ),
        ({"type": "overflow", "options": [option("snooze")]}, r'data-type="overflow" data-value="snooze">Snooze<'),
        (
            {
                "type": "static_select",
                "placeholder": text("Kind"),
                "options": [option("look"), option("know")],
                "initial_option": option("know"),
            },
            r'<select[^>]*aria-label="Kind"[^$]*<option value="know" selected>Know<',
        ),
        ({"type": "users_select", "placeholder": text("Who")}, r"<option value=\"U\w+\">Ben Okafor<"),
        ({"type": "conversations_select", "placeholder": text("Where")}, r"<option value=\"C\w+\">#general<"),
        (
            {"type": "multi_users_select", "placeholder": text("Who")},
            r'type="checkbox"[^>]*value="U\w+"><span>Ben Okafor<',
        ),
        (
            {"type": "checkboxes", "options": [option("a")], "initial_options": [option("a")]},
            r'type="checkbox"[^>]*value="a" checked',
        ),
        ({"type": "radio_buttons", "options": [option("a"), option("b")]}, r'type="radio"[^>]*value="b"'),
        ({"type": "datepicker", "initial_date": "2026-03-09"}, r'type="date"[^>]*value="2026-03-09"'),
        ({"type": "timepicker", "initial_time": "09:00"}, r'type="time"[^>]*value="09:00"'),
        (
            {"type": "datetimepicker", "initial_date_time": 1_800_000_000},
            r'type="datetime-local"[^>]*value="2027-01-15T09:00"',
        ),
        ({"type": "plain_text_input", "initial_value": 'a "b"'}, r'type="text"[^>]*value="a &#34;b&#34;"'),
    ],
)
def test_each_element_is_drawn(
    browser: Browser, ada: Persona, general: str, posts: Any, element: dict[str, Any], html: str
) -> None:
    posts(blocks=[{"type": "actions", "elements": [{**element, "action_id": "x"}]}])
    assert re.search(html, browser.pane("messages", ada, general))


def test_pictures_from_elsewhere_are_described_instead_of_fetched(
    browser: Browser, ada: Persona, general: str, posts: Any
) -> None:
    posts(blocks=[{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A harbour"}])
    assert "x.example" not in browser.pane("messages", ada, general)


# -- the eight colleagues


@pytest.fixture
def office(bot: LittleBot, clock: Clock, watch: Watch) -> Browser:
    slack = Slack(bot_url=bot.url, now=clock)
    people.populate(slack)
    people.say_goodbye(slack)
    return browse(slack, watch)


def named(browser: Browser, name: str) -> Persona:
    return Persona(browser.slack, next(user.id for user in browser.slack.users.values() if user.name == name))


def test_eight_colleagues_with_what_is_special_about_them(office: Browser) -> None:
    ada = named(office, "ada")
    sidebar = office.sees(ada, office.slack.channel_named("general").id, pane="sidebar").replace("\u202f", " ")
    assert "Ada Novak 9:00 AM Product designer" in sidebar
    assert "Grace Kim 3:00 AM Engineering lead" in sidebar
    assert "🌴 Im Urlaub · Vertrieb" in sidebar
    assert "🌱 Neu im Team · Marketing" in sidebar
    assert "guest · Illustrator" in sidebar
    assert "deactivated · Buchhaltung" in sidebar
    assert office.pane("sidebar", ada, office.slack.channel_named("general").id).count('data-testid="person-') == 8


def test_everybody_offers_something_and_some_know_people_elsewhere() -> None:
    assert len(people.OFFERS) == 8
    assert all(people.OFFERS.values())
    assert 3 <= len(people.REACH) < 8
    assert {colleague.locale for colleague in people.COLLEAGUES} == {"en-US", "de-DE"}
    assert len({colleague.tz for colleague in people.COLLEAGUES}) == 2


def test_the_guest_sees_one_channel_and_the_one_who_left_none(office: Browser) -> None:
    priya, paul = named(office, "priya"), named(office, "paul")
    design = office.slack.channel_named("design").id
    assert "general" not in office.sees(priya, design, pane="sidebar").split("Channels")[1]
    assert "This account is closed." in office.sees(paul, "-")
    assert office.does(paul, "write", channel=design, text="hello?") == "This account is closed."


def test_the_bot_hears_nothing_of_the_morning_but_that_one_left(office: Browser, bot: LittleBot) -> None:
    assert [heard.payload["event"]["type"] for heard in bot.heard] == ["user_change"]
    assert "verzerrt" in office.sees(named(office, "lena"), office.slack.channel_named("design").id)


# -- files


def test_a_file_can_be_downloaded_by_those_who_see_its_message_alone(
    browser: Browser, slack: Slack, ada: Persona, ben: Persona, api: WebClient
) -> None:
    mine = slack.direct(ada.user_id).id
    api.files_upload_v2(channel=mine, content="a,b\n", filename="journal.csv", title="My <journal>")
    pane = browser.pane("messages", ada, mine)
    assert "My &lt;journal&gt;" in pane
    (address,) = re.findall(r'href="(/as/[^"]+/files/[^"]+)"', pane)
    kept = browser.client.get(address)
    assert kept.data == b"a,b\n"
    assert kept.headers["Content-Disposition"] == "attachment; filename=journal.csv"
    assert browser.client.get(address.replace(ada.user_id, ben.user_id)).status_code == 404


def test_a_picture_is_shown_with_its_words(browser: Browser, ada: Persona, api: WebClient, general: str) -> None:
    api.files_upload_v2(channel=general, content=b"\x89PNG", filename="week.png", alt_txt="Three asks")
    assert 'alt="Three asks"' in browser.pane("messages", ada, general)
