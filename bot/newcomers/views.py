"""What people read who have just joined, and the host who may say hello. Nobody is labelled, nobody found alone."""

from collections.abc import Sequence

from bot import blocks, i18n
from bot.blocks import Block, Message, Modal, Option, bullets, button, buttons, labelled, message, note, section
from bot.i18n import N_, translations
from bot.members.views import mention
from bot.nudges.views import Line, conversation_with, nudge
from models import Greeting, Member, Newcomer, NewcomerPair, Nudge

# In the order of Newcomer.answers.
QUESTIONS = (N_("Why are you here?"), N_("How did you come to us?"), N_("What do you do?"))
AGREED = "yes"
WHY_MEET = N_(
    "You and a colleague joined in the same month, I look at nothing but when you joined and whether you have met, and "
    "*Fewer of these* makes it rarer."
)


def welcome(newcomer: Newcomer, locale: str) -> Message:
    """Welcome somebody on their second morning, with one button to say something about themselves."""
    _ = translations(locale).gettext
    title = _("Good to have you here, {member}.").format(member=mention(newcomer.member))
    what = _(
        "In this team small things are asked for and given gladly: a look at a page, a contact, ten minutes of "
        "Excel. When you need one, type `/ask`; I find colleagues who like to help."
    )
    why = _("Three questions help them to find something to talk about with you. Each is up to you.")
    return message(title, section(what), note(why), _keys(locale))


def reminder(newcomer: Newcomer) -> Message:
    """Invite somebody once more who has told nothing about themselves yet."""
    locale = newcomer.member.locale
    _ = translations(locale).gettext
    title = _("Two weeks in: is there something a colleague might ask you one day? One line is enough.")
    small = note(_("I ask this once and never again; `/givefirst welcome` opens it any time."))
    return message(title, small, _keys(locale))


def form(newcomer: Newcomer, locale: str) -> Modal:
    """Ask three questions, each of which may stay empty, for offers, and whether letters may tell the answers."""
    _ = translations(locale).gettext
    why_here, how_came, what_they_do = QUESTIONS
    agree = Option(_("Yes, tell my answers in a letter to channels"), AGREED)
    return blocks.modal(
        "newcomer.edit",
        _("A word about you"),
        note(_("Everything here is up to you. Change or empty it whenever you like.")),
        blocks.text_input("why_here", _(why_here), initial=newcomer.why_here, optional=True),
        blocks.text_input("how_came", _(how_came), initial=newcomer.how_came, optional=True),
        blocks.text_input("what_they_do", _(what_they_do), initial=newcomer.what_they_do, optional=True),
        blocks.text_input(
            "offers",
            _("What might a colleague ask you?"),
            hint=_("Separated by commas: stretched images, Excel. They are added to what you offer."),
            long=True,
            optional=True,
        ),
        blocks.choices(
            "may_be_told",
            _("May colleagues read your three answers?"),
            [agree],
            initial=[AGREED] if newcomer.may_be_told else [],
        ),
        note(
            _(
                "Without your yes nobody reads your answers. A colleague who says hello may hear what you two have "
                "in common."
            )
        ),
        submit=_("Save"),
        close=_("Cancel"),
    )


def saved(newcomer: Newcomer, offered: Sequence[str], locale: str) -> Message:
    """Confirm what somebody told, with a way to change or empty it."""
    _ = translations(locale).gettext
    edit = buttons(button(_("Change it"), "newcomer.form", ""))
    if not any(newcomer.answers) and not offered:
        return message(_("Nothing is written down. You can tell something any time."), edit)
    told = _("Only I know your answers.")
    if newcomer.may_be_told and any(newcomer.answers):
        told = _("The next letter to a channel tells your answers; take your yes back any time.")
    return message(_("Thank you."), note(told), _offered(offered, locale), edit)


def greet(given: Nudge, greeting: Greeting, *, team_id: str) -> Message:
    """Show a host who would be glad of a hello, and something to talk about."""
    locale = given.member.locale
    _ = translations(locale).gettext
    member = greeting.newcomer.member
    title = _would_you_say_hello(member, locale)
    there = conversation_with(member, team_id)
    keys = buttons(
        button(_("Say hello"), "newcomer.hello", greeting.key, style="primary", url=there),
        button(_("Not now"), "newcomer.notnow", greeting.key),
    )
    return nudge(given, title, *_to_talk_about(greeting, locale), keys)


def greet_line(given: Nudge, greeting: Greeting, *, team_id: str) -> Line:
    """Show a host in a line who would be glad of a hello."""
    locale = given.member.locale
    member = greeting.newcomer.member
    there = conversation_with(member, team_id)
    hello = button(translations(locale).gettext("Say hello"), "newcomer.hello", greeting.key, url=there)
    return Line(_would_you_say_hello(member, locale), hello, _in_common(greeting, locale))


def somebody_else(reader: Member) -> Message:
    """Stand where a host was asked to say hello who did not answer, once it is another one's turn."""
    return message(translations(reader.locale).gettext("Somebody else has this one by now. Thank you for being there."))


def meet(given: Nudge, pair: NewcomerPair) -> Message:
    """Ask one of two whether they would like to meet the other, without a name."""
    _ = translations(given.member.locale).gettext
    title = _("Somebody else started in the same month as you. Shall I introduce you two?")
    small = note(_("Only when you both say yes do I open a conversation; a no is heard by nobody."))
    keys = buttons(
        button(_("Happy to"), "newcomer.meet", pair.key, style="primary"),
        button(_("Not now"), "newcomer.later", pair.key),
    )
    return nudge(given, title, small, keys)


def meet_line(given: Nudge, pair: NewcomerPair) -> Line:
    """Ask one of two in a line whether they would like to meet the other, without a name."""
    _ = translations(given.member.locale).gettext
    sentence = _("Somebody started in the same month as you; shall I introduce you two, if you both say yes?")
    return Line(sentence, button(_("Happy to"), "newcomer.meet", pair.key))


def conversation(one: Member, other: Member) -> Message:
    """Open the conversation of two who joined in the same month; in English unless both read the same language."""
    languages = {i18n.language(one.locale), i18n.language(other.locale)}
    _ = translations(languages.pop() if len(languages) == 1 else "en").gettext
    title = _("{one} and {other}, you both started this month and said you would like to meet. Over to you two.")
    start = _("A way to begin: what surprised you most in your first weeks?")
    return message(title.format(one=mention(one), other=mention(other)), note(start))


def write_to_each_other(other: Member, *, reader: Member) -> Message:
    """Say who the other one is when Slack would not open a conversation of the two."""
    _ = translations(reader.locale).gettext
    title = _("I could not open a conversation for you two. Please write to {other} directly.")
    return message(title.format(other=mention(other)))


def hello_noted(greeting: Greeting, locale: str) -> Message:
    """Thank a host who says hello."""
    _ = translations(locale).gettext
    member = mention(greeting.newcomer.member)
    return message(_("Thank you. If Slack has not opened the conversation, write to {member}.").format(member=member))


def fine(locale: str) -> Message:
    """Take a *Not now* kindly."""
    return message(translations(locale).gettext("That is fine, thank you for telling me. Nobody else hears of it."))


def both_agree(locale: str, *, is_open: bool) -> Message:
    """Say what happens once somebody said yes to meeting the other one."""
    _ = translations(locale).gettext
    if is_open:
        return message(_("Lovely. I am opening a conversation for you two."))
    return message(_("Noted. When the other one says yes, too, I open a conversation for you two."))


def comes_to_nothing(reader: Member) -> Message:
    """Tell whoever said yes to meeting somebody who is forgotten that it does not come about."""
    _ = translations(reader.locale).gettext
    return message(_("The introduction you said yes to does not come about. Thank you for being open to it."))


def host_state(member: Member, locale: str) -> Message:
    """Say whether somebody says hello to people who have just joined, and how to change that."""
    _ = translations(locale).gettext
    how = note(_("`/givefirst host on` or `off` changes it."))
    if member.is_host:
        small = _("Now and then I show you somebody who would be glad of a hello; you can always say *Not now*.")
        return message(_("You say hello to people who have just joined."), note(small), how)
    return message(_("You do not say hello to people who have just joined."), how)


def _keys(locale: str) -> Block | None:
    _ = translations(locale).gettext
    return buttons(button(_("Say something about me"), "newcomer.form", "", style="primary"))


def _offered(offered: Sequence[str], locale: str) -> Block | None:
    _ = translations(locale).gettext
    return labelled(_("Added to what you offer:"), i18n.listed(offered, locale)) if offered else None


def _would_you_say_hello(member: Member, locale: str) -> str:
    _ = translations(locale).gettext
    return _("{member} joined a little while ago. Would you say hello?").format(member=mention(member))


def _in_common(greeting: Greeting, locale: str) -> Block | None:
    _ = translations(locale).gettext
    if greeting.topic:
        return labelled(_("Something to talk about, from what you offer:"), greeting.topic)
    if greeting.channel:
        return note(_("You both ask in {channel}.").format(channel=f"<#{greeting.channel}>"))
    return None


def _to_talk_about(greeting: Greeting, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    if in_common := _in_common(greeting, locale):
        return [in_common]
    return [note(_("Three questions that always work:")), bullets([_(question) for question in QUESTIONS])]
