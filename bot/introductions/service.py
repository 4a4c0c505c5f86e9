"""Steps on introductions, inside the caller's transaction: finding them and beginning them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import hands
from bot.asks import rules as ask_rules
from bot.asks import service as asks
from bot.blocks import Message
from bot.errors import Refusal
from bot.introductions import answers, rules, views
from bot.matching import service as matching
from bot.members import service as members
from bot.members.hours import after_working_days, after_working_time, next_working_moment
from bot.workspaces import service as workspaces
from models import (
    Ask,
    Feature,
    Introduction,
    IntroductionKind,
    IntroductionState,
    Invitation,
    InvitationState,
    Member,
    Part,
    PartState,
    Role,
    Workspace,
)


def of(tx: Session, workspace: Workspace, key: str, member: Member) -> tuple[Introduction, Part]:
    """Return an introduction and the part that `member` was asked to take in it, locked until the transaction ends.

    Refusal, as if there were none, for everybody else.
    """
    wanted = Introduction.workspace_id == workspace.id, Introduction.key == key
    found = tx.scalar(select(Introduction.id).where(*wanted))
    introduction = locked(tx, found) if found else None
    if introduction is None:
        raise Refusal(answers.NOT_THERE)
    part = next((one for one in parts_of(tx, introduction) if one.member_id == member.id), None)
    if part is None or part.state in {PartState.LATER, PartState.PLANNED}:
        raise Refusal(answers.NOT_THERE)
    return introduction, part


def locked(tx: Session, introduction_id: int, *, waits: bool = True) -> Introduction | None:
    """Return an introduction, locked after its ask; None when it is gone or, unless it `waits`, busy."""
    found = select(Introduction.ask_id).where(Introduction.id == introduction_id)
    tx.execute(select(Ask.id).where(Ask.id.in_(found)).with_for_update(key_share=True))
    row = select(Introduction).where(Introduction.id == introduction_id)
    row = row.with_for_update(key_share=True, skip_locked=not waits).execution_options(populate_existing=True)
    return tx.scalars(row).one_or_none()


def parts_of(tx: Session, introduction: Introduction) -> list[Part]:
    """Return everybody's part in an introduction, the connector's first."""
    mine = Part.workspace_id == introduction.workspace_id, Part.introduction_id == introduction.id
    return list(tx.scalars(select(Part).where(*mine).order_by(Part.id)))


def keys_of(parts: Sequence[Part]) -> rules.Keys:
    """Return what the rules look at in these parts."""
    return [(part.role, part.state) for part in parts]


def people_of(introduction: Introduction, parts: Sequence[Part]) -> list[Member]:
    """Return everybody who would meet, the connector last."""
    people = [part.member for part in parts if part.role is Role.COLLEAGUE]
    if introduction.ask:
        people.insert(0, introduction.ask.asker)
    return [*people, introduction.connector]


def running(tx: Session, ask: Ask, *, of: Member | None = None) -> list[Introduction]:
    """Return the introductions for an ask that nothing has come of yet; with `of`, those of one connector."""
    wanted = [
        Introduction.workspace_id == ask.workspace_id,
        Introduction.ask_id == ask.id,
        Introduction.state.in_(rules.RUNNING),
    ]
    if of:
        wanted.append(Introduction.connector_id == of.id)
    return list(tx.scalars(select(Introduction).where(*wanted).order_by(Introduction.id)))


def waiting_for(tx: Session, member: Member, *, most: int) -> list[Part]:
    """Return the parts of a member in which their key is asked for, the oldest first, at most `most`."""
    asked = Part.workspace_id == member.workspace_id, Part.member_id == member.id, Part.state == PartState.ASKED
    still = Introduction.workspace_id == member.workspace_id, Introduction.state == IntroductionState.ASKING
    found = select(Part).join(Introduction, Introduction.id == Part.introduction_id).where(*asked, *still)
    return list(tx.scalars(found.order_by(Introduction.begun_at, Part.id).limit(most)))


def connectors_of(tx: Session, ask: Ask) -> list[Member]:
    """Return who brought people together for an ask; never somebody whose introduction did not come about."""
    met = (
        Introduction.workspace_id == ask.workspace_id,
        Introduction.ask_id == ask.id,
        Introduction.state == IntroductionState.MET,
    )
    found = tx.scalars(select(Introduction).where(*met).order_by(Introduction.id))
    return list({one.connector_id: one.connector for one in found}.values())


def may_begin(tx: Session, ask: Ask, member: Member) -> None:
    """Raise Refusal unless `member` may bring somebody together with `ask` now."""
    workspaces.must_be_on(tx.get_one(Workspace, member.workspace_id), Feature.INTRODUCTIONS)
    hands.may_step_up(tx, ask, member)
    if running(tx, ask, of=member):
        raise Refusal(answers.UNDER_WAY)


def may_pass_on(tx: Session, ask: Ask, member: Member) -> None:
    """Raise Refusal as `may_begin` does, and for somebody whom a colleague has asked about this ask."""
    may_begin(tx, ask, member)
    asked = (
        Part.workspace_id == ask.workspace_id,
        Part.member_id == member.id,
        Part.role == Role.COLLEAGUE,
        Part.introduction_id.in_(select(Introduction.id).where(Introduction.ask_id == ask.id)),
    )
    if tx.scalars(select(Part.id).where(*asked).limit(1)).first() is not None:
        raise Refusal(answers.NO_FURTHER)


def carry(tx: Session, ask: Ask, connector: Member, *, language: str, now: datetime) -> Introduction:
    """Let a member carry an ask to somebody outside: it is in their hands, and the asker is asked about the words.

    `language` is that of the lines, "en" or "de". Raises Refusal as `may_begin` does.
    """
    invitation = _come_forward(tx, ask, connector, now)
    hands.hand_over(tx, ask, invitation, now=now)
    introduction = _begin(tx, IntroductionKind.CARRY, connector, ask=ask, now=now)
    introduction.language = language
    return _ask_people(tx, introduction, {Role.ASKER: [ask.asker]}, now)


def pass_on(tx: Session, ask: Ask, connector: Member, colleague: Member, words: str, *, now: datetime) -> Introduction:
    """Ask the colleague somebody thought of, with that person's sentence, as soon as it suits them.

    Raises Refusal as `may_pass_on` does, for a sentence that is empty or too long, and when the colleague cannot be
    asked or was asked before, without saying which.
    """
    may_pass_on(tx, ask, connector)
    text = ask_rules.tidy_words(words, field="words")
    if colleague.id == connector.id:
        raise Refusal(answers.YOURSELF, field="colleague")
    if colleague.id == ask.asker_id or hands.invitation_of(tx, ask, colleague) or not _can_be_asked(tx, colleague, now):
        raise Refusal(answers.CANNOT_ASK, field="colleague")
    own = _come_forward(tx, ask, connector, now)
    asks.show_invitation(tx, own, now=now)
    introduction = _begin(tx, IntroductionKind.PASS, connector, ask=ask, words=text, now=now)
    # So that no wave asks the same person again; it counts like any other invitation once it is out.
    asked = Invitation(
        workspace_id=ask.workspace_id,
        ask_id=ask.id,
        helper_id=colleague.id,
        wave=max(1, ask.waves_sent),
        state=InvitationState.CLOSED,
    )
    tx.add(asked)
    hours = members.hours_of(colleague)
    answered = after_working_time(hours, next_working_moment(hours, now), ask_rules.ANSWER_WITHIN)
    ask.next_wave_at = max(ask.next_wave_at or now, answered)
    return _ask_people(tx, introduction, {Role.COLLEAGUE: [colleague], Role.ASKER: [ask.asker]}, now)


def pair(tx: Session, connector: Member, people: Sequence[Member], words: str, *, now: datetime) -> Introduction:
    """Ask two colleagues, each in private, whether somebody may introduce them to each other.

    Raises Refusal for a sentence that is empty or too long, for anything but two others, when the same connector had
    them asked lately, whatever came of it, and when one of them cannot be asked, without saying who or why.
    """
    workspaces.must_be_on(tx.get_one(Workspace, connector.workspace_id), Feature.INTRODUCTIONS)
    if connector.is_guest:
        raise Refusal(answers.NOT_AS_A_GUEST)
    if len(people) != 2 or connector.id in {one.id for one in people}:  # noqa: PLR2004 - a pair
        raise Refusal(answers.TWO_OTHERS, field="people")
    text = ask_rules.tidy_words(words, field="words")
    # Two requests of one person at once take turns here, so that the second sees the first.
    tx.execute(select(Member.id).where(Member.id == connector.id).with_for_update(key_share=True))
    if _were_asked_lately(tx, connector, people, now):
        raise Refusal(answers.ASKED_LATELY, field="people")
    if not all(_can_be_asked(tx, one, now) for one in people):
        raise Refusal(answers.CANNOT_ASK_THEM, field="people")
    introduction = _begin(tx, IntroductionKind.PAIR, connector, words=text, now=now)
    return _ask_people(tx, introduction, {Role.COLLEAGUE: list(people)}, now)


def post_question(tx: Session, part: Part, parts: Sequence[Part], *, now: datetime) -> None:
    """Put the question for their key before somebody, and wait a working day for the answer."""
    introduction = part.introduction
    message = question(part, parts)
    outbox.post(tx, part.workspace_id, question_key(part), message, now=now, reason="intro.question", to=[part.member])
    wait_for(introduction, [part], now)


def question(part: Part, parts: Sequence[Part]) -> Message:
    """Return what somebody reads about an introduction as it stands."""
    others = [one for one in people_of(part.introduction, parts) if one.id != part.member_id]
    if part.role is Role.CONNECTOR and part.introduction.ask:
        others = [one for one in others if one.id != part.introduction.ask.asker_id] or others
    return views.question(part, others)


def wait_for(introduction: Introduction, parts: Sequence[Part], now: datetime) -> None:
    """Give everybody in `parts` a working day of theirs to answer, at the least."""
    ends = [_answered_by(part, now) for part in parts]
    introduction.due_at = max([*ends, introduction.due_at or now])


def question_key(part: Part) -> str:
    """Name the message that asks somebody for their key."""
    return f"intro:{part.introduction_id}:question:{part.id}"


def letter_key(introduction: Introduction) -> str:
    """Name the message that brings the lines to send."""
    return f"intro:{introduction.id}:letter"


def reminder_key(introduction: Introduction) -> str:
    """Name the message that asks how it went."""
    return f"intro:{introduction.id}:reminder"


def talk_key(introduction: Introduction) -> str:
    """Name the message that opens the conversation of everybody."""
    return f"intro:{introduction.id}:talk"


def _begin(
    tx: Session,
    kind: IntroductionKind,
    connector: Member,
    *,
    now: datetime,
    ask: Ask | None = None,
    words: str = "",
) -> Introduction:
    introduction = Introduction(
        workspace_id=connector.workspace_id,
        kind=kind,
        connector_id=connector.id,
        begun_at=now,
        ask_id=ask.id if ask else None,
        words=words,
    )
    tx.add(introduction)
    tx.flush()
    return introduction


def _ask_people(tx: Session, introduction: Introduction, whom: dict[Role, list[Member]], now: datetime) -> Introduction:
    """Give everybody their part; who acted is answered at once, the others are asked when it suits them."""
    is_anonymous = introduction.ask is not None and introduction.ask.is_anonymous
    waiting = {Role.CONNECTOR: [introduction.connector], **{role: list(several) for role, several in whom.items()}}
    made = []
    for role, state in rules.parts(introduction.kind, is_anonymous=is_anonymous):
        member = waiting[role].pop(0)
        due = next_working_moment(members.hours_of(member), now) if state is PartState.PLANNED else None
        part = Part(
            workspace_id=introduction.workspace_id,
            introduction_id=introduction.id,
            member_id=member.id,
            role=role,
            state=state,
            due_at=due,
        )
        tx.add(part)
        made.append(part)
    tx.flush()
    wait_for(introduction, [part for part in made if part.state in rules.PENDING], now)
    if introduction.kind is not IntroductionKind.PAIR:
        post_question(tx, made[0], made, now=now)
    return introduction


def _come_forward(tx: Session, ask: Ask, member: Member, now: datetime) -> Invitation:
    """Note that a member knows someone; also once more, when nothing came of the first."""
    may_begin(tx, ask, member)
    own = hands.invitation_of(tx, ask, member)
    if own is None or own.state is not InvitationState.KNOWS:
        return hands.step_up(tx, ask, member, InvitationState.KNOWS, now=now)
    own.answered_at = now
    return own


def _were_asked_lately(tx: Session, connector: Member, people: Sequence[Member], now: datetime) -> bool:
    """Tell whether these two are being asked for this connector, or were so lately."""
    lately = select(Introduction.id).where(
        Introduction.workspace_id == connector.workspace_id,
        Introduction.connector_id == connector.id,
        Introduction.kind == IntroductionKind.PAIR,
        or_(Introduction.ended_at.is_(None), Introduction.ended_at > now - rules.NOT_AGAIN_WITHIN),
    )
    for one in people:
        theirs = Part.workspace_id == connector.workspace_id, Part.member_id == one.id, Part.role == Role.COLLEAGUE
        lately = lately.where(Introduction.id.in_(select(Part.introduction_id).where(*theirs)))
    return tx.scalars(lately.limit(1)).first() is not None


def _can_be_asked(tx: Session, member: Member, now: datetime) -> bool:
    """Tell whether somebody may be asked now: they are here, under their cap, and asked by nobody else."""
    if not members.may_be_invited(member, now):
        return False
    workspace = tx.get_one(Workspace, member.workspace_id)
    if matching.at_their_cap(tx, workspace, [member.id], now=now):
        return False
    asked = select(Part.id).join(Introduction, Introduction.id == Part.introduction_id)
    asked = asked.where(
        Part.workspace_id == member.workspace_id,
        Part.member_id == member.id,
        Part.role == Role.COLLEAGUE,
        Part.state.in_(rules.PENDING),
        Introduction.state == IntroductionState.ASKING,
    )
    return tx.scalars(asked.limit(1)).first() is None


def _answered_by(part: Part, now: datetime) -> datetime:
    hours = members.hours_of(part.member)
    return after_working_days(hours, part.due_at or now, rules.ANSWER_WITHIN)
