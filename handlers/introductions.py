"""Introducing: *I know someone* in its two ways, everybody's keys, how it went, and two colleagues unasked."""

from sqlalchemy.orm import Session

from bot.asks import service as asks
from bot.blocks import Message, message
from bot.errors import Refusal
from bot.home import service as home
from bot.i18n import LANGUAGES
from bot.introductions import answers, forms, keys, service, views
from bot.members import service as members
from bot.members.views import not_saved
from bot.workspaces import service as workspaces
from handlers.answers import Answer
from handlers.incoming import Command, Press, Submission
from handlers.people import in_words, people_first
from models import Ask, Feature, Introduction, IntroductionState, Part


def know(press: Press, tx: Session) -> Answer:
    """*I know someone*: the two ways to help."""
    known = asks.of(tx, press.workspace, press.value)
    service.may_begin(tx, known, press.member)
    return forms.know_form(known, press.locale)


def carry_form(press: Press, tx: Session) -> Answer:
    """*Carry it yourself*: ask for the language of the lines."""
    known = asks.of(tx, press.workspace, press.value)
    service.may_begin(tx, known, press.member)
    return forms.carry_form(known, press.locale)


def carry(form: Submission, tx: Session) -> Answer:
    """The member carries it: the asker is asked about the words."""
    known = asks.of(tx, form.workspace, _key(form, "ask"))
    language = form.text("language")
    language = language if language in LANGUAGES else LANGUAGES[0]
    service.carry(tx, known, form.member, language=language, now=form.now)
    home.refresh(tx, form.member, form.now)
    home.refresh(tx, known.asker, form.now)
    return None


def pass_form(press: Press, tx: Session) -> Answer:
    """*Pass it on*: ask for one colleague and one sentence."""
    known = asks.of(tx, press.workspace, press.value)
    service.may_pass_on(tx, known, press.member)
    return forms.pass_form(known, press.locale)


def pass_on(form: Submission, tx: Session) -> Answer:
    """The member passes it on: the colleague is asked in their name."""
    known = _found(form, tx)
    chosen = members.of(tx, form.workspace.id, form.text("colleague"))
    if chosen is None:
        raise Refusal(answers.NOBODY_CHOSEN, field="colleague")
    try:
        service.pass_on(tx, known, form.member, chosen, form.text("words"), now=form.now)
    except Refusal as refusal:
        raise _at_a_field(refusal, "words") from None
    home.refresh(tx, form.member, form.now)
    return None


def happy(press: Press, tx: Session) -> Answer:
    """*Happy to*: one key of all that are needed."""
    introduction, part = _mine(press, tx)
    keys.happy(tx, introduction, part, now=press.now)
    _refresh(press, tx, introduction)
    return message(press.say(_thanks(introduction.state)))


def unnamed(press: Press, tx: Session) -> Answer:
    """*Without my name*: the words may go out, the name may not."""
    introduction, part = _mine(press, tx)
    keys.unnamed(tx, introduction, part, now=press.now)
    return message(press.say(answers.GOES_OUT))


def words_form(press: Press, tx: Session) -> Answer:
    """*Change the words*: let the asker edit the lines that go out."""
    introduction, part = _mine(press, tx)
    letter, is_named = keys.letter_to_change(tx, introduction, part)
    return forms.words_form(introduction, letter, press.locale, is_named=is_named)


def reword(form: Submission, tx: Session) -> Answer:
    """The asker's own words go out."""
    is_named = form.text("named") == forms.WITH_NAME
    try:
        introduction, part = service.of(tx, form.workspace, _key(form, "introduction"), form.member)
        keys.reword(tx, introduction, part, form.text("text"), is_named=is_named, now=form.now)
    except Refusal as refusal:
        raise _at_a_field(refusal, "text") from None
    return message(form.say(answers.GOES_OUT))


def not_now(press: Press, tx: Session) -> Answer:
    """*Not now*: it ends, and nobody hears who ended it."""
    introduction, part = _mine(press, tx)
    keys.not_now(tx, introduction, part, now=press.now)
    _refresh(press, tx, introduction)
    return message(press.say(answers.NOT_NOW))


def report(press: Press, tx: Session) -> Answer:
    """How it went outside: yes, no, or no answer yet."""
    answer, _, key = press.value.partition(":")
    introduction, part = service.of(tx, press.workspace, key, press.member)
    keys.report(tx, introduction, part, answer, now=press.now)
    _refresh(press, tx, introduction)
    said = {views.YES: answers.SAID_YES, views.NO: answers.SAID_NO}
    return message(press.say(said.get(answer, answers.NO_ANSWER_YET)))


def introduce(command: Command, rest: str, tx: Session) -> Answer:
    """`/givefirst introduce @anna @tom because ...`: both are asked; what is missing is asked for."""
    try:
        workspaces.must_be_on(command.workspace, Feature.INTRODUCTIONS)
        people, words = people_first(command, tx, rest)
        if not words or len(people) != 2:  # noqa: PLR2004 - a pair
            return forms.pair_form([one for one in people if one.id != command.member.id], words, command.locale)
        service.pair(tx, command.member, people, words, now=command.now)
    except Refusal as refusal:
        return not_saved(command.say(refusal.words).format(**refusal.values), in_words(command, tx, command.text))
    return message(command.say(answers.INTRODUCING))


def pair(form: Submission, tx: Session) -> Message:
    """The form with two people and a sentence was sent."""
    people = members.by_slack_ids(tx, form.workspace.id, form.several("people"))
    try:
        service.pair(tx, form.member, people, form.text("words"), now=form.now)
    except Refusal as refusal:
        raise _at_a_field(refusal, "words") from None
    return message(form.say(answers.INTRODUCING))


def _mine(press: Press, tx: Session) -> tuple[Introduction, Part]:
    return service.of(tx, press.workspace, press.value, press.member)


def _found(form: Submission, tx: Session) -> Ask:
    try:
        return asks.of(tx, form.workspace, _key(form, "ask"))
    except Refusal as refusal:
        raise _at_a_field(refusal, "words") from None


def _at_a_field(refusal: Refusal, field: str) -> Refusal:
    """Show a refusal at a field, where what was typed stays, so that nothing of it has to be kept elsewhere."""
    return Refusal(refusal.words, field=refusal.field or field, **refusal.values)


def _thanks(state: IntroductionState) -> str:
    said = {IntroductionState.OUT: answers.GOES_OUT, IntroductionState.MET: answers.OPENS}
    return said.get(state, answers.HAPPY)


def _refresh(press: Press, tx: Session, introduction: Introduction) -> None:
    home.refresh(tx, press.member, press.now)
    if introduction.ask and introduction.ask.asker_id != press.member.id:
        home.refresh(tx, introduction.ask.asker, press.now)


def _key(form: Submission, name: str) -> str:
    return str(form.metadata.get(name) or "")
