"""Steps of matching inside the caller's transaction: keeping the index of words, and asking it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bot.matching import lookup, rules
from bot.matching.rules import ANYBODY, Candidate, Hit, Reason, Term
from bot.matching.words import stems
from models import Ask, AskWord, Evidence, Member, Offer, Reach, Source, Workspace

# What a statement in lookup.py takes, by name.
_Asked = dict[str, Any]

# So many members are checked for their caps at a time.
_PAGE = 50
# A member's newest offers, and the words of them, that open asks are looked up by.
_MOST_OFFERS = 50
_MOST_OFFERED_WORDS = 200


def index_offer(tx: Session, offer: Offer) -> None:
    """Make `offer` count for its member from now on. For changed words call forget_lines first."""
    tx.flush()
    _index(tx, offer, Source.OFFER, source_id=offer.id, member_id=offer.member_id, written_at=offer.written_at)


def index_reach(tx: Session, reach: Reach) -> None:
    """Make `reach` count for its member from now on. For changed words call forget_lines first."""
    tx.flush()
    _index(tx, reach, Source.REACH, source_id=reach.id, member_id=reach.member_id, written_at=reach.written_at)


def index_help(tx: Session, ask: Ask, helper_id: int, now: datetime) -> None:
    """Remember that member `helper_id` helped with `ask`; saying so twice changes nothing."""
    tx.flush()
    again = delete(Evidence).where(
        Evidence.workspace_id == ask.workspace_id,
        Evidence.source == Source.HELPED,
        Evidence.source_id == ask.id,
        Evidence.member_id == helper_id,
    )
    tx.execute(again, execution_options={"synchronize_session": False})
    _index(tx, ask, Source.HELPED, source_id=ask.id, member_id=helper_id, written_at=now)


def _index(
    tx: Session, line: Offer | Reach | Ask, source: Source, *, source_id: int, member_id: int, written_at: datetime
) -> None:
    row = {
        "workspace_id": line.workspace_id,
        "member_id": member_id,
        "source": source,
        "source_id": source_id,
        "written_at": written_at,
    }
    if rows := [{**row, "word": word} for word in stems(line.text)]:
        tx.execute(insert(Evidence), rows)


def forget_lines(tx: Session, workspace_id: int, source: Source, source_ids: Collection[int]) -> None:
    """Let offers, reach lines or (HELPED) asks with these ids count no more."""
    if source_ids:
        gone = delete(Evidence).where(
            Evidence.workspace_id == workspace_id, Evidence.source == source, Evidence.source_id.in_(source_ids)
        )
        tx.execute(gone, execution_options={"synchronize_session": False})


def index_open_ask(tx: Session, ask: Ask) -> None:
    """Let open_asks_that_fit find `ask`. For changed words call forget_open_ask first."""
    tx.flush()
    if rows := [{"workspace_id": ask.workspace_id, "ask_id": ask.id, "word": word} for word in stems(ask.text)]:
        tx.execute(insert(AskWord), rows)


def forget_open_ask(tx: Session, ask: Ask) -> None:
    """Take `ask` out of what open_asks_that_fit looks through, once it is settled."""
    gone = delete(AskWord).where(AskWord.workspace_id == ask.workspace_id, AskWord.ask_id == ask.id)
    tx.execute(gone, execution_options={"synchronize_session": False})


def likely_helpers(
    tx: Session,
    ask: Ask,
    *,
    now: datetime,
    most: int,
    excluding: Collection[int] = (),
    widened: bool = False,
) -> list[Candidate]:
    """Return at most `most` members who are likely to help with `ask` and may be invited now, best first.

    Left out: the asker, `excluding` (member ids), whoever has an invitation to this ask, guests, strangers, bots,
    deactivated, paused and absent members, and whoever is at the workspace's cap for invitations. With `widened`,
    members with any offer follow the likely ones, those not invited for longest first. Pick from the answer with
    rules.rotate.
    """
    tx.flush()
    workspace = tx.get_one(Workspace, ask.workspace_id)
    if min(most, workspace.invitations_a_day, workspace.invitations_a_week) <= 0:
        return []
    about: _Asked = {"workspace": ask.workspace_id, "asker": ask.asker_id, "ask": ask.id, "now": now}
    terms = _terms(tx, ask)
    ranked = _ranked(tx, ask, terms, {**about, "excluding": list(excluding)})
    free = _free(tx, workspace, ranked, now=now, most=most)
    reasons = _reasons(tx, ask, [one.member_id for one in free], terms)
    found = [replace(one, reason=reasons.get(one.member_id, ANYBODY)) for one in free]
    if not widened:
        return found
    others = {**about, "excluding": [*excluding, *(one.member_id for one in ranked)]}
    for never_invited in (True, False):
        if len(found) < most:
            offering = _candidates(tx, lookup.offering(never_invited=never_invited), others)
            found += _free(tx, workspace, offering, now=now, most=most - len(found))
    return found


def open_asks_that_fit(tx: Session, member: Member, *, now: datetime, most: int, small_only: bool) -> list[Ask]:
    """Return at most `most` open asks of others that meet the words of `member`'s offers, best first.

    `small_only` leaves those of at most a quarter of an hour. Asks that `member` has an invitation to (or came to
    unasked) are left out, and those whose day has passed. Asks only for helpers, and anonymous ones, are among them:
    whoever shows one keeps to its audience.
    """
    tx.flush()
    mine = select(Offer.text).where(Offer.workspace_id == member.workspace_id, Offer.member_id == member.id)
    offers = tx.scalars(mine.order_by(Offer.id.desc()).limit(_MOST_OFFERS))
    words = list(dict.fromkeys(word for offer in offers for word in stems(offer)))[:_MOST_OFFERED_WORDS]
    if not words:
        return []
    asked = {
        "workspace": member.workspace_id,
        "member": member.id,
        "words": words,
        "today": now.date(),
        "most": most,
    }
    return list(tx.scalars(lookup.fitting_asks(small_only=small_only), asked))


def at_their_cap(tx: Session, workspace: Workspace, members: Collection[int], *, now: datetime) -> set[int]:
    """Return which of `members` (ids) have had all the invitations that a day or a week may bring."""
    asked = {
        "workspace": workspace.id,
        "members": list(members),
        "day_ago": now - timedelta(days=1),
        "week_ago": now - timedelta(days=7),
        "a_day": workspace.invitations_a_day,
        "a_week": workspace.invitations_a_week,
    }
    return set(tx.scalars(lookup.at_their_cap(), asked))


def is_somebody_only_capped(tx: Session, ask: Ask, *, now: datetime) -> bool:
    """Tell whether somebody is likely to help with `ask` who only has had enough invitations for now."""
    tx.flush()
    about: _Asked = {"workspace": ask.workspace_id, "asker": ask.asker_id, "ask": ask.id, "now": now}
    return bool(_ranked(tx, ask, _terms(tx, ask), {**about, "excluding": []}))


def _terms(tx: Session, ask: Ask) -> list[Term]:
    text, what_for = stems(ask.text), stems(ask.what_for)
    words = list(dict.fromkeys([*text, *what_for]))
    if not words:
        return []
    asked: _Asked = {f"word{place}": word for place, word in enumerate(words)}
    counts = tx.execute(lookup.counting(len(words)), {"workspace": ask.workspace_id, **asked})
    lines = dict(counts.all())
    offers = lines.pop(lookup.ALL_OFFERS)
    return rules.terms(text, what_for, found={words[place]: count for place, count in lines.items()}, lines=offers)


def _ranked(tx: Session, ask: Ask, terms: Sequence[Term], about: _Asked) -> list[Candidate]:
    if not terms:
        return []
    asked = {source.value: weight for source, weight in rules.weights(ask.kind).items()}
    words = {f"word{place}": term.word for place, term in enumerate(terms)}
    points = {f"points{place}": term.points for place, term in enumerate(terms)}
    statement = lookup.ranking(len(terms), sum(term.is_common for term in terms))
    return _candidates(tx, statement, {**about, **asked, **words, **points})


def _candidates(tx: Session, statement: lookup.Members, asked: _Asked) -> list[Candidate]:
    rows = tx.execute(statement, asked)
    return [Candidate(member_id, float(points), ANYBODY, last) for member_id, points, last in rows]


def _free(
    tx: Session, workspace: Workspace, members: Sequence[Candidate], *, now: datetime, most: int
) -> list[Candidate]:
    """Return the first `most` of `members` who are under their cap."""
    free: list[Candidate] = []
    for start in range(0, len(members), _PAGE):
        if len(free) >= most:
            break
        page = members[start : start + _PAGE]
        capped = at_their_cap(tx, workspace, [one.member_id for one in page], now=now)
        free += [one for one in page if one.member_id not in capped]
    return free[:most]


def _reasons(tx: Session, ask: Ask, members: Sequence[int], terms: Sequence[Term]) -> dict[int, Reason]:
    """Return what speaks most for each of `members`."""
    if not members:
        return {}
    asked = {"workspace": ask.workspace_id, "members": members, "words": [term.word for term in terms]}
    hits = [Hit(*row) for row in tx.execute(lookup.hits(), asked)]
    best = rules.strongest(hits, terms, rules.weights(ask.kind))
    offers = _texts(tx, Offer, ask.workspace_id, [hit for hit in best if hit.source is Source.OFFER])
    reach = _texts(tx, Reach, ask.workspace_id, [hit for hit in best if hit.source is Source.REACH])
    return {hit.member_id: rules.reason(hit, offers=offers, reach=reach) for hit in best}


def _texts(tx: Session, lines: type[Offer | Reach], workspace_id: int, hits: Sequence[Hit]) -> dict[int, str]:
    if not hits:
        return {}
    # The members are named because the index is on them: by ids alone SQLite reads every line of the workspace.
    rows = select(lines.id, lines.text).where(
        lines.workspace_id == workspace_id,
        lines.member_id.in_([hit.member_id for hit in hits]),
        lines.id.in_([hit.source_id for hit in hits]),
    )
    return dict(tx.execute(rows).all())
