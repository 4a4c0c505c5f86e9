"""What a member reads in their own weekly summary."""

from dataclasses import dataclass

from bot.asks.views import details, help_buttons, mention, state_line
from bot.blocks import (
    MOST_BLOCKS_IN_MESSAGE,
    Block,
    Message,
    button,
    buttons,
    header,
    labelled,
    note,
    said,
    section,
)
from bot.i18n import translations
from bot.nudges.views import Line
from models import Ask, JournalEntry, Member


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a member's help, their own open asks, nudges that waited, and asks to everybody that fit."""

    came_of_it: tuple[JournalEntry, ...]
    asks: tuple[Ask, ...]
    waiting: tuple[Line, ...]
    fitting: tuple[Ask, ...]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to tell."""
        return not (self.came_of_it or self.asks or self.waiting or self.fitting)


def summary(told: Summary, *, reader: Member) -> Message:
    """Tell a member their week, privately; parts without anything in them are left out.

    Asks that fit come last, because only they may find no room: Slack takes fifty blocks.
    """
    locale = reader.locale
    _ = translations(locale).gettext
    title = _("Your week with Givefirst")
    parts = {
        _("What came of your help"): [_help(entry, locale) for entry in told.came_of_it],
        _("Your asks"): [_own(ask, locale) for ask in told.asks],
        _("When you have a moment"): [_waits(line) for line in told.waiting],
        _("You may be able to help here"): [_fits(ask, locale) for ask in told.fitting],
    }
    end = [
        note(_("Only you read this. You asked for it once a week; your settings end it.")),
        buttons(button(_("Settings"), "settings.edit", "")),
    ]
    text, blocks = title, [section(f"*{title}*")]
    for heading, lines in parts.items():
        part = _part(heading, lines, room=MOST_BLOCKS_IN_MESSAGE - len(blocks) - len(end))
        text += f" · {heading}" if part else ""
        blocks += part
    return Message(text, (*blocks, *(one for one in end if one)))


def _part(heading: str, lines: list[list[Block | None]], *, room: int) -> list[Block]:
    """Build a part of at most `room` blocks; no line is told by half."""
    part = [header(heading)]
    for line in lines:
        shown = [block for block in line if block]
        if len(part) + len(shown) > room:
            break
        part += shown
    return part if len(part) > 1 else []


def _help(entry: JournalEntry, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    return [
        said(entry.text),
        labelled(_("They wrote:"), entry.words),
        labelled(_("It made possible:"), entry.made_possible),
    ]


def _own(ask: Ask, locale: str) -> list[Block | None]:
    return [said(ask.text), note(state_line(ask, locale))]


def _waits(line: Line) -> list[Block | None]:
    return [section(line.sentence, line.button), line.shown]


def _fits(ask: Ask, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    shown = details(ask, locale)
    return [section(title), *shown, help_buttons(ask, locale, public=True)]
