"""What a member reads in their own journal; never a number of anything but their own minutes."""

from collections.abc import Sequence

from bot import i18n
from bot.blocks import Block, Message, button, buttons, confirm, labelled, message, note, said
from bot.i18n import N_, translations
from bot.journal import rules
from bot.journal.rules import Part
from bot.members.hours import local
from bot.members.views import mention
from models import EntryKind, JournalEntry, Member

# So many stay below the 50 blocks and the length that Slack takes in one message.
MOST_ON_A_PAGE = 8
TITLE = N_("Your journal. Only you read it.")
NOTHING_LIKE_IT = N_("Nothing in your journal fits that.")
EMPTY = N_("Nothing here yet. Asks you helped with write themselves in here, and /helped takes a line of your own.")
KINDS = {
    EntryKind.BY_HAND: "",
    EntryKind.ASK: N_("an ask"),
    EntryKind.IDEA: N_("an idea"),
    EntryKind.CONTACT: N_("a contact"),
    EntryKind.HEADS_UP: N_("a heads-up"),
    EntryKind.INTRODUCTION: N_("an introduction"),
    EntryKind.NOTICED: N_("noticed by a colleague"),
}
# These are always for somebody, also where nobody may know for whom.
FOR_SOMEBODY = frozenset({EntryKind.ASK, EntryKind.IDEA, EntryKind.CONTACT, EntryKind.HEADS_UP, EntryKind.INTRODUCTION})


def page(entries: Sequence[JournalEntry], locale: str, *, reader: Member, part: Part | None = None) -> Message:
    """Show the first entries, newest first; more than MOST_ON_A_PAGE bring a button to go on."""
    _ = translations(locale).gettext
    part = part or Part()
    head = (labelled(_("Search:"), part.words), note(span_in_words(part, locale)))
    title = _("What you have hidden in your journal. Only you read it.") if part.is_hidden else _(TITLE)
    if not entries:
        why = EMPTY if part.is_everything else NOTHING_LIKE_IT
        return message(title, *head, note(_(why)))
    shown = entries[:MOST_ON_A_PAGE]
    older = button(_("Show older"), "journal.more", rules.in_button(part, shown[-1].id))
    lines = [block for entry in shown for block in (*entry_blocks(entry, locale, reader=reader), keys(entry, locale))]
    is_last = len(entries) <= len(shown)
    file = button(_("As a file"), "journal.export", rules.in_button(part))
    return message(title, *head, *lines, buttons(None if is_last else older, None if part.is_hidden else file))


def no_older(locale: str) -> Message:
    """Say that the journal begins here."""
    return message(translations(locale).gettext("There is nothing older in your journal."))


def no_such_time(typed: str, locale: str) -> Message:
    """Say which times and words a journal can be asked for."""
    _ = translations(locale).gettext
    how = _(
        "Try `/givefirst journal quarter`, `last month`, `2026-10-01 2026-12-31`, a word such as `copier`, or "
        "`export csv year` for a file."
    )
    return message(_("I could not read a date in that."), labelled(_("You wrote:"), typed), note(how))


def entry_blocks(entry: JournalEntry, locale: str, *, reader: Member) -> list[Block | None]:
    """Show one entry in at most four blocks: when and for whom, the sentence, the thanks, what it made possible."""
    _ = translations(locale).gettext
    when = i18n.day(local(entry.happened_at, reader.zone).date(), locale)
    whom = ""
    if entry.receiver:
        whom = _("for {colleague}").format(colleague=mention(entry.receiver))
    elif is_for_somebody(entry):
        whom = _("for a colleague")
    kind = _(KINDS[entry.kind]) if KINDS[entry.kind] else ""
    first = _("you gave first") if entry.is_unrewarded else ""
    parts = [f"*{when}*", whom, kind, duration(entry.minutes, locale), first]
    return [
        note(" · ".join(part for part in parts if part)),
        said(entry.text),
        labelled(_("Thanks:"), entry.words),
        labelled(_("It made possible:"), entry.made_possible),
    ]


def keys(entry: JournalEntry, locale: str) -> Block | None:
    """Show what the owner can do with an entry."""
    _ = translations(locale).gettext
    sure = confirm(
        _("Delete this line?"),
        _("It leaves your journal for good. To only not see it, hide it."),
        yes=_("Delete"),
        no=_("Keep it"),
    )
    hide = button(_("Hide"), "journal.hide", str(entry.id))
    show = button(_("Show again"), "journal.show", str(entry.id))
    return buttons(
        button(_("Edit"), "journal.edit", str(entry.id)),
        show if entry.is_hidden else hide,
        button(_("Delete"), "journal.delete", str(entry.id), confirm=sure),
    )


def is_for_somebody(entry: JournalEntry) -> bool:
    """Tell whether there was a receiver, named or not."""
    return entry.is_for_somebody or entry.kind in FOR_SOMEBODY


def whom_in_words(entry: JournalEntry, locale: str) -> str:
    """Name the receiver for a file: "Tom Meyer", "a colleague" when nobody may know or they are gone; else empty."""
    _ = translations(locale).gettext
    if entry.receiver and entry.receiver.name:
        return entry.receiver.name
    return _("a colleague") if is_for_somebody(entry) else ""


def duration(minutes: int | None, locale: str) -> str:
    """Say how long one thing took: "15 min"; empty when nobody noted it."""
    return translations(locale).gettext("{minutes} min").format(minutes=minutes) if minutes else ""


def span_in_words(part: Part, locale: str) -> str:
    """Say a period: "1 October 2026 to 31 December 2026"; empty for all time."""
    _ = translations(locale).gettext
    since = i18n.day(part.since, locale) if part.since else ""
    until = i18n.day(part.until, locale) if part.until else ""
    if since and until:
        return _("{since} to {until}").format(since=since, until=until)
    if since:
        return _("since {since}").format(since=since)
    return _("until {until}").format(until=until) if until else ""


def noted(entry: JournalEntry, locale: str) -> Message:
    """Confirm a line written by hand, with a way to take it back."""
    _ = translations(locale).gettext
    about = [duration(entry.minutes, locale)]
    if entry.receiver:
        about.insert(0, _("for {colleague}").format(colleague=mention(entry.receiver)))
    undo = buttons(
        button(_("Undo"), "journal.undo", str(entry.id)),
        button(_("Edit"), "journal.edit", str(entry.id)),
        button(_("My journal"), "journal.more", ""),
    )
    small = note(" · ".join(part for part in about if part))
    return message(_("It stands in your journal. Only you read it."), said(entry.text), small, undo)


def changed(entry: JournalEntry, locale: str, *, reader: Member) -> Message:
    """Confirm what an entry says now."""
    _ = translations(locale).gettext
    return message(_("Your journal says now:"), *entry_blocks(entry, locale, reader=reader), keys(entry, locale))


def hidden(entry: JournalEntry, locale: str) -> Message:
    """Confirm that an entry is out of sight, with the way back."""
    _ = translations(locale).gettext
    back = buttons(button(_("Show again"), "journal.show", str(entry.id)))
    small = note(_("`/givefirst journal hidden` shows what you have hidden."))
    return message(_("I no longer show this line, and no file has it:"), said(entry.text), small, back)


def shown_again(entry: JournalEntry, locale: str) -> Message:
    """Confirm that an entry is back."""
    return message(translations(locale).gettext("It is back in your journal:"), said(entry.text))


def undone(text: str, locale: str) -> Message:
    """Confirm that a line was taken out, and show it a last time."""
    return message(translations(locale).gettext("I took this out of your journal:"), said(text))


def file_comes(locale: str) -> Message:
    """Say where the file will be."""
    return message(translations(locale).gettext("Your file is on its way into our direct conversation."))
