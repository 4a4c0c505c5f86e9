"""What the two ends of an anonymous ask read; the asker's name never leaves the bot."""

from bot.asks.views import details, mention
from bot.blocks import Message, button, buttons, message, note, said
from bot.i18n import translations
from models import Ask, Member


def for_helper(ask: Ask, key: str, *, reader: Member) -> Message:
    """Open the relay at the helper's end; `key` is the invitation's."""
    _ = translations(reader.locale).gettext
    hint = _("Answer in this thread or with the button; I pass it on. The asker stays anonymous, you do not.")
    write = buttons(button(_("Write an answer"), "relay.answer", key, style="primary"))
    return message(
        _("Thank you for helping a colleague"), *details(ask, reader.locale), note(hint), write, preview=ask.text
    )


def for_asker(ask: Ask, key: str, helper: Member) -> Message:
    """Open the relay at the asker's end."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    title = _("{helper} can help you").format(helper=mention(helper))
    hint = _("Write in this thread or with the button; I pass it on without your name.")
    write = buttons(
        button(_("Write to your helper"), "relay.answer", key, style="primary"),
        button(_("Close it"), "ask.close", ask.key),
    )
    return message(title, *details(ask, locale), note(hint), write, preview=ask.text)


def passed_on(text: str, key: str, *, sender: Member | None, reader: Member) -> Message:
    """Bring the words of the other end; `sender` is None for the anonymous asker."""
    _ = translations(reader.locale).gettext
    title = _("{helper} writes").format(helper=mention(sender)) if sender else _("The asker writes")
    return message(title, said(text), buttons(button(_("Answer"), "relay.answer", key)), preview=text)
