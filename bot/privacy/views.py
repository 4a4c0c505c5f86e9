"""What somebody reads before and after their data is taken out or deleted."""

from bot import blocks
from bot.blocks import Block, Message, Modal, button, buttons, message, note, section
from bot.i18n import N_, translations

A_COLLEAGUE = N_("a colleague")
FORGET_ME = N_("forget me")
# Messages about an ask that show its words, by the third part of their keys ("ask:12:post").
SHOWS_THE_ASK = frozenset({"post", "invitation", "talk", "relay"})


def confirming(locale: str) -> tuple[str, ...]:
    """Return the words that confirm *forget me*: those of the reader's language, and the English ones."""
    return translations(locale).gettext(FORGET_ME), FORGET_ME


def forget_form(locale: str, *, records_days: int) -> Modal:
    """Say what is deleted and what stays, and let somebody confirm by typing it."""
    _ = translations(locale).gettext
    goes = [
        _("Your asks; open ones are withdrawn first, and their posts say that the ask was taken back."),
        _("Your offers, your private notes on where you know people, and your journal."),
        _("Ideas, heads-ups and thanks that you wrote or got, your introductions, and what you told when you joined."),
        _("Your settings, your invitations, whom you have met through me, and what still waits to be sent."),
    ]
    stays = [
        _("Lines in the journals of colleagues who helped you: there you become “a colleague”."),
        _("What colleagues wrote in their own words."),
        _(
            "What stands in Slack's own conversations. I change posts of the last {days} days; older ones are out of "
            "my reach."
        ).format(days=records_days),
    ]
    return blocks.modal(
        "forget.me",
        _("Forget me"),
        section(_("*This is deleted, for good:*\n{lines}").format(lines=_list(goes))),
        section(_("*This stays:*\n{lines}").format(lines=_list(stays))),
        _my_data(locale),
        blocks.text_input(
            "confirm",
            _("To confirm, type: {phrase}").format(phrase=_(FORGET_ME)),
            hint=_("If you use me again one day, you begin as somebody new."),
        ),
        submit=_("Delete all of it"),
        close=_("Cancel"),
    )


def forgotten(locale: str) -> Modal:
    """Say that it is done; nothing about the reader is kept any more."""
    _ = translations(locale).gettext
    text = _("Everything about you is deleted. Thank you for having been here; you are welcome at any time.")
    return blocks.modal("notice", _("Forgotten"), section(text), close=_("Close"))


def forgotten_home(locale: str) -> Modal:
    """Empty the App Home of somebody who is forgotten."""
    _ = translations(locale).gettext
    return blocks.home(
        section(_("I keep nothing about you. When a small thing would help you, ask; then we begin anew.")),
        buttons(button(_("Ask for something"), "ask.form", "")),
    )


def ask_is_gone(locale: str) -> Message:
    """Stand where an ask stood whose asker is forgotten."""
    return message(translations(locale).gettext("A colleague took this ask back. Thank you for being there."))


def data_file(locale: str) -> tuple[str, str]:
    """Return the title of the file with somebody's data, and what is said with it."""
    _ = translations(locale).gettext
    return _("My data"), _(
        "This is everything I keep about you, as JSON for machines and Markdown for you. Only you see this file."
    )


def data_is_coming(locale: str) -> Message:
    """Say where the file arrives."""
    _ = translations(locale).gettext
    return message(_("I am putting your data together. The file arrives in our direct conversation."))


def _my_data(locale: str) -> Block | None:
    _ = translations(locale).gettext
    return note(_("Would you like a copy first? Cancel, and type `/givefirst my-data`."))


def _list(lines: list[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)
