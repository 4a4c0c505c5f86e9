"""Steps of matching inside the caller's transaction: who is likely to help, and which open asks fit somebody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.matching import features, lookup, rules
from bot.matching.encoder import Vectors, as_an_offer, encoder, nearness, sketched
from bot.matching.evidence import (
    forget_lines,
    forget_member,
    forget_open_ask,
    index_help,
    index_offer,
    index_open_ask,
    index_reach,
    index_told,
    read_anew,
    share_journal,
)
from bot.matching.features import Asked, Meant, Signs
from bot.matching.index import Index, View, days, vectors_of
from bot.matching.lines import SECONDS_A_DAY, SOURCES, are_about, key_of, topic_of
from bot.matching.rules import ANYBODY, Candidate, Past, Reason, Spoken
from bot.matching.shelf import shelf_of
from bot.matching.words import stems, words
from models import Ask, InvitationState, Member, Offer, Reach, Source, Tie, Topic, Workspace

__all__ = [
    "as_it_was", "at_their_cap", "forget_lines", "forget_member", "forget_open_ask", "index_help", "index_offer",
    "index_open_ask", "index_reach", "index_told", "is_somebody_only_capped", "likely_helpers", "open_asks_that_fit",
    "read_anew", "share_journal",
]  # fmt: skip

# What a statement in lookup.py takes, by name.
_Asked = dict[str, Any]

# So many members are looked at in the database at a time.
_PAGE = 60
# So many of the lines nearest to an ask by their sketches are compared exactly; of more than that, from this cosine on.
_NEAREST, _NEAR = 400, 0.08
# How near asks come to offers that have nothing to do with them, on average; so much it counts beside the offers of a
# workspace, of which so many are looked at.
_USUAL, _FEW_OFFERS, _SAMPLE = 0.05, 10, 4_096
# How long back an invitation without an answer counts.
_REMEMBERED = timedelta(days=120)
# A member's newest offers, and the words of them, that open asks are looked up by.
_MOST_OFFERS = 50
_MOST_OFFERED_WORDS = 200
_WITHOUT_ANSWER = frozenset({InvitationState.SENT, InvitationState.CLOSED})


def likely_helpers(
    tx: Session,
    ask: Ask,
    *,
    now: datetime,
    most: int,
    excluding: Collection[int] = (),
    widened: bool = False,
    even_capped: bool = False,
) -> list[Candidate]:
    """Return at most `most` members who are likely to help with `ask` and may be invited now, best first.

    Left out: the asker, `excluding` (member ids), whoever was invited to this ask, guests, strangers, bots,
    deactivated, paused and absent members, and, unless `even_capped`, whoever is at the workspace's cap for
    invitations. With `widened`, and for an ask without any words, members with any offer follow the likely ones, those
    not invited for longest first. Pick from the answer with rules.choose.
    """
    tx.flush()
    workspace = tx.get_one(Workspace, ask.workspace_id)
    if min(most, workspace.invitations_a_day, workspace.invitations_a_week) <= 0:
        return []
    about: _Asked = {"workspace": ask.workspace_id, "asker": ask.asker_id, "ask": ask.id, "now": now}
    view, found = signs_for(tx, workspace, ask, now=now)
    likely = _best(view, found)
    taken = _pages(tx, workspace, likely, {**about, "excluding": list(excluding)}, most=most, even_capped=even_capped)
    reasons = _reasons(tx, ask, view, found, [one.member_id for one in taken])
    taken = [replace(one, reason=reasons[one.member_id]) for one in taken]
    if not widened and (stems(ask.text) or taken):
        return taken
    others = {**about, "excluding": [*excluding, *(member_id for member_id, _ in likely)]}
    for never_invited in (True, False):
        if len(taken) < most:
            offering = _nearest(view, found, tx.scalars(lookup.offering(never_invited=never_invited), others))
            taken += _pages(tx, workspace, offering, others, most=most - len(taken), even_capped=even_capped)
    return taken


# Takes those who only offer something below everybody who was found for a reason.
_NOT_LIKELY = -100.0


def _nearest(view: View, found: Signs, members: Iterable[int]) -> list[tuple[int, float]]:
    """Return members as (id, score) by how near their offers come to the ask; equals stay as they are."""
    offered = features.offered(found.values)
    near = [(id_, float(offered[view.members[id_]]) if id_ in view.members else 0.0) for id_ in members]
    return [(id_, _NOT_LIKELY + worth) for id_, worth in sorted(near, key=lambda one: -one[1])]


def as_it_was(tx: Session, ask: Ask, *, at: datetime) -> list[tuple[Candidate, dict[str, float]]]:
    """Return who was likely to help with `ask` at a moment, best first, each with the signs that spoke for them.

    What was deleted since is not known any more, and who was away then is not known at all.
    """
    workspace = tx.get_one(Workspace, ask.workspace_id)
    of = encoder()
    then = Index(workspace.id, of.name if of else "", until=at).look(tx, at)
    view, found = signs_for(tx, workspace, ask, now=at, view=then)
    about: _Asked = {"workspace": workspace.id, "asker": ask.asker_id, "ask": 0, "now": at, "excluding": []}
    likely = _pages(tx, workspace, _best(view, found), about, most=lookup.MOST_RANKED, even_capped=False, before=at)
    reasons = _reasons(tx, ask, view, found, [one.member_id for one in likely])
    weighed = features.weighed(found.values)
    return [
        (
            replace(one, reason=reasons[one.member_id]),
            {name: float(values[view.members[one.member_id]]) for name, values in weighed.items()},
        )
        for one in likely
    ]


def signs_for(
    tx: Session, workspace: Workspace, ask: Ask, *, now: datetime, view: View | None = None
) -> tuple[View, Signs]:
    """Return everything known of a workspace's members, and what of it speaks for each when it comes to `ask`."""
    view = view or shelf_of(tx).view(tx, workspace, now)
    in_text = words(ask.text)
    what_for = {stem: word for stem, word in words(ask.what_for).items() if stem not in in_text}
    asked = Asked(in_text, what_for, ask.kind, ask.asker_id, days(now))
    return view, features.signs(view, asked, _meant(tx, view, ask))


def open_asks_that_fit(tx: Session, member: Member, *, now: datetime, most: int, small_only: bool) -> list[Ask]:
    """Return at most `most` open asks of others that meet the words of `member`'s offers, best first.

    `small_only` leaves those of at most a quarter of an hour. Asks that `member` has an invitation to (or came to
    unasked) are left out, and those whose day has passed. Asks only for helpers, and anonymous ones, are among them:
    whoever shows one keeps to its audience. One meant for one colleague never is.
    """
    tx.flush()
    mine = select(Offer.text).where(Offer.workspace_id == member.workspace_id, Offer.member_id == member.id)
    offers = tx.scalars(mine.order_by(Offer.id.desc()).limit(_MOST_OFFERS))
    offered = list(dict.fromkeys(word for offer in offers for word in stems(offer)))[:_MOST_OFFERED_WORDS]
    if not offered:
        return []
    asked = {
        "workspace": member.workspace_id,
        "member": member.id,
        "words": offered,
        "today": now.date(),
        "most": most,
    }
    return list(tx.scalars(lookup.fitting_asks(small_only=small_only), asked))


def at_their_cap(tx: Session, workspace: Workspace, members: Collection[int], *, now: datetime) -> set[int]:
    """Return which of `members` (ids) have had all the invitations that a day or a week may bring."""
    return {id_ for id_, past in _pasts(tx, workspace.id, members, now).items() if _is_at_cap(past, workspace, now)}


def is_somebody_only_capped(tx: Session, ask: Ask, *, now: datetime) -> bool:
    """Tell whether somebody is likely to help with `ask` who only has had enough invitations for now."""
    workspace = tx.get_one(Workspace, ask.workspace_id)
    if min(workspace.invitations_a_day, workspace.invitations_a_week) <= 0:
        return False
    return any(one.is_at_cap for one in likely_helpers(tx, ask, now=now, most=lookup.MOST_RANKED, even_capped=True))


def _meant(tx: Session, view: View, ask: Ask) -> Meant | None:
    """Return the lines near to what an ask means; None without an encoder."""
    of = encoder()
    if of is None:
        return None
    key = key_of(Topic.ASK, ask.id) if ask.id else -1
    known = vectors_of(tx, ask.workspace_id, np.array([key], np.int64), of.name) if ask.id else {}
    content = " ".join(words(ask.text).values()) or ask.text
    telling = of.encode([content] if key in known else [content, ask.text])
    vector = known.get(key, telling[-1])
    estimates = nearness(view.sketches, sketched(vector[None])[0])
    likely = np.flatnonzero(estimates > (_NEAR if len(estimates) > _NEAREST else -1))
    if len(likely) > _NEAREST:
        likely = likely[np.argpartition(-estimates[likely], _NEAREST)[:_NEAREST]]
    # A text that was read again has an older sketch as well.
    keys = np.unique(view.keys[likely])
    exact = vectors_of(tx, ask.workspace_id, keys, of.name)
    keys = np.fromiter(exact, np.uint32, len(exact))
    rows = np.stack(list(exact.values())) if exact else np.empty((0, len(vector)), np.float32)
    cosines = (rows @ vector).astype(np.float64)
    offer = as_an_offer(vector, telling[0], of)
    near, offers = view.about(keys, cosines), view.about(keys, (rows @ offer).astype(np.float64))
    above = replace(offers, fit=offers.fit - _usual(view, offer) * offers.of(Source.OFFER))
    return Meant(near.only(Source.HELPED, Source.TOLD), above.only(Source.OFFER, Source.REACH))


def _usual(view: View, offer: Vectors) -> float:
    """Return how near an ask (as an offer) comes to the offers of a workspace on average, whatever they are about."""
    offers = np.flatnonzero(are_about(Topic.OFFER, view.keys))
    some = offers[:: len(offers) // _SAMPLE + 1]
    norm = float(np.linalg.norm(offer))
    estimates = nearness(view.sketches[some], sketched(offer[None])[0]) * norm
    return (float(estimates.sum()) + _USUAL * _FEW_OFFERS) / (len(some) + _FEW_OFFERS)


def _best(view: View, found: Signs) -> list[tuple[int, float]]:
    """Return the members who fit, as (id, score), best first, at most MOST_RANKED; equals: the older member."""
    fitting = np.flatnonzero(found.fits)
    if len(fitting) > lookup.MOST_RANKED:
        top = np.argpartition(-found.score[fitting], lookup.MOST_RANKED)[: lookup.MOST_RANKED]
        fitting = fitting[top]
    ids, scores = view.ids[fitting], found.score[fitting]
    order = np.lexsort((ids, -scores.round(9)))
    return [(int(ids[place]), float(scores[place])) for place in order]


def _pages(
    tx: Session,
    workspace: Workspace,
    ranked: Sequence[tuple[int, float]],
    about: _Asked,
    *,
    most: int,
    even_capped: bool,
    before: datetime | None = None,
) -> list[Candidate]:
    """Return the first `most` of `ranked` (id, score) who may be invited, with what their invitations take off."""
    taken: list[Candidate] = []
    weights = features.weights()["invitations"]
    now: datetime = about["now"]
    for start in range(0, len(ranked), _PAGE):
        if len(taken) >= most:
            break
        page = dict(ranked[start : start + _PAGE])
        free = {row.id: row.muted_nudges for row in tx.execute(lookup.may_be_invited(), {**about, "members": [*page]})}
        pasts = _pasts(tx, workspace.id, free, now, before=before)
        for id_ in (id_ for id_ in page if id_ in free):
            past = pasts.get(id_, rules.NOTHING_YET)
            capped = _is_at_cap(past, workspace, now)
            score = page[id_] + weights["lately"] * rules.lately(past, now)
            score += weights["unanswered"] * rules.unanswered(past, now) + weights["fewer"] * bool(free[id_])
            if even_capped or not capped:
                taken.append(Candidate(id_, score, ANYBODY, past, capped))
    return sorted(taken, key=lambda one: -one.score)[:most]


def _pasts(
    tx: Session, workspace_id: int, members: Iterable[int], now: datetime, *, before: datetime | None = None
) -> dict[int, Past]:
    """Return what is known of the invitations of these members; with `before`, of those planned before a moment."""
    asked = {"workspace": workspace_id, "members": list(members), "since": now - _REMEMBERED}
    at: dict[int, list[datetime]] = {}
    unanswered: dict[int, list[datetime]] = {}
    for row in tx.execute(lookup.invitations(), asked):
        moment = row.sent_at or row.due_at
        if before and (row.planned_at or moment) >= before:
            continue
        at.setdefault(row.helper_id, []).append(moment)
        is_over = row.state is InvitationState.CLOSED or (row.lapses_at is not None and row.lapses_at < now)
        if row.answered_at is None and row.state in _WITHOUT_ANSWER and is_over and row.sent_at:
            unanswered.setdefault(row.helper_id, []).append(row.sent_at)
    if before:
        return {id_: Past(at[id_], unanswered.get(id_, ()), is_new=False) for id_ in at}
    ever = {*at, *tx.scalars(lookup.ever_invited(), {"workspace": workspace_id, "members": asked["members"]})}
    return {id_: Past(at.get(id_, ()), unanswered.get(id_, ()), is_new=False) for id_ in ever}


def _is_at_cap(past: Past, workspace: Workspace, now: datetime) -> bool:
    return rules.is_at_cap(past, now, a_day=workspace.invitations_a_day, a_week=workspace.invitations_a_week)


def _reasons(tx: Session, ask: Ask, view: View, found: Signs, members: Sequence[int]) -> dict[int, Reason]:
    """Return what speaks most for each of `members`."""
    numbers = [view.members[id_] for id_ in members]
    lines = found.lines
    places = np.flatnonzero(np.isin(lines.member, numbers) & ~lines.of(Source.ASKED))
    worths = features.worths(lines)
    best = rules.strongest(
        Spoken(
            member_id=int(view.ids[lines.member[place]]),
            source=SOURCES[lines.source[place]],
            source_id=topic_of(int(lines.key[place]))[1],
            worth=float(worths[place]),
            at=datetime.fromtimestamp(float(lines.at[place]) * SECONDS_A_DAY, UTC),
        )
        for place in places
    )
    offers = _texts(tx, Offer, ask.workspace_id, [line for line in best.values() if line.source is Source.OFFER])
    reach = _texts(tx, Reach, ask.workspace_id, [line for line in best.values() if line.source is Source.REACH])
    tied = set() if ask.is_anonymous else _tied(tx, ask, members)
    return {id_: rules.reason(best.get(id_), offers=offers, reach=reach, is_tied=id_ in tied) for id_ in members}


def _texts(tx: Session, lines: type[Offer | Reach], workspace_id: int, spoken: Sequence[Spoken]) -> Mapping[int, str]:
    if not spoken:
        return {}
    # The members are named because the index is on them: by ids alone SQLite reads every line of the workspace.
    rows = select(lines.id, lines.text).where(
        lines.workspace_id == workspace_id,
        lines.member_id.in_([line.member_id for line in spoken]),
        lines.id.in_([line.source_id for line in spoken]),
    )
    return dict(tx.execute(rows).all())


def _tied(tx: Session, ask: Ask, members: Sequence[int]) -> set[int]:
    """Return which of `members` share a tie with the asker."""
    mine = or_(
        (Tie.one_id == ask.asker_id) & Tie.other_id.in_(members),
        (Tie.other_id == ask.asker_id) & Tie.one_id.in_(members),
    )
    rows = tx.execute(select(Tie.one_id, Tie.other_id).where(Tie.workspace_id == ask.workspace_id, mine))
    return {one + other - ask.asker_id for one, other in rows}
