"""What an asker reads about something they wrote to one colleague alone."""

from bot.asks.views import sure
from bot.blocks import Block, Message, button, buttons, message, note, said
from bot.i18n import translations
from models import Ask


def shall_i_ask_others(ask: Ask) -> Message:
    """Ask whether others may read what was written to one colleague."""
    title = translations(ask.asker.locale).gettext("Nobody else has read it. Shall I ask others who may help?")
    return message(title, said(ask.text), _whom_else(ask), preview=ask.text)


def helper_is_gone(ask: Ask) -> Message:
    """Tell the asker that the one colleague who read it cannot help any more, and ask whether others may."""
    _ = translations(ask.asker.locale).gettext
    title = _("The colleague who wanted to help you with this cannot do so any more. Sorry about that.")
    small = note(_("Nobody else has read it. Shall I ask others who may help?"))
    return message(title, said(ask.text), small, _whom_else(ask), preview=ask.text)


def _whom_else(ask: Ask) -> Block | None:
    locale = ask.asker.locale
    _ = translations(locale).gettext
    return buttons(
        button(_("Ask others"), "ask.others", ask.key, style="primary"),
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure(locale)),
    )
