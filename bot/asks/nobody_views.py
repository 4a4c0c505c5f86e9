"""What the asker reads when nobody is left to ask, or free: what is the case, and how to go on."""

from datetime import datetime

from bot import i18n
from bot.asks.answers import CAME_TO_NOTHING
from bot.asks.views import sure
from bot.blocks import Block, Message, button, buttons, message, note, said, section
from bot.i18n import translations
from models import Ask, Audience


def nobody_left(ask: Ask, *, is_asked: bool, came_to_nothing: bool = False) -> Message:
    """Tell the asker honestly that nobody is left to ask, and what they can do now.

    `is_asked` tells whether anybody was asked or shown it at all; with `came_to_nothing` it is said, too, that an
    introduction did not come about.
    """
    locale = ask.asker.locale
    _ = translations(locale).gettext
    match ask.is_widened, is_asked:
        case False, False:
            title = _("Nobody yet. I found no colleague whose offers fit these words.")
        case False, True:
            title = _("Nobody yet. I have asked everybody whose offers fit, and have no yes so far.")
        case True, False:
            title = _("Nobody yet. I have looked more widely, too, and found no colleague to ask.")
        case _:
            title = _("Nobody yet. I have looked more widely, too, and have no yes so far.")
    keep = _("Leave it in the digest") if ask.audience is Audience.CHANNEL else _("Leave it open")
    keys = buttons(
        button(_("Reword it"), "ask.details", ask.key, style="primary"),
        button(_("Ask more widely"), "ask.widen", ask.key) if not ask.is_widened else None,
        button(keep, "ask.keep", ask.key),
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure(locale)),
    )
    how = note(_("Here is what you can do:"))
    return _what_now(ask, title, how, keys, came_to_nothing=came_to_nothing)


def nobody_free(ask: Ask, again: datetime, *, came_to_nothing: bool = False) -> Message:
    """Tell the asker that nobody who fits is free right now, and when (their local time) they will be asked again.

    With `came_to_nothing` it is said, too, that an introduction did not come about.
    """
    locale = ask.asker.locale
    _ = translations(locale).gettext
    title = _("Nobody is free right now. I will ask again: {moment}.").format(moment=i18n.moment(again, locale))
    keys = buttons(
        button(_("Ask more widely"), "ask.widen", ask.key) if not ask.is_widened else None,
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure(locale)),
    )
    return _what_now(ask, title, keys, came_to_nothing=came_to_nothing)


def _what_now(ask: Ask, sentence: str, *ways_on: Block | None, came_to_nothing: bool) -> Message:
    if not came_to_nothing:
        return message(sentence, said(ask.text), *ways_on, preview=ask.text)
    title = translations(ask.asker.locale).gettext(CAME_TO_NOTHING)
    return message(title, said(ask.text), section(sentence), *ways_on, preview=ask.text)
