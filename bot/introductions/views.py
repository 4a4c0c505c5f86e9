"""What people read about an introduction: the questions, and how it went."""

from collections.abc import Sequence

from bot import i18n
from bot.asks.answers import CAME_TO_NOTHING, LOOKING_ON
from bot.asks.views import details, mention, state_line
from bot.blocks import Block, Message, button, buttons, copyable, link, message, note, said
from bot.i18n import translations
from bot.introductions import answers, letters, rules
from models import Ask, AskState, Introduction, IntroductionKind, IntroductionState, Member, Part, PartState, Role

YES, NO, WAITING = "yes", "no", "waiting"


def question(part: Part, others: Sequence[Member]) -> Message:
    """Ask one person for their key, in their language; once that is settled, say where it stands, without buttons.

    `others` are the people they would meet, the connector last.
    """
    introduction = part.introduction
    if introduction.kind is IntroductionKind.PAIR:
        return _of_a_pair(part, others)
    if introduction.kind is IntroductionKind.CARRY:
        return _to_be_named(part) if part.role is Role.ASKER else _on_your_way(part)
    return {Role.CONNECTOR: _pass_it_on, Role.COLLEAGUE: _in_somebodys_name, Role.ASKER: _give_up_the_mask}[part.role](
        part, others
    )


def _of_a_pair(part: Part, others: Sequence[Member]) -> Message:
    introduction, locale = part.introduction, part.member.locale
    _ = translations(locale).gettext
    names = {"connector": mention(introduction.connector), "other": mention(others[0])}
    title = _("{connector} would like to introduce you to {other}").format(**names)
    how = _("When you are both happy to, I open one conversation for the three of you. A no stays between you and me.")
    return message(title, _sentence(introduction), *_keys(part, how), preview=introduction.words)


def _pass_it_on(part: Part, others: Sequence[Member]) -> Message:
    ask, locale = _ask(part.introduction), part.member.locale
    _ = translations(locale).gettext
    title = _("I ask {colleague} in your name").format(colleague=mention(others[0]))
    how = _("Are you happy to join the conversation? It opens when everybody is.")
    return message(title, said(ask.text), _sentence(part.introduction), *_keys(part, how), preview=ask.text)


def _in_somebodys_name(part: Part, others: Sequence[Member]) -> Message:
    del others
    ask, locale = _ask(part.introduction), part.member.locale
    _ = translations(locale).gettext
    names = {"connector": mention(part.introduction.connector)}
    title = _("{connector} thought of you: a colleague is looking for something").format(**names)
    if not ask.is_anonymous:
        names["asker"] = mention(ask.asker)
        title = _("{connector} thought of you for something that {asker} is looking for").format(**names)
    how = _("When you are all happy to, I open one conversation for you. A no stays between you and me.")
    shown = [_sentence(part.introduction), *details(ask, locale)]
    return message(title, *shown, *_keys(part, how), preview=ask.text)


def _give_up_the_mask(part: Part, others: Sequence[Member]) -> Message:
    del others
    ask, locale = _ask(part.introduction), part.member.locale
    _ = translations(locale).gettext
    title = _("Two colleagues would like to talk with you about this")
    how = _(
        "You asked without your name. If you are happy to, I open one conversation, and there they see who you are."
    )
    return message(title, said(ask.text), *_keys(part, how), preview=ask.text)


def _to_be_named(part: Part) -> Message:
    introduction, locale = part.introduction, part.member.locale
    ask = _ask(introduction)
    _ = translations(locale).gettext
    title = _("A colleague knows somebody outside and would carry your request there")
    shown: list[Block | None] = [said(ask.text)]
    if introduction.state is not IntroductionState.ASKING:
        return message(title, *shown, note(_where_it_stands(part)), preview=ask.text)
    named = not ask.is_anonymous
    shown.append(note(_("These are the words that would go out:")))
    shown.append(copyable(letters.lines(ask, introduction.language, is_named=named)))
    how = _("May your name go with them? Without an answer within a working day they go without it.")
    if not named:
        how = _("They go without your name. Without an answer within a working day they go like this.")
    key = introduction.key
    keys = buttons(
        button(_("Happy to"), "intro.happy", key, style="primary"),
        button(_("Without my name"), "intro.unnamed", key) if named else None,
        button(_("Change the words"), "intro.words", key),
        button(_("Not now"), "intro.notnow", key),
    )
    return message(title, *shown, note(how), keys, preview=ask.text)


def _on_your_way(part: Part) -> Message:
    introduction, locale = part.introduction, part.member.locale
    ask = _ask(introduction)
    _ = translations(locale).gettext
    title = _("Thank you for carrying this one")
    if introduction.state is not IntroductionState.ASKING:
        return message(title, said(ask.text), note(_where_it_stands(part)), preview=ask.text)
    how = _("I am asking whether a name may go with it. As soon as that is settled, you get the lines to send.")
    keys = buttons(button(_("Not now"), "intro.notnow", introduction.key))
    return message(title, said(ask.text), note(how), keys, preview=ask.text)


def letter(introduction: Introduction) -> Message:
    """Give the connector the lines to send, with a mail link and the ways to tell how it went; later, only thanks."""
    ask, locale = _ask(introduction), introduction.connector.locale
    _ = translations(locale).gettext
    title = _("Here are the lines to send, your own way")
    if introduction.state is not IntroductionState.OUT:
        return _told(introduction, title)
    named = introduction.is_named
    text = introduction.words or letters.lines(ask, introduction.language, is_named=named)
    address = letters.mail_address(letters.subject(ask, introduction.language, is_named=named), text)
    hint = _("I keep no name and no address of anybody outside. Tell me how it went when you know:")
    return message(
        title,
        copyable(text),
        link(_("Open it as an e-mail"), address) if address else None,
        note(hint),
        *_report_keys(introduction, locale),
        preview=ask.text,
    )


def reminder(introduction: Introduction) -> Message:
    """Ask the connector once how it went; later, only thanks."""
    ask, locale = _ask(introduction), introduction.connector.locale
    _ = translations(locale).gettext
    title = _("Have you heard back about this one?")
    if introduction.state is not IntroductionState.OUT:
        return _told(introduction, title)
    hint = _("Without a word from you I look on for your colleague in a few days. I ask only this once.")
    return message(title, said(ask.text), note(hint), *_report_keys(introduction, locale), preview=ask.text)


def conversation(introduction: Introduction, people: Sequence[Member], *, reader: Member) -> Message:
    """Open the conversation of `people` (the connector last), in one of their languages."""
    locale = reader.locale
    _ = translations(locale).gettext
    names = i18n.listed([mention(one) for one in people[:-1]], locale)
    connector = mention(people[-1])
    ask = introduction.ask
    if ask is None:
        title = _("{people}, meet each other. {connector} thought you should, and says why:").format(
            people=names, connector=connector
        )
        return message(title, _sentence(introduction), preview=introduction.words)
    if introduction.kind is IntroductionKind.CARRY:
        title = _("{connector} found somebody outside who is glad to help {people}. Over to you two.")
    else:
        title = _("{connector} brings you together, {people}. Over to you.")
    title = title.format(connector=connector, people=names)
    shown = [_sentence(introduction), *details(ask, locale)]
    if ask.is_settled:
        return message(title, *shown, note(state_line(ask, locale)), preview=ask.text)
    end = note(_("{asker}: when it is done, close it here or in our conversation.").format(asker=mention(ask.asker)))
    return message(title, *shown, end, buttons(button(_("Close it"), "ask.close", ask.key)), preview=ask.text)


def write_to_each_other(introduction: Introduction, others: Sequence[Member], *, reader: Member) -> Message:
    """Say who the others are when Slack would not open a conversation for all of them."""
    _ = translations(reader.locale).gettext
    names = i18n.listed([mention(one) for one in others], reader.locale)
    title = _("I could not open a conversation for you. Please write to {people} directly.").format(people=names)
    told = introduction.ask.text if introduction.ask else introduction.words
    shown = said(introduction.ask.text) if introduction.ask else None
    return message(title, _sentence(introduction), shown, preview=told)


def came_about_apart(part: Part) -> Message:
    """Say to somebody who was asked that it came about, although Slack would not open a conversation."""
    _ = translations(part.member.locale).gettext
    how = _("Slack would not open a conversation for you, so I told each of you whom to write to.")
    ask = part.introduction.ask
    return message(_("It came about. Thank you."), said(ask.text) if ask else None, note(how))


def came_to_nothing(introduction: Introduction, *, reader: Member) -> Message:
    """Tell the one who waits, naming nobody, that it did not come about; nothing that only the next wave will show."""
    _ = translations(reader.locale).gettext
    ask = introduction.ask
    if ask is None:
        return message(_("The introduction of the two did not come about this time. Thank you for thinking of them."))
    if reader.id == ask.asker_id:
        state = _(LOOKING_ON) if ask.state is AskState.OPEN else state_line(ask, reader.locale)
        return message(_(CAME_TO_NOTHING), said(ask.text), note(state), preview=ask.text)
    title = _("The introduction did not come about this time. Thank you for offering it.")
    return message(title, said(ask.text), preview=ask.text)


def ended(introduction: Introduction, *, reader: Member) -> Message:
    """Say to whoever waits how an introduction ended that did not come about."""
    if introduction.state is not IntroductionState.OVERTAKEN:
        return came_to_nothing(introduction, reader=reader)
    # Whoever took the ask over has handed it back meanwhile.
    is_open_again = _ask(introduction).state is AskState.OPEN
    return is_over(reader) if is_open_again else overtaken(introduction, reader=reader)


def is_over(reader: Member) -> Message:
    """Say no more of an introduction than that it is over."""
    return message(translations(reader.locale).gettext(answers.IS_OVER))


def overtaken(introduction: Introduction, *, reader: Member) -> Message:
    """Tell somebody who waits that the ask needs it no more."""
    _ = translations(reader.locale).gettext
    ask = _ask(introduction)
    hint = ""
    if introduction.kind is IntroductionKind.CARRY:
        hint = _("If you have asked somebody already, please tell them that it is settled.")
    return message(_overtaken(ask, reader.locale), said(ask.text), note(hint), preview=ask.text)


def _keys(part: Part, how: str) -> list[Block | None]:
    """Show what pressing does, and the two keys; once answered or over, where it stands."""
    _ = translations(part.member.locale).gettext
    key = part.introduction.key
    is_running = part.introduction.state in rules.RUNNING
    if is_running and part.state in rules.PENDING:
        happy = button(_("Happy to"), "intro.happy", key, style="primary")
        return [note(how), buttons(happy, button(_("Not now"), "intro.notnow", key))]
    if is_running and part.state is PartState.HAPPY:
        return [note(_where_it_stands(part)), buttons(button(_("Not now"), "intro.notnow", key))]
    return [note(_where_it_stands(part))]


def _where_it_stands(part: Part) -> str:
    introduction = part.introduction
    _ = translations(part.member.locale).gettext
    match introduction.state:
        case IntroductionState.MET:
            return _("It came about. Thank you.")
        case IntroductionState.OVERTAKEN:
            return _overtaken(_ask(introduction), part.member.locale)
        case IntroductionState.ENDED:
            if part.state is PartState.NOT_NOW:
                return _("Not now. That is fine.")
            return _("This one is over. Thank you for being open to it.")
        case IntroductionState.OUT:
            return _("The words are on their way.")
        case IntroductionState.ASKING:
            return _("You are happy to. I wait for the others.")


def _told(introduction: Introduction, title: str) -> Message:
    """Show what is left of the lines once it is known how it went: nothing but the ask itself."""
    ask, locale = _ask(introduction), introduction.connector.locale
    _ = translations(locale).gettext
    if introduction.state is IntroductionState.OVERTAKEN:
        return message(title, said(ask.text), note(_overtaken(ask, locale)), preview=ask.text)
    return message(title, said(ask.text), note(_("That one is done. Thank you for carrying it.")), preview=ask.text)


def _report_keys(introduction: Introduction, locale: str) -> list[Block | None]:
    """Offer the three answers; a row each, because Slack takes an action once in a row."""
    _ = translations(locale).gettext
    answers = ((YES, _("They said yes")), (NO, _("They said no")), (WAITING, _("No answer yet")))
    return [buttons(button(label, "intro.report", f"{answer}:{introduction.key}")) for answer, label in answers]


def _overtaken(ask: Ask, locale: str) -> str:
    _ = translations(locale).gettext
    if ask.is_settled:
        return _("This one is settled. Thank you for being there.")
    return _("It is in good hands: a colleague is helping. Thank you for being there.")


def _sentence(introduction: Introduction) -> Block | None:
    if introduction.kind is IntroductionKind.CARRY or not introduction.words:
        return None
    return said(introduction.words)


def _ask(introduction: Introduction) -> Ask:
    if introduction.ask is None:
        raise ValueError(f"introduction {introduction.id} is about no ask")
    return introduction.ask
