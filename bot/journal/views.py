"""What a member reads in their own journal; never a number of anything."""

from collections.abc import Sequence

from bot import blocks, i18n
from bot.blocks import Block, Message, Modal, button, buttons, labelled, message, note, said
from bot.i18n import N_, translations
from bot.journal.rules import LONGEST
from bot.members.hours import local
from bot.members.views import mention
from models import EntryKind, JournalEntry, Member

# So many stay far below the 50 blocks and the length that Slack takes in one message.
MOST_ON_A_PAGE = 8
EMPTY = N_("Nothing here yet. Asks you helped with write themselves in here, and /helped takes a line of your own.")


def page(entries: Sequence[JournalEntry], locale: str, *, reader: Member) -> Message:
    """Show the first entries, newest first; more than MOST_ON_A_PAGE bring a button to go on."""
    _ = translations(locale).gettext
    title = _("Your journal. Only you read it.")
    if not entries:
        return message(title, note(_(EMPTY)))
    shown = entries[:MOST_ON_A_PAGE]
    older = None
    if len(entries) > len(shown):
        older = buttons(button(_("Show older"), "journal.more", str(shown[-1].id)))
    lines = [block for entry in shown for block in entry_blocks(entry, locale, reader=reader)]
    return message(title, *lines, older)


def no_older(locale: str) -> Message:
    """Say that the journal begins here."""
    return message(translations(locale).gettext("There is nothing older in your journal."))


def entry_blocks(entry: JournalEntry, locale: str, *, reader: Member) -> list[Block | None]:
    """Show one entry in at most four blocks: when and for whom, the sentence, the thanks, what it made possible."""
    _ = translations(locale).gettext
    when = i18n.day(local(entry.happened_at, reader.zone).date(), locale)
    whom = ""
    if entry.receiver:
        whom = _("for {colleague}").format(colleague=mention(entry.receiver))
    elif entry.kind is EntryKind.ASK:
        whom = _("for a colleague")
    return [
        note(f"*{when}* · {whom}" if whom else f"*{when}*"),
        said(entry.text),
        labelled(_("Thanks:"), entry.words),
        labelled(_("It made possible:"), entry.made_possible),
    ]


def noted(entry: JournalEntry, locale: str) -> Message:
    """Confirm a line written by hand, with a way to take it back."""
    _ = translations(locale).gettext
    keys = buttons(
        button(_("Undo"), "journal.undo", str(entry.id)),
        button(_("My journal"), "journal.more", ""),
    )
    return message(_("It stands in your journal. Only you read it."), said(entry.text), keys)


def undone(text: str, locale: str) -> Message:
    """Confirm that a line was taken back, and show it a last time."""
    return message(translations(locale).gettext("I took this out of your journal:"), said(text))


def form(locale: str) -> Modal:
    """Ask what somebody helped with."""
    _ = translations(locale).gettext
    return blocks.modal(
        "helped.new",
        _("Your journal"),
        blocks.text_input(
            "text",
            _("What did you help with?"),
            hint=_("One sentence, at most {most} characters. Only you read it.").format(most=LONGEST),
            long=True,
        ),
        submit=_("Write it down"),
        close=_("Cancel"),
    )
