"""The App Home; at most 100 blocks, of which everything but the admins' part takes less than 90."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import blocks
from bot.admin import views as admin
from bot.admin.views import ForAdmins
from bot.asks.views import control_buttons, details, help_buttons, state_line
from bot.blocks import Block, Modal, bullets, button, buttons, header, note, said, section
from bot.i18n import N_, translations
from bot.journal.views import EMPTY as EMPTY_JOURNAL
from bot.journal.views import entry_blocks
from bot.members.views import mention, state_lines
from models import Ask, JournalEntry, Member

MOST_OWN_ASKS = 6
MOST_FITTING = 5
MOST_ENTRIES = 5
MOST_WAITING = 3

NO_ASKS = N_("Nothing open. When a small thing would help you, ask; colleagues are glad to be of use.")
NOTHING_FITS = N_("Nothing open that fits your offers right now.")
NO_OFFERS_NOTHING_FITS = N_("Tell me what you can help with, and asks that fit you appear here.")
NO_OFFERS = N_("Nothing yet. A line or two is enough: stretched images, Excel, a second look at texts.")
NO_REACH = N_("Nothing yet. If you know people somewhere, note it here, for example: Airbus Hamburg, procurement.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: a sentence of ours (mrkdwn), somebody's words, and the keys to it."""

    title: str
    words: str = ""
    keys: Block | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a Home is made of: own asks and entries newest first, one of each more than fits tells that there are."""

    reader: Member
    asks: Sequence[Ask]
    fitting: Sequence[Ask]
    offers: Sequence[str]
    reach: Sequence[str]
    entries: Sequence[JournalEntry]
    # What waits for the reader's answer, oldest first, and then their own ideas that wait for somebody else's.
    waiting: Sequence[Waiting] = ()
    # What admins read besides; nothing for everybody else.
    admin: ForAdmins | None = None


def page(shown: Shown, locale: str, *, now: datetime) -> Modal:
    """Show a member their Home."""
    parts = [
        *_greeting(shown, locale),
        *_waiting(shown, locale),
        *_asks(shown, locale),
        *_fitting(shown, locale),
        *_lines(shown, locale),
        *_journal(shown, locale),
        *_settings(shown, locale, now),
    ]
    room = blocks.MOST_BLOCKS_IN_HOME - sum(map(bool, parts))
    return blocks.home(*parts, *(admin.part(shown.admin, locale, room=room) if shown.admin else ()))


def _greeting(shown: Shown, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    hello = _("Hello {member}. What small thing would help you, and whom can you help?")
    return [
        section(hello.format(member=mention(shown.reader))),
        buttons(
            button(_("Ask for something"), "ask.form", "", style="primary"),
            button(_("Give something"), "give.form", ""),
        ),
    ]


def _waiting(shown: Shown, locale: str) -> list[Block | None]:
    """Show what waits for an answer, the reader's or somebody else's; nothing at all when nothing does."""
    if not shown.waiting:
        return []
    _ = translations(locale).gettext
    lines: list[Block | None] = [header(_("What is waiting"))]
    for one in shown.waiting[:MOST_WAITING]:
        lines += [section(one.title), said(one.words) if one.words else None, one.keys]
    return lines


def _asks(shown: Shown, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    lines: list[Block | None] = [header(_("Your asks"))]
    if not shown.asks:
        return [*lines, note(_(NO_ASKS))]
    for ask in shown.asks[:MOST_OWN_ASKS]:
        lines += [said(ask.text), note(state_line(ask, locale)), control_buttons(ask, locale)]
    if len(shown.asks) > MOST_OWN_ASKS:
        lines.append(note(_("These are your newest ones. The others are in our direct conversation.")))
    return lines


def _fitting(shown: Shown, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    lines: list[Block | None] = [header(_("You may be able to help here"))]
    if not shown.fitting:
        why = NOTHING_FITS if shown.offers else NO_OFFERS_NOTHING_FITS
        return [*lines, note(_(why))]
    for ask in shown.fitting[:MOST_FITTING]:
        # Whose name may not be read has no place here; should one come all the same, it shows none.
        title = _("A colleague could use a hand")
        if not ask.is_anonymous:
            title = _("{asker} could use a hand").format(asker=mention(ask.asker))
        lines += [section(title), *details(ask, locale), help_buttons(ask, locale, public=True)]
    return lines


def _lines(shown: Shown, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    return [
        header(_("What you offer")),
        bullets(shown.offers) or note(_(NO_OFFERS)),
        header(_("Where you know people - only you see this")),
        bullets(shown.reach) or note(_(NO_REACH)),
        buttons(button(_("Edit"), "offer.edit", "")),
    ]


def _journal(shown: Shown, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    lines: list[Block | None] = [header(_("Your journal - only you read it"))]
    if not shown.entries:
        return [*lines, note(_(EMPTY_JOURNAL))]
    for entry in shown.entries[:MOST_ENTRIES]:
        lines += entry_blocks(entry, locale, reader=shown.reader)
    if len(shown.entries) > MOST_ENTRIES:
        lines.append(buttons(button(_("All"), "journal.more", "")))
    return lines


def _settings(shown: Shown, locale: str, now: datetime) -> list[Block | None]:
    _ = translations(locale).gettext
    return [
        header(_("Your settings")),
        note(state_lines(shown.reader, locale, now=now)),
        buttons(
            button(_("Settings"), "settings.edit", ""),
            button(_("My data"), "data.mine", ""),
            button(_("Forget me"), "forget.me", ""),
        ),
    ]
