"""What people read about an ask: the asker, the helpers, the channel."""

from collections.abc import Sequence

from bot import i18n
from bot.blocks import Block, Message, button, buttons, confirm, labelled, message, note, said, said_all
from bot.i18n import N_, translations
from bot.matching.rules import Reason
from models import Ask, AskState, Audience, Effort, Invitation, InvitationState, Kind, Member

EFFORTS = {
    Effort.TWO_MINUTES: N_("2 minutes"),
    Effort.QUARTER_HOUR: N_("15 minutes"),
    Effort.HOUR: N_("an hour"),
}
KINDS = {
    Kind.LOOK: N_("A look"),
    Kind.CONTACT: N_("A contact"),
    Kind.KNOW_HOW: N_("Know-how"),
    Kind.HAND: N_("A hand"),
    Kind.OTHER: N_("Something else"),
}
ENDINGS = {
    AskState.HELPED: N_("Helped. Thank you."),
    AskState.ANSWERED: N_("Answered elsewhere."),
    AskState.WITHDRAWN: N_("Withdrawn by the asker."),
    AskState.AGED_OUT: N_("Closed after two quiet weeks."),
}
COACHING = N_(
    "A tip: name the thing and where it is stuck, so that the right person recognises it. "
    "For example: “The photo on my page is stretched, who can look for two minutes?”"
)


def mention(member: Member) -> str:
    """Name a member so that Slack shows them as a person."""
    return f"<@{member.slack_id}>"


def effort_words(effort: Effort, locale: str) -> str:
    """Say how long it may take: "15 minutes"."""
    return translations(locale).gettext(EFFORTS[effort])


def details(ask: Ask, locale: str) -> list[Block | None]:
    """Show an ask as it was typed, with what for, how long and by when."""
    _ = translations(locale).gettext
    facts = _("May take: {effort}").format(effort=effort_words(ask.effort, locale))
    if ask.by_when:
        facts += " · " + _("By {day}").format(day=i18n.day(ask.by_when, locale))
    return [said(ask.text), labelled(_("What for:"), ask.what_for), note(facts)]


def state_line(ask: Ask, locale: str) -> str:
    """Say in one sentence where an ask stands."""
    _ = translations(locale).gettext
    if ask.state in ENDINGS:
        return _(ENDINGS[ask.state])
    if ask.state is AskState.IN_HANDS:
        return _("In good hands: somebody is helping.")
    if ask.is_for_one:
        return _("Open. Only the colleague you asked has read it; I ask others when you say so.")
    if ask.next_wave_at is None and ask.waves_sent:
        return _("Open. Everybody I could think of has been asked.")
    if ask.next_wave_at is None and ask.is_widened:
        return _("Open. I have looked more widely, too, and know nobody else to ask.")
    if ask.next_wave_at is None:
        return _("Open. I know nobody whose offers fit yet.")
    return _("Open. I am asking colleagues who may help.")


def post(ask: Ask) -> Message:
    """Show an ask to a channel, in the asker's language; its buttons go when somebody helps or it is over."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    if ask.state is AskState.OPEN:
        state, keys = "", help_buttons(ask, locale, public=True)
    else:
        state, keys = state_line(ask, locale), None
    title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    return message(title, *details(ask, locale), note(state), keys, preview=ask.text)


def help_buttons(ask: Ask, locale: str, *, public: bool = False) -> Block | None:
    """Offer the ways to answer; in public nobody needs a button for saying no."""
    _ = translations(locale).gettext
    for_a_contact = ask.kind is Kind.CONTACT
    yes = button(_("I can help"), "ask.help", ask.key, style="" if for_a_contact else "primary")
    know = button(_("I know someone"), "ask.know", ask.key, style="primary" if for_a_contact else "")
    if public:
        return buttons(yes, know)
    nothing = button(_("Nothing comes to mind"), "ask.nothing", ask.key)
    return buttons(yes, know, nothing, button(_("Not now"), "ask.notnow", ask.key))


def why_you(ask: Ask, why: Reason, locale: str) -> Block | None:
    """Say why this helper: one true sentence from their own lines, or from what they share with the asker."""
    _ = translations(locale).gettext
    if why.kind == "offer":
        return labelled(_("Why you: you offered"), why.text)
    if why.kind == "reach":
        return labelled(_("Why you: your private note on where you know people says:"), why.text)
    if why.kind == "helped" and why.when:
        return note(
            _("Why you: you helped with something like this in {month}.").format(month=i18n.month(why.when, locale))
        )
    if why.kind == "tie" and not ask.is_anonymous:
        return note(_("Why you: you and {asker} have helped each other before.").format(asker=mention(ask.asker)))
    return note(_("Why you: no offer matches this ask, so I am asking around."))


def invitation(given: Invitation, *, is_again: bool = False) -> Message:
    """Invite one helper, with easy ways to say no; once answered or over, say so without buttons.

    With `is_again` say that somebody had it in hand, and that it is open again.
    """
    ask, reader = given.ask, given.helper
    locale = reader.locale
    _ = translations(locale).gettext
    title = _("A colleague could use a hand")
    if not ask.is_anonymous:
        title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    if given.state in {InvitationState.PLANNED, InvitationState.SENT} and not ask.is_settled:
        again = note(_("It is open again, and a hand is still welcome.")) if is_again else None
        # Who was shown it in another way was told why there.
        why = why_you(ask, Reason.from_json(given.why), locale) if given.why else None
        return message(title, *details(ask, locale), again, why, help_buttons(ask, locale), preview=ask.text)
    return message(
        title, *details(ask, locale), note(_answered(given, locale)), _after_all(given, locale), preview=ask.text
    )


def _answered(given: Invitation, locale: str) -> str:
    _ = translations(locale).gettext
    if given.state is InvitationState.HELPING:
        return _("You are helping. Thank you.")
    if given.ask.state is AskState.AGED_OUT:
        return _("This one is over. Thank you for having a look.")
    if given.ask.is_settled:
        return _("This one is settled. Thank you for being there.")
    if given.state is InvitationState.KNOWS:
        return _("You know someone. Thank you for passing it on.")
    if given.state is InvitationState.NOTHING:
        return _("Nothing comes to mind, and that is a good answer. I may come back to you once, when it may fit.")
    if given.state is InvitationState.NOT_NOW:
        return _("Not now. That is fine.")
    return _("It is in good hands: a colleague is helping. Thank you for being there.")


def _after_all(given: Invitation, locale: str) -> Block | None:
    """Leave a door open for whoever said no and thinks of something later."""
    declined = given.state in {InvitationState.NOTHING, InvitationState.NOT_NOW}
    if not declined or given.ask.state is not AskState.OPEN:
        return None
    return buttons(button(translations(locale).gettext("I can help after all"), "ask.help", given.ask.key))


def control_buttons(ask: Ask, locale: str) -> Block | None:
    """Give the asker the keys to their ask; None when it is over."""
    if ask.is_settled:
        return None
    _ = translations(locale).gettext
    looking = button(_("Still looking"), "ask.looking", ask.key) if ask.state is AskState.IN_HANDS else None
    return buttons(
        button(_("Close it"), "ask.close", ask.key, style="primary"),
        looking,
        button(_("Ask others"), "ask.others", ask.key) if may_go_further(ask) else None,
        button(_("Add details"), "ask.details", ask.key),
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure(locale)),
    )


def may_go_further(ask: Ask) -> bool:
    """Tell whether an ask waits for its asker's word to be told more than the one colleague it was meant for."""
    return ask.is_for_one and ask.state is AskState.OPEN


def sure(locale: str) -> Block:
    """Ask once more before an ask is withdrawn."""
    _ = translations(locale).gettext
    return confirm(
        _("Withdraw this ask?"),
        _("Nobody will be asked any more, and it cannot be taken back."),
        yes=_("Withdraw"),
        no=_("Keep it"),
    )


def receipt(ask: Ask, helpers: Sequence[Member] = ()) -> Message:
    """Tell the asker where the ask stands, with the keys to it."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    state = state_line(ask, locale)
    if ask.state is AskState.IN_HANDS and helpers:
        names = i18n.listed([mention(helper) for helper in helpers], locale)
        state = _("In good hands with {helpers}.").format(helpers=names)
    where = {
        Audience.CHANNEL: _("Everybody in the channel can see it.") if ask.channel else "",
        Audience.HELPERS: _("Only people who may help see it."),
        Audience.ANONYMOUS: _("Nobody reads your name; I pass on what you write."),
        Audience.ONE: "" if may_go_further(ask) else _("Only the colleague you asked reads it."),
    }[ask.audience]
    title = _("Your ask is out") if not ask.is_settled else _("Your ask is closed")
    small = where if not ask.is_settled else ""
    return message(title, *details(ask, locale), note(state, small), control_buttons(ask, locale), preview=ask.text)


def coaching(ask: Ask) -> Message:
    """After a mention: confirm in private, coach a vague ask, offer to add details."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    return message(_("Your ask is out"), note(_(COACHING)), control_buttons(ask, locale), preview=ask.text)


def noted(ask: Ask) -> Message:
    """After a mention or a direct message: confirm in private and offer to add details."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    text = _("I am asking colleagues who may help. What is it for, and how long may it take? That helps them decide.")
    return message(_("Your ask is out"), note(text), control_buttons(ask, locale), preview=ask.text)


def already_noted(ask: Ask) -> Message:
    """Say that the same ask was just made, with a way to make it all the same."""
    _ = translations(ask.asker.locale).gettext
    add = buttons(button(_("Add anyway"), "ask.anyway", ask.key))
    return message(_("I have already noted this a moment ago"), said(ask.text), add, preview=ask.text)


def small_ask_for_you(ask: Ask, why: Reason | None, *, reader: Member) -> Message:
    """Show one small open ask that fits somebody who has just asked for something themselves."""
    locale = reader.locale
    _ = translations(locale).gettext
    reason = why_you(ask, why, locale) if why else None
    title = _("While you wait: this one may be a small thing for you")
    if not ask.is_anonymous:
        title = _("While you wait: {asker} has a small ask that may suit you").format(asker=mention(ask.asker))
    return message(title, *details(ask, locale), reason, help_buttons(ask, locale), preview=ask.text)


def conversation(ask: Ask, given: Invitation) -> Message:
    """Open the conversation of asker and helper with the ask itself; settled, it loses its button."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    names = {"helper": mention(given.helper), "asker": mention(ask.asker)}
    title = _("{helper} can help {asker}. Over to you two.").format(**names)
    if ask.is_settled:
        return message(title, *details(ask, locale), note(state_line(ask, locale)), preview=ask.text)
    end = note(_("{asker}: when it is done, close it here or in our conversation.").format(**names))
    keys = buttons(button(_("Close it"), "ask.close", ask.key))
    return message(title, *details(ask, locale), end, keys, preview=ask.text)


def thanks(ask: Ask, words: str, made_possible: str, *, reader: Member) -> Message:
    """Bring a helper the asker's thanks in the asker's own words, and what it made possible."""
    locale = reader.locale
    _ = translations(locale).gettext
    title = _("An ask you helped with is closed. Thank you for helping.")
    if not ask.is_anonymous:
        title = _("{asker} closed the ask you helped with. Thank you for helping.").format(asker=mention(ask.asker))
    return message(
        title,
        said(words) if words else None,
        labelled(_("It made possible:"), made_possible),
        labelled(_("The ask:"), ask.text),
        note(_("I wrote it into your journal; only you read that.")),
        preview=words,
    )


def came_of_it(ask: Ask, words: str, *, reader: Member) -> Message:
    """Tell everybody in the chain what came of their help."""
    locale = reader.locale
    _ = translations(locale).gettext
    title = _("What came of something you helped a colleague with")
    if not ask.is_anonymous:
        title = _("{asker} tells you what came of your help").format(asker=mention(ask.asker))
    return message(title, said(words), labelled(_("The ask:"), ask.text), preview=words)


def aged(ask: Ask) -> Message:
    """Tell the asker that a quiet ask was closed after two weeks."""
    _ = translations(ask.asker.locale).gettext
    again = buttons(button(_("Ask again"), "ask.form", ask.key))
    return message(_("Your ask was quiet for two weeks, so I closed it"), said(ask.text), again, preview=ask.text)


def post_refused(ask: Ask, *, is_outside: bool) -> Message:
    """Tell the asker that the channel would not take the post, and how to change that when the bot is no member."""
    _ = translations(ask.asker.locale).gettext
    title = _("I could not post your ask in the channel: Slack would not take it there.")
    hint = _("I am asking people who may help privately all the same.")
    if is_outside:
        title = _("I could not post your ask in the channel: I am not a member there.")
        invite = _("To see asks there, type /invite @Givefirst in it.")
        hint = f"{hint} {invite}"
    return message(title, said(ask.text), note(hint), preview=ask.text)


def write_to_each_other(ask: Ask, other: Member, *, reader: Member) -> Message:
    """Say who the other one is when Slack would not open a conversation of the two."""
    _ = translations(reader.locale).gettext
    title = _("I could not open a conversation for you two. Please write to {other} directly.").format(
        other=mention(other)
    )
    return message(title, said(ask.text), preview=ask.text)


def thank_helper(ask: Ask, locale: str) -> Message:
    """Thank whoever stepped up, and say where the two meet."""
    _ = translations(locale).gettext
    if ask.is_anonymous:
        return message(_("Thank you. I pass on what you two write; look into your messages from me."))
    return message(_("Thank you. I am opening a conversation for you and {asker}.").format(asker=mention(ask.asker)))


def thank_for_answering(given: Invitation) -> Message:
    """Thank whoever said no; an honest answer helps too."""
    _ = translations(given.helper.locale).gettext
    if given.state is InvitationState.NOTHING:
        later = _("If something new makes it fit, I may come back to you with it, once.")
        return message(_("Thank you for thinking about it. Let us stay in touch."), note(later))
    return message(_("That is fine, thank you for telling me. Nobody else hears of it."))


def closed(ask: Ask, helpers: Sequence[Member], words: str) -> Message:
    """Confirm to the asker that the ask is closed, and who reads their words, if there were any."""
    locale = ask.asker.locale
    _ = translations(locale).gettext
    if not helpers:
        return message(_("Closed. Glad it found its answer."), preview=ask.text)
    names = i18n.listed([mention(helper) for helper in helpers], locale)
    told = (
        _("Closed. Your thanks are on their way to {helpers}.")
        if words
        else _("Closed. I tell {helpers} that it helped.")
    )
    return message(told.format(helpers=names), preview=ask.text)


def withdrawn(ask: Ask) -> Message:
    """Confirm that an ask was taken back, with a way to ask again."""
    _ = translations(ask.asker.locale).gettext
    again = buttons(button(_("Ask again"), "ask.form", ask.key))
    return message(_("Withdrawn. Nobody will be asked any more."), said(ask.text), again, preview=ask.text)


def coached_in_private(text: str, go_on_with: str, locale: str) -> Message:
    """Coach a vague line to the bot before anybody is asked; `go_on_with` is what the button carries."""
    _ = translations(locale).gettext
    go_on = buttons(button(_("Open the form"), "ask.form", go_on_with, style="primary"))
    return message(_("What exactly could somebody do for you?"), said(text), note(_(COACHING)), go_on)


def keep_text(title: str, typed: str) -> Message:
    """Give back all that was typed when it could not be taken."""
    return message(title, *said_all(typed))
