"""What the app's manifest adds to Slack's own menus: slash commands and shortcuts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A slash command with its hint, as Slack's completion shows it."""

    name: str
    hint: str
    does: str


@dataclass(frozen=True)
class Shortcut:
    """An entry in the menu of shortcuts, or in a message's menu."""

    callback_id: str
    name: str


COMMANDS: Sequence[Command] = (
    Command("/ask", "what you need", "Ask for a small thing"),
    Command("/offer", "what you can help with", "Say what you offer"),
    Command("/give", "@maria", "Give an idea, a contact or a heads-up"),
    Command("/helped", "what you did", "Write into your own journal"),
    Command("/thanks", "@name for what", "Thank somebody privately"),
    Command("/givefirst", "journal, settings, introduce @anna @tom ...", "Help, settings and everything else"),
)

ESCAPING = frozenset({"/give", "/thanks", "/givefirst"})
"""The commands that name people: Slack sends mentions in them as ids (`should_escape` in the manifest)."""

GLOBAL_SHORTCUTS: Sequence[Shortcut] = (
    Shortcut("ask.new", "Ask for something"),
    Shortcut("give.new", "Give something"),
)

MESSAGE_SHORTCUTS: Sequence[Shortcut] = (
    Shortcut("ask.from_message", "Turn into an ask"),
    Shortcut("give.from_message", "Give something back"),
    Shortcut("thanks.from_message", "Thank for this"),
    Shortcut("noticed.from_message", "I noticed this"),
)
