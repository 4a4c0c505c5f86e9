"""What a channel reads once a week, and what an operator reads who wants to know beforehand."""

from dataclasses import dataclass
from datetime import date, datetime

from bot import i18n
from bot.asks.views import details, effort_words, mention
from bot.blocks import Block, Message, button, header, note, section
from bot.i18n import translations
from bot.members.hours import local
from bot.thanks.views import told_blocks
from models import Ask, DigestSubscription, Thanks


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel is told: its asks (with their askers loaded), on which local date, in which language."""

    channel: str
    locale: str
    day: date
    asks: tuple[Ask, ...]
    # Whose doers and receivers agreed, with the people loaded.
    deeds: tuple[Thanks, ...] = ()
    thanks: tuple[Thanks, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True in a quiet week."""
        return not (self.asks or self.deeds or self.thanks)


def post(letter: Letter) -> Message:
    """Show a channel the asks that wait for somebody, each with a button to help, and what may be told."""
    _ = translations(letter.locale).gettext
    title = _("These asks are still open") if letter.asks else _("Good to know")
    small = _("A few minutes may be all it takes. In random order, once a week; `/givefirst digest off` ends it.")
    asks = [block for ask in letter.asks for block in _shown(ask, letter.locale)]
    blocks = (header(title), *asks, *told_blocks(letter.deeds, letter.thanks, letter.locale), note(small))
    return Message(title, tuple(block for block in blocks if block))


def preview(subscription: DigestSubscription, letter: Letter | None, *, is_too_late: bool, now: datetime) -> str:
    """Tell an operator, in plain text, what a channel would get at `now` and why; no `letter` when none is due."""
    due = i18n.moment(local(subscription.next_at, subscription.zone), "en")
    plan = f"{subscription.channel}: due {due} ({subscription.zone}), language {i18n.language(subscription.locale)}"
    if subscription.next_at > now:
        return f"{plan} - nothing: its time has not come"
    if is_too_late:
        return f"{plan} - nothing: it is more than two days late and waits for next week"
    if letter is None or letter.is_empty:
        return f"{plan} - nothing: no open asks, a quiet week"
    lines = [f"{plan} - a letter: asks made here are open"]
    lines += [f"  - {_one_line(ask.text)} ({effort_words(ask.effort, letter.locale)})" for ask in letter.asks]
    lines += [f"  - told: {_one_line(told.words)}" for told in (*letter.deeds, *letter.thanks)]
    return "\n".join(lines)


def _shown(ask: Ask, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    help_ = button(_("I can help"), "ask.help", ask.key)
    return [section(title, help_), *details(ask, locale)]


def _one_line(text: str) -> str:
    """Return a person's text as one line for a terminal, without anything that could steer it."""
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
