"""Steps on members, inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db import insert_once
from bot.directory import Profile
from bot.errors import Refusal
from bot.i18n import LANGUAGES, N_
from bot.matching import service as matching
from bot.members import rules
from bot.members.daysoff import place_of
from bot.members.hours import Hours
from bot.members.phrases import pause_until
from models import Member, Offer, Reach, Source, Workspace

LONGEST_LINE = 150
MOST_LINES = 50
# All lines together must fit into the one input of the editor, or it would open with some of them missing.
LONGEST_TOGETHER = 2900
IN_A_COMMAND = ",;\n"
IN_THE_EDITOR = "\n"


def of(tx: Session, workspace_id: int, slack_id: str) -> Member | None:
    """Return a member by Slack user id, if known."""
    return tx.scalars(select(Member).where(Member.workspace_id == workspace_id, Member.slack_id == slack_id)).first()


def by_slack_ids(tx: Session, workspace_id: int, slack_ids: Iterable[str]) -> list[Member]:
    """Return the members with these Slack user ids; unknown ones are left out."""
    wanted = list(slack_ids)
    found = select(Member).where(Member.workspace_id == workspace_id, Member.slack_id.in_(wanted))
    return sorted(tx.scalars(found), key=lambda member: wanted.index(member.slack_id))


def called(tx: Session, workspace_id: int, name: str) -> list[Member]:
    """Return the people here, at most two, who are called `name`, whatever its capitals; nobody who left."""
    found = select(Member).where(
        Member.workspace_id == workspace_id, func.lower(Member.name) == name.lower(), Member.is_deactivated.is_(False)
    )
    return list(tx.scalars(found.order_by(Member.id).limit(2)))


def meet(tx: Session, workspace_id: int, slack_id: str) -> Member:
    """Return a member, made with defaults when Slack has not told us about them yet."""
    found = of(tx, workspace_id, slack_id)
    if found is None:
        _insert(tx, workspace_id, slack_id)
        found = of(tx, workspace_id, slack_id)
    assert found is not None  # noqa: S101 - inserted a line above
    return found


def learn(tx: Session, workspace: Workspace, profiles: Sequence[Profile], *, now: datetime) -> None:
    """Write down what Slack says of people; what they chose themselves stays."""
    known = {
        member.slack_id: member for member in by_slack_ids(tx, workspace.id, [profile.slack_id for profile in profiles])
    }
    for profile in profiles:
        member = known.get(profile.slack_id) or meet(tx, workspace.id, profile.slack_id)
        _update(member, profile, now)
        member.is_stranger = profile.is_stranger or profile.team_id not in {"", workspace.team_id}


def hours_of(member: Member) -> Hours:
    """Return a member's working week, with the holidays of where they are."""
    return Hours(
        zone=member.zone,
        starts=member.workday_starts,
        ends=member.workday_ends,
        days=frozenset(int(day) for day in member.workdays),
        holidays=place_of(member.zone) if member.holidays_in is None else member.holidays_in,
    )


def offers_of(tx: Session, member: Member) -> list[Offer]:
    """Return a member's offers in the order they were written."""
    mine = Offer.workspace_id == member.workspace_id, Offer.member_id == member.id
    return list(tx.scalars(select(Offer).where(*mine).order_by(Offer.id)))


def reach_of(tx: Session, member: Member) -> list[Reach]:
    """Return a member's own lines about where they know people; for the member's eyes only."""
    mine = Reach.workspace_id == member.workspace_id, Reach.member_id == member.id
    return list(tx.scalars(select(Reach).where(*mine).order_by(Reach.id)))


def add_offers(tx: Session, member: Member, text: str, *, now: datetime) -> list[str]:
    """Add what was typed in `text`, "images, Excel", to a member's offers; return those that were new.

    Raises Refusal, and adds nothing, when there is nothing in it, a line is too long, or there would be too many.
    """
    lines = checked_lines(text, at=IN_A_COMMAND)
    if not lines:
        raise Refusal(N_("Tell me what you could help with, for example: /offer images, Excel, proofreading"))
    _take_turns(tx, member)
    offered = [offer.text for offer in offers_of(tx, member)]
    known = {text.casefold() for text in offered}
    new = [line for line in lines if line.casefold() not in known]
    _may_be_together([*offered, *new], field=None)
    _write_offers(tx, member, new, now)
    return new


def replace_lines(tx: Session, member: Member, *, offers: str, reach: str, now: datetime) -> None:
    """Let a member's offers and reach be exactly what was typed, one line each; unchanged lines keep their dates.

    Raises Refusal, naming the field, when a line is too long or there are too many.
    """
    offered = checked_lines(offers, at=IN_THE_EDITOR, field="offers")
    reached = checked_lines(reach, at=IN_THE_EDITOR, field="reach")
    _take_turns(tx, member)
    _replace_offers(tx, member, offered, now)
    _replace_reach(tx, member, reached, now)


def checked_lines(text: str, *, at: str, field: str | None = None) -> list[str]:
    """Split typed text into lines at the characters `at`; raises Refusal for too long or too many ones."""
    lines = rules.clean_lines(text, longest=LONGEST_LINE + 1, at=at)
    if any(len(line) > LONGEST_LINE for line in lines):
        words = N_("One line is longer than {most} characters. Shorter ones work better.")
        raise Refusal(words, field=field, most=LONGEST_LINE)
    _may_be_together(lines, field=field)
    return lines


def pause(member: Member, text: str, *, now: datetime) -> datetime:
    """Leave a member in peace for as long as they typed ("2w", "until monday", nothing); return until when, in UTC.

    Raises bot.members.phrases.UnknownPhrase for what is no such time.
    """
    member.paused_until = pause_until(text, now, hours_of(member))
    return member.paused_until


def resume(member: Member, *, now: datetime) -> bool:
    """End a member's pause; return whether there was one."""
    was_paused = is_paused(member, now)
    member.paused_until = None
    return was_paused


def is_paused(member: Member, now: datetime) -> bool:
    """Tell whether a member wants to be left in peace at `now`."""
    return member.paused_until is not None and member.paused_until > now


def choose_language(member: Member, language: str) -> None:
    """Let a member read one of our languages ("en", "de"), or the one Slack is set to for any other word."""
    member.chosen_locale = language if language in LANGUAGES else None


def may_be_invited(member: Member, now: datetime) -> bool:
    """Tell whether a member is here and wants to be asked at all at `now`."""
    on_leave = member.is_on_leave and (member.leave_ends_at is None or member.leave_ends_at > now)
    return rules.is_colleague(member) and not (on_leave or is_paused(member, now))


def _may_be_together(lines: Sequence[str], *, field: str | None) -> None:
    if len(lines) > MOST_LINES:
        words = N_("That would be more than {most} lines. Keep the ones you like best.")
        raise Refusal(words, field=field, most=MOST_LINES)
    if len("\n".join(lines)) > LONGEST_TOGETHER:
        words = N_("All lines together would be longer than {most} characters. Keep the ones you like best.")
        raise Refusal(words, field=field, most=LONGEST_TOGETHER)


def _take_turns(tx: Session, member: Member) -> None:
    """Let two requests of one person at once follow each other, so that the second sees what the first wrote."""
    tx.execute(select(Member.id).where(Member.id == member.id).with_for_update(key_share=True))


def _insert(tx: Session, workspace_id: int, slack_id: str) -> None:
    workspace = tx.get_one(Workspace, workspace_id)
    row = Member(
        workspace_id=workspace_id,
        slack_id=slack_id,
        slack_locale=workspace.locale,
        workday_starts=workspace.workday_starts,
        workday_ends=workspace.workday_ends,
        workdays=workspace.workdays,
    )
    columns = {column.key: getattr(row, column.key) for column in Member.__table__.columns if column.key != "id"}
    insert_once(tx, Member, columns, unique=("workspace_id", "slack_id"))


def _update(member: Member, profile: Profile, now: datetime) -> None:
    member.name = profile.name or member.name
    member.full_name = profile.full_name or member.full_name
    member.slack_locale = profile.locale or member.slack_locale
    member.zone = profile.zone or member.zone
    member.is_guest = profile.is_guest
    member.is_bot = profile.is_bot
    member.is_admin = profile.is_admin
    member.is_deactivated = profile.is_deactivated
    member.is_on_leave, member.leave_ends_at = rules.leave(
        text=profile.status_text, emoji=profile.status_emoji, ends=profile.status_ends, now=now
    )
    member.read_at = now.astimezone(UTC)


def _write_offers(tx: Session, member: Member, lines: Sequence[str], now: datetime) -> None:
    for line in lines:
        offer = Offer(workspace_id=member.workspace_id, member_id=member.id, text=line, written_at=now)
        tx.add(offer)
        tx.flush()
        matching.index_offer(tx, offer)


def _replace_offers(tx: Session, member: Member, lines: Sequence[str], now: datetime) -> None:
    there = {offer.text: offer.id for offer in offers_of(tx, member)}
    gone = [id_ for text, id_ in there.items() if text not in lines]
    matching.forget_lines(tx, member.workspace_id, Source.OFFER, gone)
    tx.execute(delete(Offer).where(Offer.workspace_id == member.workspace_id, Offer.id.in_(gone)))
    _write_offers(tx, member, [line for line in lines if line not in there], now)


def _replace_reach(tx: Session, member: Member, lines: Sequence[str], now: datetime) -> None:
    there = {reach.text: reach.id for reach in reach_of(tx, member)}
    gone = [id_ for text, id_ in there.items() if text not in lines]
    matching.forget_lines(tx, member.workspace_id, Source.REACH, gone)
    tx.execute(delete(Reach).where(Reach.workspace_id == member.workspace_id, Reach.id.in_(gone)))
    for line in lines:
        if line not in there:
            row = Reach(workspace_id=member.workspace_id, member_id=member.id, text=line, written_at=now)
            tx.add(row)
            tx.flush()
            matching.index_reach(tx, row)
