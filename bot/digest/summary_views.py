"""What a member reads in their own weekly summary."""

from dataclasses import dataclass

from bot.asks.views import details, help_buttons, mention, state_line
from bot.blocks import Block, Message, button, buttons, header, labelled, note, said, section
from bot.i18n import translations
from models import Ask, JournalEntry, Member


@dataclass(frozen=True, slots=True)
class Summary:
    """A member's own open asks, asks to everybody that fit their offers, and what came of their help."""

    asks: tuple[Ask, ...]
    fitting: tuple[Ask, ...]
    came_of_it: tuple[JournalEntry, ...]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to tell."""
        return not (self.asks or self.fitting or self.came_of_it)


def summary(told: Summary, *, reader: Member) -> Message:
    """Tell a member their week, privately; parts without anything in them are left out."""
    locale = reader.locale
    _ = translations(locale).gettext
    title = _("Your week with Givefirst")
    parts = {
        _("What came of your help"): [_help(entry, locale) for entry in told.came_of_it],
        _("Your asks"): [_own(ask, locale) for ask in told.asks],
        _("You may be able to help here"): [_fits(ask, locale) for ask in told.fitting],
    }
    blocks: list[Block | None] = [section(f"*{title}*")]
    for heading, lines in parts.items():
        if lines:
            blocks += [header(heading), *(block for line in lines for block in line)]
    blocks += [
        note(_("Only you read this. You asked for it once a week; your settings end it.")),
        buttons(button(_("Settings"), "settings.edit", "")),
    ]
    text = " · ".join([title, *(heading for heading, lines in parts.items() if lines)])
    return Message(text, tuple(one for one in blocks if one))


def _help(entry: JournalEntry, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    return [
        said(entry.text),
        labelled(_("They wrote:"), entry.words),
        labelled(_("It made possible:"), entry.made_possible),
    ]


def _own(ask: Ask, locale: str) -> list[Block | None]:
    return [said(ask.text), note(state_line(ask, locale))]


def _fits(ask: Ask, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    shown = details(ask, locale)
    return [section(title), *shown, help_buttons(ask, locale, public=True)]
