"""What the page's buttons do: each act of a person, in plain words, passed on to the workspace.

Every act takes what the browser sent and returns a line for the person: "" when all went well. `Oops` is for what the
page itself cannot do.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.playground import menu
from bot.playground.draw import zone_of
from bot.playground.records import Call, Json, Message, User, View
from bot.playground.world import Slack

CLOSED = "This account is closed."


class Oops(Exception):
    """Something the page cannot do, with words for the person."""


class Desk:
    """One person at their Slack."""

    def __init__(self, slack: Slack, me: User) -> None:
        """Sit down as `me`; raises Oops when the account is closed."""
        if me.deleted:
            raise Oops(CLOSED)
        self.slack = slack
        self.me = me

    def write(self, sent: Json) -> str:
        """Send what stands in the message box: a message or a slash command."""
        channel, text, thread = str(sent["channel"]), str(sent["text"]).strip(), sent.get("thread") or None
        if not text:
            return ""
        if not text.startswith("/"):
            return self._told(self.slack.say(self.me.id, channel, text, thread))
        name, _, rest = text.partition(" ")
        if name not in {command.name for command in menu.COMMANDS}:
            raise Oops(f"{name} is not a command here. Try {', '.join(c.name for c in menu.COMMANDS)}.")
        if thread:
            raise Oops(f"{name} does not work in threads. Write it in the channel.")
        return self._told(self.slack.command(self.me.id, channel, name, rest.strip()))

    def press(self, sent: Json) -> str:
        """Press or choose something in a message."""
        channel, ts, action, block = (str(sent[key]) for key in ("channel", "ts", "action", "block"))
        if self._message(channel, ts) is None:
            raise Oops("That message is gone.")
        value = self._value(str(sent.get("type", "")), sent.get("value"))
        return self._told(self.slack.press(self.me.id, channel, ts, action, block, value))

    def press_in_view(self, sent: Json) -> str:
        """Press or choose something in a modal or on the App Home, with what was typed so far."""
        view = self._view(sent)
        value = self._value(str(sent.get("type", "")), sent.get("value"))
        action, block = str(sent["action"]), str(sent["block"])
        values = self._values(view, sent)
        return self._told(self.slack.press_in_view(self.me.id, view.id, action, block, value, values))

    def submit(self, sent: Json) -> str:
        """Submit a modal; what its fields still lack is shown in the form itself."""
        view = self._view(sent)
        try:
            return self._told(self.slack.submit(self.me.id, view.id, self._values(view, sent)))
        except ValueError as trouble:
            return "" if view.errors else str(trouble)

    def close(self, sent: Json) -> str:
        """Close a modal."""
        return self._told(self.slack.close_view(self.me.id, self._view(sent).id))

    def shortcut(self, sent: Json) -> str:
        """Use a global shortcut."""
        return self._told(self.slack.global_shortcut(self.me.id, str(sent["callback"])))

    def message_shortcut(self, sent: Json) -> str:
        """Use a message shortcut."""
        channel, ts = str(sent["channel"]), str(sent["ts"])
        if self._message(channel, ts) is None:
            raise Oops("That message is gone.")
        return self._told(self.slack.message_shortcut(self.me.id, channel, ts, str(sent["callback"])))

    def home(self, _: Json) -> str:
        """Open the App Home."""
        return self._told(self.slack.open_home(self.me.id))

    def invite(self, sent: Json) -> str:
        """Add the bot to a channel."""
        return self._told(self.slack.join_channel(self.slack.bot_user_id, str(sent["channel"])))

    def _message(self, channel: str, ts: str) -> Message | None:
        """The message, if this person may see it."""
        if channel not in self.slack.channels:
            return None
        found = self.slack.message(channel, ts)
        if found is None:
            return None
        visible = self.slack.messages(channel, self.me.id, found.thread_ts)
        return found if any(message.ts == ts for message in visible) else None

    def _view(self, sent: Json) -> View:
        """The modal on top of this person's screen or their Home, whichever was meant."""
        for view in (self.slack.view_of(self.me.id), self.slack.home_of(self.me.id)):
            if view is not None and view.id == sent["view"]:
                return view
        raise Oops("This window is no longer open.")

    def _values(self, view: View, sent: Json) -> Mapping[str, Any]:
        """What was typed so far, by block id, without fields the bot has taken away meanwhile."""
        kinds = {block["block_id"]: block["element"]["type"] for block in view.blocks if block["type"] == "input"}
        typed = sent.get("values") or {}
        return {block: self._value(kinds[block], value) for block, value in typed.items() if block in kinds}

    def _value(self, kind: str, value: object) -> object:
        """What a browser sent as the workspace takes it: a local date and time as Unix seconds."""
        if kind == "datetimepicker" and isinstance(value, str) and value:
            return int(datetime.fromisoformat(value).replace(tzinfo=zone_of(self.me)).timestamp())
        return None if value == "" else value

    def _told(self, call: Call | None) -> str:
        """What Slack's client tells the person about a request that went wrong."""
        bot = self.slack.users[self.slack.bot_user_id].real_name
        if call is None or call.ok:
            return ""
        if call.timed_out:
            return f"{bot} did not answer within three seconds."
        if not call.status:
            return f"{bot} cannot be reached. Is it running?"
        return f"{bot} answered with an error ({call.status})."


ACTS: Mapping[str, Callable[[Desk, Json], str]] = {
    "write": Desk.write,
    "press": Desk.press,
    "press-in-view": Desk.press_in_view,
    "submit": Desk.submit,
    "close": Desk.close,
    "shortcut": Desk.shortcut,
    "message-shortcut": Desk.message_shortcut,
    "home": Desk.home,
    "invite": Desk.invite,
}
