"""A person at her Slack client, so that tests read like stories.

    ada.types("/ask", "who has a projector?", in_="general")
    ada.submits(what_for="the demo on Friday")
    assert "could use a hand" in ben.read(ben.inbox[-1])
    ben.presses("I can help")

Whatever is not there raises AssertionError with a picture of what this person sees.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.playground import forms
from bot.playground.blocks import Reader, interactive, label_of, reader
from bot.playground.records import Call, Channel, Json, Message, User, View

if TYPE_CHECKING:
    from bot.playground.world import Slack

LONGEST_PICTURE = 12
MENUS = ("_select", "picker", "checkboxes", "radio_buttons", "overflow")


class Persona:
    """One person (`user_id`) in one workspace."""

    def __init__(self, slack: "Slack", user_id: str) -> None:
        """Sit down at this person's client."""
        self.slack = slack
        self.user_id = user_id

    def __repr__(self) -> str:
        """The person's name."""
        return f"<{self.user.real_name}>"

    @property
    def user(self) -> User:
        """This person's account."""
        return self.slack.users[self.user_id]

    # -- doing ----------------------------------------------------------------------------------------------------

    def types(self, command: str, text: str = "", in_: str = "general") -> Call:
        """Type a slash command in a channel (its name, its id, or "@" for the direct conversation with the bot)."""
        return self.slack.command(self.user_id, self._channel(in_).id, command, text)

    def says(self, text: str, in_: str = "general", thread: Message | None = None) -> Call | None:
        """Write into a channel, or into the thread of a message; returns the event the bot got, if any."""
        thread_ts = (thread.thread_ts or thread.ts) if thread else None
        channel_id = thread.channel if thread else self._channel(in_).id
        return self.slack.say(self.user_id, channel_id, text, thread_ts)

    def writes_to_the_bot(self, text: str) -> Call:
        """Write a direct message to the bot."""
        call = self.slack.say(self.user_id, self.slack.direct(self.user_id).id, text)
        if call is None:
            raise AssertionError(f"{self} wrote, but the bot is no member of its own conversation")
        return call

    def presses(self, what: str, in_: str | None = None, *, newest: bool = True, on: Message | None = None) -> Call:
        """Press a button by its label or action id, where it is seen last (or, not `newest`, first).

        The modal on top comes before everything, as it covers the rest; then all messages this person sees, ephemeral
        ones and threads included; then the App Home. `in_` narrows it to a conversation ("home": the App Home), `on`
        to a message.
        """
        return self._use(what, None, in_, newest=newest, on=on, menus=False)

    def chooses(
        self, what: str, value: Any, in_: str | None = None, *, newest: bool = True, on: Message | None = None
    ) -> Call:
        """Choose `value` (its value or label) in a menu, found like a button, by action id, block id or placeholder."""
        return self._use(what, value, in_, newest=newest, on=on, menus=True)

    def submits(self, **values: Any) -> Call:
        """Submit the modal on top with these values; all other inputs keep what they hold."""
        view = self._open_modal()
        try:
            return self.slack.submit(self.user_id, view.id, values)
        except (KeyError, ValueError) as trouble:
            raise AssertionError(f"{self} cannot submit: {trouble}\n{self.picture()}") from trouble

    def fills_in(self, **values: Any) -> View:
        """Type into the modal on top, without submitting."""
        view = self._open_modal()
        try:
            return self.slack.fill_in(self.user_id, view.id, values)
        except (KeyError, ValueError) as trouble:
            raise AssertionError(f"{self} cannot fill that in: {trouble}\n{self.picture()}") from trouble

    def closes_the_modal(self) -> Call | None:
        """Close the modal on top."""
        return self.slack.close_view(self.user_id, self._open_modal().id)

    def opens_home(self) -> Call:
        """Open the bot's App Home."""
        return self.slack.open_home(self.user_id)

    def uses(self, shortcut: str, on: Message | None = None) -> Call:
        """Use a global shortcut by its callback id, or a message shortcut `on` a message."""
        if on is None:
            return self.slack.global_shortcut(self.user_id, shortcut)
        return self.slack.message_shortcut(self.user_id, on.channel, on.ts, shortcut)

    # -- seeing ---------------------------------------------------------------------------------------------------

    @property
    def modal(self) -> View | None:
        """The modal on top, or None."""
        return self.slack.view_of(self.user_id)

    @property
    def home(self) -> View | None:
        """The App Home as last published, or None."""
        return self.slack.home_of(self.user_id)

    @property
    def inbox(self) -> list[Message]:
        """The direct conversation with the bot, oldest first, threads unfolded."""
        return self._all_in(self.slack.direct(self.user_id))

    def sees(self, channel: str = "general", thread: Message | None = None) -> list[Message]:
        """What this person sees in a channel, or in the thread of a message, oldest first."""
        ts = (thread.thread_ts or thread.ts) if thread else None
        return self.slack.messages(thread.channel if thread else self._channel(channel).id, self.user_id, ts)

    def everything(self) -> list[Message]:
        """Every message this person sees anywhere, threads included, in the order they were sent."""
        mine = self.slack.conversations_of(self.user_id)
        return sorted((m for channel in mine for m in self._all_in(channel)), key=lambda m: float(m.ts))

    def read(self, thing: Message | View | None) -> str:
        """All the words of a message or view, buttons and menus included; of a message without blocks, its text."""
        if thing is None:
            return ""
        words = self._reader()
        if isinstance(thing, Message):
            return words.blocks(thing.blocks) if thing.blocks else words.mrkdwn(thing.text)
        outside = [words.text(thing.payload.get(name)) for name in ("title", "submit", "close")]
        errors = [f"⚠ {name}: {said}" for name, said in thing.errors.items()]
        return "\n".join(line for line in [outside[0], words.blocks(thing.blocks), *errors, *outside[1:]] if line)

    def reads_anywhere(self, words: str) -> Message:
        """The newest message anywhere that says these words; AssertionError when there is none."""
        for message in reversed(self.everything()):
            if words in self.read(message):
                return message
        raise AssertionError(f"{self} reads {words!r} nowhere\n{self.picture()}")

    def downloads(self, message: Message) -> dict[str, bytes]:
        """The files of a message: name → content."""
        return {file["name"]: self.slack.uploads[file["id"]]["content"] for file in message.files}

    def buttons(self, thing: Message | View) -> list[str]:
        """The labels of the buttons of a message or view."""
        return [label_of(element) for _, element in interactive(thing.blocks) if element["type"] == "button"]

    def holds(self, view: View | None = None) -> dict[str, Any]:
        """What the form on top (or `view`) holds, by block id: text, an option's value, a list of them, an id."""
        form = view or self._open_modal()
        held: dict[str, Any] = {}
        for block, element in forms.inputs(form.blocks):
            key = forms.value_key(element["type"])
            held[block["block_id"]] = _plain(form.state[block["block_id"]][element["action_id"]][key])
        return held

    def picture(self) -> str:
        """What this person sees, in words, for reading when a test fails."""
        lines = [f"--- what {self.user.real_name} sees ---"]
        for channel in self.slack.conversations_of(self.user_id):
            messages = self._all_in(channel)[-LONGEST_PICTURE:]
            lines += [f"# {_title(self.slack, channel)}", *(self._line(message) for message in messages)]
        if self.modal:
            lines += ["[modal]", _indented(self.read(self.modal)), f"  holds: {self.holds(self.modal)}"]
            lines += [f"  trouble: {self.modal.trouble}"] if self.modal.trouble else []
        if self.home:
            lines += ["[home]", _indented(self.read(self.home))]
        troubles = [f"  {call.name}: {call.problem}" for call in self.slack.wire[-50:] if call.problem]
        return "\n".join([*lines, *(["[trouble on the wire]", *troubles] if troubles else [])])

    # -- inside ---------------------------------------------------------------------------------------------------

    def _reader(self) -> Reader:
        return reader(self.slack)

    def _line(self, message: Message) -> str:
        author = self.slack.users.get(message.user)
        name = author.real_name if author else "Slackbot"
        secret = " (only you)" if message.ephemeral_to else ""
        return f"  {name}{secret}:\n" + _indented(_indented(self.read(message)))

    def _channel(self, name: str) -> Channel:
        if name == "@":
            return self.slack.direct(self.user_id)
        if name in self.slack.channels:
            return self.slack.channels[name]
        try:
            return self.slack.channel_named(name)
        except KeyError:
            raise AssertionError(f"there is no channel {name!r}") from None

    def _open_modal(self) -> View:
        view = self.modal
        if view is None:
            raise AssertionError(f"{self} has no modal open\n{self.picture()}")
        return view

    def _all_in(self, channel: Channel) -> list[Message]:
        top = self.slack.messages(channel.id, self.user_id)
        threads = [m for first in top for m in self.slack.messages(channel.id, self.user_id, first.ts)]
        return list({m.ts: m for m in [*top, *threads]}.values())

    def _use(self, what: str, value: Any, in_: str | None, *, newest: bool, on: Message | None, menus: bool) -> Call:
        for place in self._places(in_, newest=newest, on=on):
            found = list(_named(place.blocks, what, menus=menus))
            if not found:
                continue
            block, element = found[-1] if newest else found[0]
            ids = (element["action_id"], block["block_id"])
            if isinstance(place, Message):
                chosen = value if menus else element.get("value")
                return self.slack.press(self.user_id, place.channel, place.ts, *ids, chosen)
            return self.slack.press_in_view(self.user_id, place.id, *ids, value)
        raise AssertionError(f"{self} finds no {'menu' if menus else 'button'} {what!r}\n{self.picture()}")

    def _places(self, in_: str | None, *, newest: bool, on: Message | None) -> Iterator[Message | View]:
        if on is not None:
            # The message as it is now, not as it was when the test got hold of it.
            yield from (m for m in [self.slack.message(on.channel, on.ts)] if m)
            return
        if in_ is None and self.modal:
            yield self.modal
        if in_ != "home":
            messages = self.everything() if in_ is None else self._all_in(self._channel(in_))
            yield from reversed(messages) if newest else messages
        if in_ in (None, "home") and self.home:
            yield self.home


def _named(blocks: Sequence[Json], what: str, *, menus: bool) -> Iterator[tuple[Json, Json]]:
    for block, element in interactive(blocks):
        is_menu = any(part in element["type"] for part in MENUS)
        if is_menu == menus and what in (element["action_id"], label_of(element), block["block_id"]):
            yield block, element


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _title(slack: "Slack", channel: Channel) -> str:
    if not channel.is_direct:
        return channel.name
    return "direct: " + ", ".join(slack.users[m].real_name for m in channel.members if m in slack.users)


def _indented(words: str) -> str:
    return "\n".join(f"  {line}" for line in words.splitlines())
