"""What the templates need to draw messages and views for one reader: names, times, texts and the state of inputs."""

from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from markupsafe import Markup

from bot.playground import mrkdwn
from bot.playground.forms import initial_state, value_key
from bot.playground.markdown import markdown
from bot.playground.records import Channel, Json, User
from bot.playground.richtext import rich_text
from bot.playground.world import Slack

HUES = 8
SLACKBOT = User(id="USLACKBOT", name="slackbot", real_name="Slackbot", is_bot=True)
PEOPLE_PICKERS = ("users_select", "multi_users_select")
PLACE_PICKERS = ("conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select")
LOCAL_MINUTES = "%Y-%m-%dT%H:%M"


class Drawing:
    """Draws for one reader, in that person's time zone and language."""

    def __init__(self, slack: Slack, reader: User) -> None:
        """Draw what `reader` sees of `slack`."""
        self.slack = slack
        self.reader = reader
        self.zone: tzinfo = zone_of(reader)
        self.locale = Locale.parse(reader.locale, sep="-")

    # -- names ------------------------------------------------------------------------------------------------------

    def person(self, user_id: str) -> str:
        """Return somebody's name, or the id where nobody has it."""
        return self.user(user_id).real_name

    def channel(self, channel_id: str) -> str:
        """Return a channel's name, or the id where there is none."""
        channel = self.slack.channels.get(channel_id)
        return channel.name if channel else channel_id

    def is_me(self, user_id: str) -> bool:
        """Whether this is the reader."""
        return user_id == self.reader.id

    def user(self, user_id: str) -> User:
        """Return somebody, or a stand-in for Slack's own bot and for an unknown id."""
        if user := self.slack.users.get(user_id):
            return user
        return SLACKBOT if user_id == SLACKBOT.id else User(id=user_id, name=user_id, real_name=user_id)

    def title(self, channel: Channel) -> str:
        """Return what the reader calls a conversation: its name, or the other people in it."""
        if not channel.is_direct:
            return channel.name
        others = [self.user(member) for member in channel.members if member != self.reader.id]
        if channel.kind == "im":
            return others[0].real_name if others else f"{self.reader.real_name} (you)"
        return ", ".join(user.first_name for user in others)

    # -- times ------------------------------------------------------------------------------------------------------

    def at(self, ts: str | float) -> datetime:
        """Return a message time in the reader's zone."""
        return datetime.fromtimestamp(float(ts), self.zone)

    def time(self, ts: str | float) -> str:
        """Return the time of day as the reader writes it."""
        return format_time(self.at(ts), "short", locale=self.locale)

    def day(self, ts: str | float) -> str:
        """Return "Today", "Yesterday" or the date."""
        date, today = self.at(ts).date(), self.at(self.slack.now()).date()
        if date == today:
            return "Today"
        if date == today - timedelta(days=1):
            return "Yesterday"
        return format_date(date, "EEEE, d MMMM", locale="en")

    def local_time(self, user: User) -> str:
        """Return somebody's own time of day, as the reader writes it."""
        there = datetime.fromtimestamp(self.slack.now(), zone_of(user))
        return format_time(there, "short", locale=self.locale)

    # -- texts ------------------------------------------------------------------------------------------------------

    def text(self, text: Json | None) -> Markup:
        """Return a text object, plain_text or mrkdwn."""
        if not text:
            return Markup("")
        if text.get("type") == "mrkdwn":
            return mrkdwn.mrkdwn(text.get("text", ""), self)
        return mrkdwn.plain(text.get("text", ""), emoji=text.get("emoji", True))

    def mrkdwn(self, text: str) -> Markup:
        """Return a message's text."""
        return mrkdwn.mrkdwn(text, self)

    def words(self, text: Json | None) -> str:
        """Return a text object as bare words, for attributes."""
        return self.text(text).striptags()

    def rich_text(self, block: Json) -> Markup:
        """Return a rich_text block."""
        return rich_text(block, self)

    def markdown(self, text: str) -> Markup:
        """Return a markdown block's text."""
        return markdown(text)

    def emoji(self, text: str) -> str:
        """Return `text` with its `:names:` as emoji."""
        return mrkdwn.with_emoji(text)

    # -- inputs -----------------------------------------------------------------------------------------------------

    def options(self, element: Json) -> list[tuple[str, Markup]]:
        """Return the choices of a menu as pairs of value and label."""
        kind = element["type"]
        if kind in PEOPLE_PICKERS:
            return [(user.id, Markup("{}").format(user.real_name)) for user in self._people]
        if kind in PLACE_PICKERS:
            return [(channel.id, Markup("#{}").format(channel.name)) for channel in self._places]
        return [(option["value"], self.text(option["text"])) for option in element.get("options", [])]

    def groups(self, element: Json) -> list[tuple[str, list[tuple[str, Markup]]]]:
        """Return a menu's choices by group; a menu without groups has one group without a heading."""
        if groups := element.get("option_groups"):
            return [(self.words(group["label"]), self.options({**element, **group})) for group in groups]
        return [("", self.options(element))]

    def values(self, element: Json, block: Json, state: Json) -> list[str]:
        """Return what an element holds now, as plain values: what was chosen or typed, else what it began with."""
        key = value_key(element["type"])
        if key is None:
            return []
        held = state or initial_state([block])
        value = held.get(block["block_id"], {}).get(element["action_id"], {}).get(key)
        several = value if isinstance(value, list) else [value]
        return [self._plain(element, each) for each in several if each is not None]

    def _plain(self, element: Json, value: Any) -> str:
        if isinstance(value, dict):
            return str(value.get("value", ""))
        if element["type"] == "datetimepicker":
            return self.at(value).strftime(LOCAL_MINUTES)
        return str(value)

    @cached_property
    def _people(self) -> list[User]:
        people = [user for user in self.slack.users.values() if not (user.deleted or user.is_bot)]
        return sorted(people, key=lambda user: user.real_name)

    @cached_property
    def _places(self) -> list[Channel]:
        return [channel for channel in self.slack.conversations_of(self.reader.id) if not channel.is_direct]


def initials(user: User) -> str:
    """Return one or two letters for somebody's avatar."""
    words = user.real_name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def hue(slack: Slack, user: User) -> int:
    """Return which of the avatar colours is somebody's: the next one for whoever came next."""
    return list(slack.users).index(user.id) % HUES if user.id in slack.users else 0


def zone_of(user: User) -> ZoneInfo:
    """Return somebody's time zone."""
    return ZoneInfo(user.tz)
