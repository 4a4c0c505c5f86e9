"""What the two ends of an anonymous ask read; the asker's name never leaves the bot."""

from bot.asks.views import details, mention, state_line
from bot.blocks import Message, button, buttons, message, note, said
from bot.i18n import translations
from models import Ask, Invitation, Member


def for_helper(ask: Ask, given: Invitation) -> Message:
    """Open the relay at the helper's end; settled, it loses its button."""
    reader = given.helper
    _ = translations(reader.locale).gettext
    title = _("Thank you for helping a colleague")
    if ask.is_settled:
        shown = [*details(ask, reader.locale), note(state_line(ask, reader.locale))]
        return message(title, *shown, preview=ask.text)
    hint = _("Answer in this thread or with the button; I pass it on. The asker stays anonymous, you do not.")
    write = buttons(button(_("Write an answer"), "relay.answer", given.key, style="primary"))
    return message(title, *details(ask, reader.locale), note(hint), write, preview=ask.text)


def for_asker(ask: Ask, given: Invitation) -> Message:
    """Open the relay at the asker's end; settled, it loses its buttons."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    title = _("{helper} can help you").format(helper=mention(given.helper))
    if ask.is_settled:
        return message(title, *details(ask, locale), note(state_line(ask, locale)), preview=ask.text)
    hint = _("Write in this thread or with the button; I pass it on without your name.")
    write = buttons(
        button(_("Write to your helper"), "relay.answer", given.key, style="primary"),
        button(_("Close it"), "ask.close", ask.key),
    )
    return message(title, *details(ask, locale), note(hint), write, preview=ask.text)


def passed_on(text: str, key: str, *, sender: Member | None, reader: Member) -> Message:
    """Bring the words of the other end; `sender` is None for the anonymous asker."""
    _ = translations(reader.locale).gettext
    title = _("{helper} writes").format(helper=mention(sender)) if sender else _("The asker writes")
    return message(title, said(text), buttons(button(_("Answer"), "relay.answer", key)), preview=text)
