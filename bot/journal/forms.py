"""The forms of the journal: a new line, a change to one, and what goes into a file."""

import json

from bot import blocks
from bot.blocks import Block, Modal, Option
from bot.i18n import translations
from bot.journal.rules import LONGEST, Format, Part
from models import JournalEntry


def new(locale: str, *, text: str = "", minutes: str = "", receiver: str = "") -> Modal:
    """Ask what somebody helped with; `receiver` is a Slack user id."""
    _ = translations(locale).gettext
    return blocks.modal(
        "helped.new",
        _("Your journal"),
        *_inputs(locale, text=text, minutes=minutes, receiver=receiver),
        submit=_("Write it down"),
        close=_("Cancel"),
    )


def edit(entry: JournalEntry, locale: str) -> Modal:
    """Let the owner change an entry."""
    _ = translations(locale).gettext
    return blocks.modal(
        "journal.edit",
        _("Your journal"),
        *_inputs(
            locale,
            text=entry.text,
            minutes=str(entry.minutes or ""),
            receiver=entry.receiver.slack_id if entry.receiver and not entry.receiver.is_deactivated else "",
        ),
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps({"entry": entry.id}),
    )


def export(part: Part, locale: str) -> Modal:
    """Ask what kind of file, and for which time; what was searched for stays."""
    _ = translations(locale).gettext
    kinds = [
        Option(_("Markdown, for a review talk"), Format.MARKDOWN),
        Option(_("CSV, for a spreadsheet"), Format.CSV),
    ]
    return blocks.modal(
        "journal.export",
        _("Your journal"),
        blocks.choice("format", _("Which kind of file?"), kinds, initial=Format.MARKDOWN, radio=True),
        blocks.date_input("since", _("From"), initial=part.since),
        blocks.date_input("until", _("To"), initial=part.until),
        blocks.labelled(_("Search:"), part.words),
        blocks.note(
            _("Leave both empty for all of it. What you have hidden is left out. The file comes to you alone.")
        ),
        submit=_("Send me the file"),
        close=_("Cancel"),
        metadata=json.dumps({"words": part.words, "whom": part.whom}, ensure_ascii=False),
    )


def _inputs(locale: str, *, text: str, minutes: str, receiver: str) -> list[Block]:
    _ = translations(locale).gettext
    return [
        blocks.text_input(
            "text",
            _("What did you help with?"),
            initial=text,
            hint=_("One sentence, at most {most} characters. Only you read it.").format(most=LONGEST),
            long=True,
        ),
        blocks.person_input("receiver", _("For whom?"), initial=receiver, optional=True),
        blocks.text_input(
            "minutes", _("How many minutes?"), initial=minutes, hint=_("If you like to remember it."), optional=True
        ),
    ]
