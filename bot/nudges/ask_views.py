"""Nudges about asks: one's own, and those of others."""

from bot.asks.views import details, help_buttons, mention, state_line
from bot.blocks import Block, Message, button, buttons, confirm, note, said
from bot.i18n import N_, listed, translations
from bot.nudges.views import Line, Words, not_this_one, nudge
from models import Ask, Member, Nudge

STILL_OPEN = Words(
    name=N_("Is your ask still open?"),
    why=N_(
        "I ask when an ask of yours was quiet for two working days, I look only at the dates of that ask, and "
        "*Fewer of these* makes such questions rarer; your working hours are in `/givefirst settings`."
    ),
)
CAME_OF_IT = Words(
    name=N_("What came of it?"),
    why=N_(
        "I ask once, three weeks after you closed an ask and named who helped, I look only at that ask, and "
        "*Fewer of these* makes such questions rarer; your working hours are in `/givefirst settings`."
    ),
)
TWO_MINUTES = Words(
    name=N_("Small asks that fit you"),
    why=N_(
        "Once a week I look for an open ask in a channel that takes two minutes and shares a word with your offers, "
        "*Fewer of these* makes it rarer, and `/offer` changes your offers."
    ),
)
THANKS = Words(
    name=N_("Thanks not said yet"),
    why=N_(
        "I remind you once, three days after you closed an ask without a word to those who helped, I look only at that "
        "ask, and *Fewer of these* makes it rarer."
    ),
)
FITS_NOW = Words(
    name=N_("Asks that may fit now"),
    why=N_(
        "An ask that brought nothing to your mind comes back once, when a new line in your offers or reach shares a "
        "word with it or four weeks later, nobody else sees that, and *Fewer of these* makes it rarer."
    ),
)


def still_open(given: Nudge, ask: Ask) -> Message:
    """Ask the asker whether a quiet ask is still open."""
    locale = given.member.locale
    _ = translations(locale).gettext
    sure = confirm(
        _("Withdraw this ask?"),
        _("Nobody will be asked any more, and it cannot be taken back."),
        yes=_("Withdraw"),
        no=_("Keep it"),
    )
    keys = buttons(
        button(_("Still open"), "ask.keep", ask.key, style="primary"),
        button(_("Close it"), "ask.close", ask.key),
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure),
    )
    title = _("Is it still open?")
    return nudge(given, title, said(ask.text), note(state_line(ask, locale)), keys, preview=ask.text)


def still_open_line(given: Nudge, ask: Ask) -> Line:
    """Ask the asker in a line whether a quiet ask is still open."""
    _ = translations(given.member.locale).gettext
    yes = button(_("Still open"), "ask.keep", ask.key)
    return Line(_("Is this ask of yours still open?"), yes, said(ask.text))


def came_of_it(given: Nudge, ask: Ask) -> Message:
    """Ask the asker what came of the help they got."""
    _ = translations(given.member.locale).gettext
    title = _("A few weeks ago colleagues helped you with this. What came of it? They would like to hear.")
    keys = buttons(button(_("Tell them"), "ask.outcome", ask.key, style="primary"))
    return nudge(given, title, said(ask.text), keys, preview=ask.text)


def came_of_it_line(given: Nudge, ask: Ask) -> Line:
    """Ask the asker in a line what came of the help they got."""
    _ = translations(given.member.locale).gettext
    tell = button(_("Tell them"), "ask.outcome", ask.key)
    return Line(_("What came of the help you got with this?"), tell, said(ask.text))


def thanks(given: Nudge, ask: Ask, helpers: list[Member]) -> Message:
    """Remind the asker of a word of thanks."""
    locale = given.member.locale
    _ = translations(locale).gettext
    names = listed([mention(helper) for helper in helpers], locale)
    title = _("{helpers} helped you with this. A word from you would be a nice end to it.").format(helpers=names)
    keys = buttons(button(_("Say thanks"), "ask.thanks", ask.key, style="primary"))
    return nudge(given, title, said(ask.text), keys, preview=ask.text)


def thanks_line(given: Nudge, ask: Ask, helpers: list[Member]) -> Line:
    """Remind the asker in a line of a word of thanks."""
    locale = given.member.locale
    _ = translations(locale).gettext
    names = listed([mention(helper) for helper in helpers], locale)
    thank = button(_("Say thanks"), "ask.thanks", ask.key)
    return Line(
        _("A word from you to {helpers} would be a nice end to this.").format(helpers=names), thank, said(ask.text)
    )


def two_minutes(given: Nudge, ask: Ask) -> Message:
    """Show a small ask that fits the reader's offers."""
    locale = given.member.locale
    title = _two_minutes_would_help(ask, locale)
    return nudge(given, title, *details(ask, locale), help_buttons(ask, locale), preview=ask.text)


def two_minutes_line(given: Nudge, ask: Ask) -> Line:
    """Show in a line a small ask that fits the reader's offers."""
    return Line(_two_minutes_would_help(ask, given.member.locale), _i_can_help(given, ask), said(ask.text))


def fits_now(given: Nudge, ask: Ask) -> Message:
    """Bring back, once, an ask that brought nothing to the reader's mind."""
    locale = given.member.locale
    _ = translations(locale).gettext
    title = _("A while ago nothing came to your mind for this ask. It is still open; does it fit now?")
    return nudge(given, title, *details(ask, locale), _ways_to_help(given, ask), preview=ask.text)


def fits_now_line(given: Nudge, ask: Ask) -> Line:
    """Bring back in a line an ask that brought nothing to the reader's mind."""
    _ = translations(given.member.locale).gettext
    return Line(_("This ask is still open; does it fit by now?"), _i_can_help(given, ask), said(ask.text))


def _two_minutes_would_help(ask: Ask, locale: str) -> str:
    _ = translations(locale).gettext
    return _("Two minutes of yours would help {asker}").format(asker=mention(ask.asker))


def _i_can_help(given: Nudge, ask: Ask) -> Block:
    return button(translations(given.member.locale).gettext("I can help"), "ask.help", ask.key)


def _ways_to_help(given: Nudge, ask: Ask) -> Block | None:
    _ = translations(given.member.locale).gettext
    return buttons(
        button(_("I can help"), "ask.help", ask.key, style="primary"),
        button(_("I know someone"), "ask.know", ask.key),
        not_this_one(given),
    )
