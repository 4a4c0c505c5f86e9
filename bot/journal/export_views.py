"""A journal as a file: Markdown for a review talk, CSV for a spreadsheet. It lists; it never adds up."""

import csv
import io
import re
from collections.abc import Sequence

from bot import i18n
from bot.blocks import Message, message
from bot.i18n import N_, translations
from bot.journal.rules import Format, Part
from bot.journal.views import duration, span_in_words, whom_in_words
from bot.members.hours import local
from models import EntryKind, JournalEntry, Member

# In this order, so that what somebody was asked for comes before what they did unasked.
CHAPTERS: Sequence[tuple[str, frozenset[EntryKind]]] = (
    (N_("Asked for a hand"), frozenset({EntryKind.ASK})),
    (N_("Brought people together"), frozenset({EntryKind.INTRODUCTION, EntryKind.CONTACT})),
    (N_("Ideas and heads-ups"), frozenset({EntryKind.IDEA, EntryKind.HEADS_UP})),
    (N_("Noticed by colleagues"), frozenset({EntryKind.NOTICED})),
    (N_("Done without being asked"), frozenset({EntryKind.BY_HAND})),
)
KINDS = {
    EntryKind.ASK: N_("ask"),
    EntryKind.INTRODUCTION: N_("introduction"),
    EntryKind.CONTACT: N_("contact"),
    EntryKind.IDEA: N_("idea"),
    EntryKind.HEADS_UP: N_("heads-up"),
    EntryKind.NOTICED: N_("noticed"),
    EntryKind.BY_HAND: N_("own line"),
}
COLUMNS = (
    N_("Date"),
    N_("What"),
    N_("For whom"),
    N_("Kind"),
    N_("Minutes"),
    N_("Thanks"),
    N_("Made possible"),
    N_("Gave first"),
)
# What a spreadsheet takes for the beginning of a formula, also after blanks and in full width.
_FORMULA = re.compile(r"^[\s\x00-\x1f\ufeff]*[=+\-@|%＝＋－＠]|^[\t\r\n]")
# Everything stands inside a line, so that what only means something at its beginning can stay.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&])")


def content(entries: Sequence[JournalEntry], kind: Format, part: Part, locale: str, *, reader: Member) -> bytes:
    """Return a file's bytes; `entries` are the reader's own, the oldest first, with their receivers loaded."""
    if kind is Format.CSV:
        return _csv(entries, locale, reader)
    return _markdown(entries, part, locale, reader).encode()


def file_name(kind: Format, part: Part, locale: str) -> str:
    """Return what the file is saved as: "journal-2026-10-01-2026-12-31.csv"."""
    _ = translations(locale).gettext
    dates = [day.isoformat() for day in (part.since, part.until) if day]
    return "-".join([_("journal"), *dates]) + (".csv" if kind is Format.CSV else ".md")


def title(part: Part, locale: str) -> str:
    """Return what Slack shows as the name of the file."""
    _ = translations(locale).gettext
    span = span_in_words(part, locale)
    return _("My journal, {span}").format(span=span) if span else _("My journal")


def comment(locale: str) -> str:
    """Say what the file is, where it arrives."""
    return translations(locale).gettext("Here is your journal as a file. I gave it to nobody but you.")


def refused(locale: str, *, may_not: bool) -> Message:
    """Say that Slack would not take the file, and what helps."""
    _ = translations(locale).gettext
    why = _("Slack would not take the file with your journal. Please try again later; your journal itself is safe.")
    if may_not:
        why = _("I may not hand out files here yet. Your admins can allow it: the app needs the scope `files:write`.")
    return message(why)


def _markdown(entries: Sequence[JournalEntry], part: Part, locale: str, reader: Member) -> str:
    _ = translations(locale).gettext
    lines = ["# " + _("What I helped with"), ""]
    span = span_in_words(part, locale)
    lines += [f"{span[:1].upper()}{span[1:]}", ""] if span else []
    for heading, kinds in CHAPTERS:
        chapter = [entry for entry in entries if entry.kind in kinds]
        if chapter:
            lines += ["## " + _(heading), ""]
            lines += [line for entry in chapter for line in (*_item(entry, locale, reader), "")]
    return "\n".join(lines)


def _item(entry: JournalEntry, locale: str, reader: Member) -> list[str]:
    _ = translations(locale).gettext
    when = i18n.day(local(entry.happened_at, reader.zone).date(), locale)
    details = [
        (_("For:"), whom_in_words(entry, locale)),
        (_("Time:"), duration(entry.minutes, locale)),
        (_("Thanks:"), entry.words),
        (_("It made possible:"), entry.made_possible),
    ]
    lines = [f"- **{_inert(entry.text)}** ({when})"]
    lines += [f"  - {label} {_inert(text)}" for label, text in details if text]
    if entry.is_unrewarded:
        lines.append("  - *" + _("I gave first: until then they had not helped me.") + "*")
    return lines


def _inert(text: str) -> str:
    """Return what a person typed as one line of Markdown that shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _csv(entries: Sequence[JournalEntry], locale: str, reader: Member) -> bytes:
    _ = translations(locale).gettext
    file = io.StringIO(newline="")
    # A German spreadsheet opens a file with semicolons in columns, and one with commas in a single one.
    writer = csv.writer(file, delimiter=";" if i18n.language(locale) == "de" else ",", quoting=csv.QUOTE_ALL)
    writer.writerow([_(column) for column in COLUMNS])
    for entry in entries:
        row = [
            local(entry.happened_at, reader.zone).date().isoformat(),
            entry.text,
            whom_in_words(entry, locale),
            _(KINDS[entry.kind]),
            str(entry.minutes or ""),
            entry.words,
            entry.made_possible,
            _("yes") if entry.is_unrewarded else "",
        ]
        writer.writerow([_no_formula(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _no_formula(cell: str) -> str:
    """Let no spreadsheet read a cell as a formula; the apostrophe says that it is text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
