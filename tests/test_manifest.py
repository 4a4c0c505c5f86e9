"""The manifest asks Slack for exactly what the code answers to, and for no right it can do without."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import manifest
from bot.playground import menu
from bot.playground.menu import ESCAPING
from handlers.incoming import ESCAPED
from handlers.routes import COMMANDS, EVENTS, SHORTCUTS
from tests.team import Team

ROOT = Path(__file__).parent.parent
PHOTO = "the photo on my page is stretched"
# What Slack sends an event for.
NEEDED_FOR_EVENTS = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "team_join": "users:read",
    "user_change": "users:read",
    "app_home_opened": None,
}
SOCKET = manifest.for_socket_mode()
FEATURES: dict[str, Any] = SOCKET["features"]


def test_slack_sends_every_command_that_we_know_and_no_other():
    assert {command["command"] for command in FEATURES["slash_commands"]} == set(COMMANDS)


def test_slack_offers_every_shortcut_that_we_know_and_no_other():
    shortcuts = {shortcut["callback_id"]: shortcut["type"] for shortcut in FEATURES["shortcuts"]}
    assert set(shortcuts) == set(SHORTCUTS)
    assert all((kind == "message") == name.endswith(".from_message") for name, kind in shortcuts.items())


def test_slack_tells_every_event_that_we_know_and_no_other():
    assert set(SOCKET["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)


def test_people_are_told_what_to_type():
    for command in FEATURES["slash_commands"]:
        assert 0 < len(command["description"]) <= 80, command
        assert 0 < len(command["usage_hint"]) <= 80, command


def test_only_commands_that_name_people_get_mentions_as_ids():
    assert {one["command"] for one in FEATURES["slash_commands"] if one["should_escape"]} <= ESCAPING
    assert not {one["command"] for one in FEATURES["slash_commands"] if not one["should_escape"]} & ESCAPING
    assert ESCAPED == ESCAPING


def test_slack_would_take_the_lengths():
    shown = SOCKET["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in FEATURES["shortcuts"])


def test_people_can_open_its_home_and_write_to_it():
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert SOCKET["settings"]["interactivity"]["is_enabled"]


def test_it_reads_no_history_but_that_of_its_own_direct_messages():
    assert [scope for scope in sorted(manifest.scopes()) if "history" in scope] == ["im:history"]


def test_it_asks_for_no_rights_of_a_person():
    assert list(SOCKET["oauth_config"]["scopes"]) == ["bot"]


def test_the_readme_says_in_a_sentence_why_it_needs_each_scope():
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_.]+(?::[a-z]+)?)` \| (To .+|For .+) \|$", readme, re.MULTILINE))
    assert list(rows) == sorted(manifest.scopes())
    assert all(why.endswith(".") and why.count(". ") == 0 for why in rows.values()), rows


def test_events_come_with_the_scopes_they_need():
    assert set(NEEDED_FOR_EVENTS) == set(EVENTS)
    assert {scope for scope in NEEDED_FOR_EVENTS.values() if scope} <= manifest.scopes()


def help_is_found(team: Team) -> None:
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits(what_for="the launch")
    if ben.inbox:
        ben.presses("I can help", in_="@")
    ada.opens_home()


def test_the_scopes_are_enough(team: Team):
    team.slack.scopes = manifest.scopes()
    help_is_found(team)
    assert any(PHOTO in message.text or PHOTO in str(message.blocks) for message in team.people["ben"].inbox)
    assert team.slack.refusals == []


@pytest.mark.parametrize("scopes", [{"chat:write"}, {"dnd:read"}, {"im:write", "mpim:write"}, {"users:read"}])
def test_it_cannot_do_without(scopes: set[str], team: Team):
    team.slack.scopes = manifest.scopes() - scopes
    help_is_found(team)
    missed = [refusal for refusal in team.slack.refusals if "missing_scope" in refusal]
    assert any(scope in refusal for refusal in missed for scope in scopes)
    team.slack.refusals.clear()


@pytest.mark.parametrize(
    "url",
    ["https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/slack/events"],
)
def test_over_http_slack_learns_where_to_send_everything(url: str):
    made = manifest.for_http(url)
    target = "https://bot.example.com/slack/events"
    assert {command["url"] for command in made["features"]["slash_commands"]} == {target}
    assert made["settings"]["event_subscriptions"]["request_url"] == target
    assert made["settings"]["interactivity"]["request_url"] == target
    assert made["settings"]["socket_mode_enabled"] is False


def test_a_path_before_ours_is_kept():
    made = manifest.for_http("https://example.com/givefirst")
    assert made["settings"]["interactivity"]["request_url"] == "https://example.com/givefirst/slack/events"


@pytest.mark.parametrize(
    "url", ["http://bot.example.com", "bot.example.com", "https://", "ftp://x.y", "https://x.y/?a=b", "https://x.y/#a"]
)
def test_an_address_slack_cannot_use_is_refused(url: str):
    with pytest.raises(ValueError, match="https://"):
        manifest.text(url)


def test_what_is_printed_is_what_was_meant():
    assert yaml.safe_load(manifest.text()) == SOCKET
    assert yaml.safe_load(manifest.text("https://x.y")) == manifest.for_http("https://x.y")
    assert SOCKET["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(sorted(FEATURES["slash_commands"][0]))


def test_the_playground_offers_what_the_manifest_does():
    features = yaml.safe_load(manifest.text())["features"]
    assert [command.name for command in menu.COMMANDS] == [entry["command"] for entry in features["slash_commands"]]
    shown = {("global", entry.callback_id) for entry in menu.GLOBAL_SHORTCUTS}
    shown |= {("message", entry.callback_id) for entry in menu.MESSAGE_SHORTCUTS}
    assert shown == {(entry["type"], entry["callback_id"]) for entry in features["shortcuts"]}
