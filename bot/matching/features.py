"""The signs that somebody is likely to help with an ask, for all members of a workspace at once.

    words          words of the ask in asks they helped with and in what they told about it, fading over half a year
    own_words      words of the ask in asks of their own
    meaning        the same as `words`, by what the texts mean
    meaning_share  their share of all there is in `meaning`
    lately         their share of the help of about two weeks
    half_a_year    their share of the help of about half a year
    tie            whether they helped this asker before
    hour           whether they are used to help at this hour of the day
    away           how long ago they helped or asked last

and, for offers and reach, `offer_words` and `offer_meaning`. Each is a number per member, in the order of View.ids;
none is kept.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.matching.history import HALF_A_YEAR, helped_before
from bot.matching.index import View
from bot.matching.lines import Floats, Hits
from bot.matching.spelling import relatives
from models import Kind, Source

# Those that compare members by what they have done; on a workspace's first days that says next to nothing.
OF_DEEDS = ("meaning_share", "lately", "half_a_year", "hour", "away")
LEARNED = ("words", "own_words", "meaning", "meaning_share", "lately", "half_a_year", "tie", "hour", "away")
# From here on two texts mean something alike; below lies chance.
ALIKE = 0.3
# So much nearer than offers usually are is one that speaks for inviting somebody by itself; one in seventy that have
# nothing to do with the ask is, too.
OFFERS_FIT = 0.17
# An offer that is no nearer than this, and has not a third of what the words of the ask are worth, has the others in
# common by chance.
_COINCIDENCE, _MOST_OF_THE_ASK = 0.05, 1.0
# Reach is mostly names, and all companies mean much the same.
REACH_ALIKE = 0.35

_SHARP = 5
_SMALL_SHARE, _SMALL_TIE = 0.01, 0.05
# Pieces of help. With fewer, who has helped says less than what people offer: the first who ever helped has all the
# help there is.
_ENOUGH_LATELY, _ENOUGH_OF_HALF_A_YEAR = 10.0, 40.0
_WHAT_FOR = 0.5
# A word in more than a quarter of very many lines says nothing and takes long.
_COMMON, _MANY = 0.25, 2_000
# Half an hour ago is now; whoever did nothing for a month, or nothing yet, is as far away as it gets.
_NOW, _MONTH = 0.02, 30.0
_OFFER = 2.5
_REACH = 0.2
_REACH_FOR_A_CONTACT = 2.0


@dataclass(frozen=True)
class Asked:
    """What is looked for: an ask's words with the words they come from, its moment, and who asks."""

    words: Mapping[str, str]
    what_for: Mapping[str, str]
    kind: Kind
    asker_id: int
    # Days since 1970, UTC.
    now: float


@dataclass(frozen=True)
class Meant:
    """Lines near to what an ask means, by cosine.

    For offers and reach by the cosine without the phrases of asking, and for offers by how much nearer they are than
    the offers of this workspace usually are.
    """

    near: Hits
    offers: Hits


@dataclass(frozen=True)
class Signs:
    """What was found: a number per member and sign, and the lines that speak for somebody."""

    values: Mapping[str, Floats]
    # Lines with words of the ask, or near to what it means, and how much each speaks for its member.
    lines: Hits
    score: Floats
    # Who has anything to do with the ask at all.
    fits: NDArray[np.bool_]


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights, by section and sign."""
    return tomllib.loads((Path(__file__).parent / "weights.toml").read_text("utf-8"))


def signs(view: View, asked: Asked, meant: Meant | None) -> Signs:
    """Return what speaks for each member; `meant` is None without an encoder."""
    found = _worded(view, asked)
    before = helped_before(view.groups, view.members.get(asked.asker_id, -2), len(view.ids))
    values = {
        "words": _logged(_sums(view, found, Source.HELPED, Source.TOLD, now=asked.now)),
        "own_words": _logged(_sums(view, found, Source.ASKED, now=asked.now)),
        "tie": _share(before, _SMALL_TIE),
        **_of_time(view, asked.now),
        "offer_words": _logged(_sums(view, _offered(found, asked.kind), Source.OFFER, Source.REACH)),
    }
    lines = [_offered(found, asked.kind)]  # with asks they helped with as well
    if meant:
        near = _less(meant.near, ALIKE)
        offers = meant.offers.where(meant.offers.fit > np.where(meant.offers.of(Source.REACH), REACH_ALIKE, 0.0))
        alike = _sums(view, near, Source.HELPED, Source.TOLD, now=asked.now)
        values |= {
            "meaning": _logged(alike),
            "meaning_share": _share(alike, _SMALL_SHARE),
            "offer_meaning": _best(view, offers),
        }
        lines += [near, offers]
    for name, known in _known(view, asked.now).items():
        values |= {name: values[name] * known} if name in values else {}
    named = _sums(view, found, Source.REACH) > 0
    return Signs(values, Hits.together(lines), score(values), _fits(values) | named | (before > 0))


def weighed(values: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return what each sign adds to the score."""
    way = "with_meaning" if "meaning" in values else "words_only"
    return {name: values[name] * weight for name, weight in {**weights()[way], **weights()[f"offers_{way}"]}.items()}


def score(values: Mapping[str, Floats]) -> Floats:
    """Add the signs up by their weights."""
    total: Floats = np.sum(list(weighed(values).values()), axis=0)
    return total


def offered(values: Mapping[str, Floats]) -> Floats:
    """Return what members' offers and reach add to their scores, whoever they are and whatever they did."""
    parts = [part for name, part in weighed(values).items() if name.startswith("offer_")]
    total: Floats = np.sum(parts, axis=0)
    return total


def _worded(view: View, asked: Asked) -> Hits:
    """Return the lines with words of the ask; the fit of a line is its share of all that the words are worth."""
    worths: dict[str, float] = {}
    whole = 0.0
    for share, words in ((_WHAT_FOR, asked.what_for), (1.0, asked.words)):
        for stem, word in words.items():
            count = view.found_in(stem)
            worth = _rarity(count, view.size)
            whole += worth if share == 1.0 else 0
            for known, likeness in ((stem, 1.0), *relatives(word, stem, view.vocabulary, view.ordered)):
                seen = count if known == stem else view.found_in(known)
                if seen and not (seen > _MANY and seen > view.size * _COMMON):
                    worth = _rarity(seen, view.size) * likeness * share
                    worths[known] = max(worths.get(known, 0), worth)
    hits = view.worded(worths)
    return replace(hits, fit=hits.fit / (whole or 1))


def worths(lines: Hits) -> Floats:
    """Return how much each line speaks for its member: an offer more than past help, for both their best word."""
    return lines.fit * np.where(lines.of(Source.OFFER, Source.REACH), _OFFER, 1.0)


def _rarity(count: int, size: int) -> float:
    return math.log1p((size - count + 0.5) / (count + 0.5))


def _sums(view: View, hits: Hits, *sources: Source, now: float | None = None) -> Floats:
    """Add up each member's lines of these sources; with `now` older ones count less."""
    some = hits.of(*sources)
    fits = hits.fit[some]
    if now is not None:
        fits = fits * np.exp2(-np.maximum(now - hits.at[some], 0) / HALF_A_YEAR)
    sums: Floats = np.bincount(hits.member[some], weights=fits, minlength=len(view.ids)).astype(np.float64)
    return sums


def _best(view: View, hits: Hits) -> Floats:
    best = np.zeros(len(view.ids))
    np.maximum.at(best, hits.member, hits.fit)
    return best


def _offered(hits: Hits, kind: Kind) -> Hits:
    """Weigh reach as this kind of ask does: first of all for a contact, hardly for anything else."""
    is_reach = hits.of(Source.REACH)
    worth = np.where(is_reach, _REACH_FOR_A_CONTACT if kind is Kind.CONTACT else _REACH, 1.0)
    return replace(hits, fit=hits.fit * worth)


def _less(hits: Hits, floor: float) -> Hits:
    """Take a floor off all fits and leave out what does not reach it."""
    return replace(hits, fit=hits.fit - floor).where(hits.fit > floor)


def _of_time(view: View, now: float) -> dict[str, Floats]:
    lately, half_a_year = view.history.helped(now)
    since = np.clip(now - view.history.seen, _NOW, _MONTH)
    return {
        "lately": _share(lately, _SMALL_SHARE),
        "half_a_year": _share(half_a_year, _SMALL_SHARE),
        "hour": view.history.hour(now),
        "away": np.log(since / _MONTH),
    }


def _known(view: View, now: float) -> dict[str, float]:
    """Return how far the signs that compare what members have done are to be relied on: 0 on the first day, then 1."""
    lately, half_a_year = (float(helped.sum()) for helped in view.history.helped(now))
    known = min(1.0, half_a_year / _ENOUGH_OF_HALF_A_YEAR)
    return dict.fromkeys(OF_DEEDS, known) | {"lately": min(1.0, lately / _ENOUGH_LATELY)}


def _logged(sums: Floats) -> Floats:
    return np.log1p(sums * _SHARP)


def _share(sums: Floats, small: float) -> Floats:
    whole = sums.sum()
    return np.log(sums / whole + small) if whole > 0 else np.zeros(len(sums))


def _fits(values: Mapping[str, Floats]) -> NDArray[np.bool_]:
    """Return who is to be asked at all; a word or two in common count unless what an offer means speaks against it."""
    helped, offers = values["words"] > 0, values["offer_words"]
    if "meaning" not in values:
        return helped | (offers > 0)
    meant = values["offer_meaning"]
    in_words = (offers > _MOST_OF_THE_ASK) | ((offers > 0) & (meant > _COINCIDENCE))
    fits: NDArray[np.bool_] = helped | in_words | (values["meaning"] > 0) | (meant > OFFERS_FIT)
    return fits
