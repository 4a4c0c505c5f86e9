"""Learn the weights of matching from recorded conversations, and print them for bot/matching/weights.toml.

    python -m bench.train_matching               from the communities whose terms allow it
    python -m bench.train_matching --leave-out   for each community from the others, to see what carries over

For each ask the signs of everybody known (bot.matching.features, by the product's own code) are held against who
helped: a conditional logit, every community of the same weight, with a small penalty on large weights. `racket` and
`clojure` may be used to evaluate but not to train what is released, so they count for `--leave-out` only.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.matching import Event, Matcher
from bot import db
from bot.matching import jobs
from bot.matching import service as matching
from bot.matching.features import LEARNED
from models import Workspace

FREE_TO_LEARN_FROM = ("bytecode", "coffee")
EVERYBODY = ("bytecode", "clojure", "coffee", "racket")
WITH_MEANING = LEARNED
WORDS_ONLY = tuple(name for name in LEARNED if not name.startswith("meaning"))
PENALTY = 3.0
_STEPS = 400

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One ask: the signs of everybody known, and who helped (shares that add up to one)."""

    signs: Mapping[str, Floats]
    helped: Floats


class _Noting(Matcher):
    """Replays a community and notes the signs at each ask that is scored."""

    def note(self, event: Event, helped: Mapping[str, float]) -> Example | None:
        db.use(self.database)
        from bench.matching import _at

        at = _at(event["t"])
        jobs.read_meanings(at)
        with self.database.transaction() as tx:
            ask = self._ask(tx, event)
            view, found = matching.signs_for(tx, tx.get_one(Workspace, 1), ask, now=at)
        names = [self.names.get(int(id_), "") for id_ in view.ids]
        there = np.array([name not in ("", event["by"]) for name in names], bool)
        gold = np.array([helped.get(name, 0.0) > 0 for name in names], float)[there]
        if gold.sum() == 0:
            return None
        return Example({name: values[there] for name, values in found.values.items()}, gold / gold.sum())


def examples(evaluate: Any, path: Path) -> list[Example]:
    """Replay a community; return its asks of burn-in and dev."""
    head, events = evaluate.load(path)
    gold = evaluate.gold_of(events)
    until = max(end for _, end in head["splits"].values())
    scored = {event["id"] for event in events if event["type"] == "ask" and event.get("eval")}
    matcher = _Noting()
    noted = []
    for event, is_visible in evaluate.stream(events, "bot"):
        if event["t"] >= until:
            break
        if event["type"] == "ask" and event["id"] in scored:
            noted.append(matcher.note(event, gold[event["id"]]))
        if is_visible:
            matcher.observe(event)
    return [one for one in noted if one]


def learn(communities: Sequence[Sequence[Example]], names: Sequence[str], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights that make those who helped the likeliest, every community counting the same."""
    rows, helped, worth = [], [], []
    for community in communities:
        for example in community:
            rows.append(np.stack([example.signs[name] for name in names], axis=1))
            helped.append(example.helped)
            worth.append(1 / len(community))
    starts = np.cumsum([0, *(len(block) for block in rows)])[:-1]
    which = np.repeat(np.arange(len(rows)), [len(block) for block in rows])
    signs = np.concatenate(rows)
    spread = signs.std(axis=0) + 1e-9
    signs = (signs - signs.mean(axis=0)) / spread
    target = np.concatenate(helped)
    share = np.array(worth) / sum(worth)
    # As if there were so many asks; the penalty is a prior of one over twice itself on each scaled weight.
    ridge = penalty / len(rows)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = signs @ weights
        top = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - top[which])
        whole = np.add.reduceat(raised, starts)
        missed = share * (top + np.log(whole) - np.add.reduceat(target * scores, starts))
        slope = signs.T @ ((raised / whole[which] - target) * share[which])
        return float(missed.sum() + ridge * weights @ weights), slope + 2 * ridge * weights

    weights = _minimum(loss, np.zeros(len(names)))
    return {name: round(float(weight), 3) for name, weight in zip(names, weights / spread, strict=True)}


def _minimum(loss: Any, weights: Floats) -> Floats:
    """Walk downhill (BFGS with halved steps); the problem is convex and small."""
    value, slope = loss(weights)
    curve = np.eye(len(weights))
    for _ in range(_STEPS):
        step = -curve @ slope
        length = 1.0
        while True:
            further, new_slope = loss(weights + length * step)
            if further <= value + 1e-4 * length * (slope @ step) or length < 1e-8:
                break
            length /= 2
        moved, turned = length * step, new_slope - slope
        weights, slope = weights + moved, new_slope
        if value - further < 1e-9:
            break
        value = further
        if (along := moved @ turned) > 1e-12:
            tilt = np.eye(len(weights)) - np.outer(moved, turned) / along
            curve = tilt @ curve @ tilt.T + np.outer(moved, moved) / along
    return weights


def main() -> None:
    """Print weights in the shape of weights.toml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", action="store_true", help="learn for each community from all others")
    given = parser.parse_args()
    folder = Path(os.environ.get("MATCHING_BENCH", "../shared/bench/matching"))
    sys.path.insert(0, str(folder))
    evaluate = importlib.import_module("evaluate")
    wanted = EVERYBODY if given.leave_out else FREE_TO_LEARN_FROM
    noted = {name: examples(evaluate, folder / "data" / f"{name}.jsonl") for name in wanted}
    if given.leave_out:
        for left_out in wanted:
            others = [noted[name] for name in wanted if name != left_out]
            print(f"# without {left_out}:", learn(others, WITH_MEANING))
        return
    for section, names in (("with_meaning", WITH_MEANING), ("words_only", WORDS_ONLY)):
        print(f"[{section}]")
        for name, weight in learn(list(noted.values()), names).items():
            print(f"{name} = {weight}")
        print()


if __name__ == "__main__":
    main()
