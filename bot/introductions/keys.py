"""What people press: happy to, not now, without my name, other words, how it went."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.asks import hands
from bot.asks import rules as ask_rules
from bot.asks import service as asks
from bot.errors import Refusal
from bot.introductions import answers, endings, letters, rules, service, views
from bot.members import service as members
from bot.members.hours import after_working_days, next_working_moment
from models import AskState, Introduction, IntroductionKind, IntroductionState, Part, PartState, Role


def happy(tx: Session, introduction: Introduction, part: Part, *, now: datetime) -> None:
    """Turn somebody's key; with the last one everybody meets, or the lines go out with the asker's name.

    Raises Refusal, with what is the case, when it is over or they have answered already.
    """
    _still_asks(tx, introduction)
    _answer(part, PartState.HAPPY)
    if introduction.kind is IntroductionKind.CARRY:
        endings.go_out(tx, introduction, is_named=not _ask_is_anonymous(introduction), now=now)
        return
    parts = service.parts_of(tx, introduction)
    keys = service.keys_of(parts)
    if rules.are_all_happy(introduction.kind, keys):
        endings.meet(tx, introduction, now=now)
        return
    if rules.is_the_last_ones_turn(keys):
        for one in parts:
            if one.state is PartState.LATER:
                one.state = PartState.PLANNED
                one.due_at = next_working_moment(members.hours_of(one.member), now)
                service.wait_for(introduction, [one], now)
    endings.show(tx, introduction, now=now)


def unnamed(tx: Session, introduction: Introduction, part: Part, *, now: datetime) -> None:
    """Let the lines go out without the asker's name; Refusal as for `happy`."""
    _may_choose_words(tx, introduction, part)
    _answer(part, PartState.HAPPY)
    endings.go_out(tx, introduction, is_named=False, now=now)


def letter_to_change(tx: Session, introduction: Introduction, part: Part) -> tuple[str, bool]:
    """Return the lines as they would go out, and whether they name the asker; Refusal as for `happy`."""
    _may_choose_words(tx, introduction, part)
    if part.state is not PartState.ASKED or introduction.ask is None:
        raise Refusal(answers.ALREADY_ANSWERED)
    is_named = not _ask_is_anonymous(introduction)
    return letters.lines(introduction.ask, introduction.language, is_named=is_named), is_named


def reword(tx: Session, introduction: Introduction, part: Part, text: str, *, is_named: bool, now: datetime) -> None:
    """Let the lines go out in the asker's own words.

    Raises Refusal for words that are empty or too long or name whoever wants no name in them, and as for `happy`.
    """
    before, was_named = letter_to_change(tx, introduction, part)
    typed = ask_rules.tidy_words(text, field="text", most=rules.LONGEST_LETTER)
    ask = introduction.ask
    if ask and typed.split() == before.split():
        # Nothing was changed but, perhaps, the name.
        typed = "" if is_named == was_named else letters.lines(ask, introduction.language, is_named=is_named)
    if ask and not is_named and letters.says_the_name(ask, typed):
        raise Refusal(answers.SAYS_THE_NAME, field="text")
    _answer(part, PartState.HAPPY)
    introduction.words = typed
    endings.go_out(tx, introduction, is_named=is_named, now=now)


def not_now(tx: Session, introduction: Introduction, part: Part, *, now: datetime) -> None:
    """End an introduction because somebody in it would rather not; nobody learns who. Refusal as for `happy`."""
    _still_asks(tx, introduction)
    if introduction.kind is IntroductionKind.PAIR and part.role is Role.CONNECTOR:
        raise Refusal(answers.NOT_THERE)
    _answer(part, PartState.NOT_NOW)
    endings.end(tx, introduction, by=part, now=now)


def report(tx: Session, introduction: Introduction, part: Part, answer: str, *, now: datetime) -> None:
    """Take the connector's word on what somebody outside said: "yes", "no", or anything else for no answer yet.

    Raises Refusal for everybody else, before the lines are out, and when it is over.
    """
    if introduction.kind is not IntroductionKind.CARRY or part.role is not Role.CONNECTOR:
        raise Refusal(answers.NOT_THERE)
    _still_runs(tx, introduction)
    if introduction.state is not IntroductionState.OUT:
        raise Refusal(answers.NOT_YET)
    if answer == views.YES:
        endings.meet(tx, introduction, now=now)
    elif answer == views.NO:
        endings.end(tx, introduction, by=part, now=now)
    elif introduction.is_reminded:
        introduction.due_at = after_working_days(members.hours_of(part.member), now, rules.REPORT_WITHIN)


def _still_runs(tx: Session, introduction: Introduction) -> None:
    ask = introduction.ask
    if introduction.state is IntroductionState.MET:
        raise Refusal(answers.ALREADY_MET)
    if ask and ask.is_settled:
        raise Refusal(asks.OVER[ask.state])
    if introduction.state is IntroductionState.OVERTAKEN:
        raise Refusal(hands.IN_HANDS)
    if introduction.state is IntroductionState.ENDED:
        raise Refusal(answers.IS_OVER)
    if introduction.kind is IntroductionKind.PASS and ask and ask.state is not AskState.OPEN:
        raise Refusal(hands.IN_HANDS)
    if any(part.member.is_deactivated for part in service.parts_of(tx, introduction)):
        raise Refusal(answers.IS_OVER)


def _still_asks(tx: Session, introduction: Introduction) -> None:
    _still_runs(tx, introduction)
    if introduction.state is not IntroductionState.ASKING:
        raise Refusal(answers.WENT_OUT)


def _may_choose_words(tx: Session, introduction: Introduction, part: Part) -> None:
    if introduction.kind is not IntroductionKind.CARRY or part.role is not Role.ASKER:
        raise Refusal(answers.NOT_THERE)
    _still_asks(tx, introduction)


def _answer(part: Part, to: PartState) -> None:
    if not rules.may_answer(part.state, to):
        raise Refusal(answers.ALREADY_HAPPY if part.state is PartState.HAPPY else answers.ALREADY_ANSWERED)
    part.state = to


def _ask_is_anonymous(introduction: Introduction) -> bool:
    return introduction.ask is not None and introduction.ask.is_anonymous
