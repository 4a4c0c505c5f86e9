"""Words as people use them, made up: few of them often, most of them rarely, and the same on every run."""

import random
from itertools import accumulate, product

_BEGINNINGS = ("ba", "dre", "fi", "gol", "hu", "jan", "ke", "lor", "mi", "nu", "pra", "ro", "sti", "tul", "ve", "zan")
_ENDINGS = ("bel", "dor", "fik", "gram", "lat", "mur", "nok", "pal", "rit", "sum", "tek", "vol")
_FILLERS = ("who", "can", "you", "the", "my", "for", "a", "with", "please", "and", "this", "of")


class Vocabulary:
    """Makes offers and asks out of some two thousand made-up words."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = ["".join(parts) for parts in product(_BEGINNINGS, _ENDINGS, _ENDINGS)]
        self.chance.shuffle(self.words)
        # The n-th most usual word is used a n-th as often as the first (Zipf).
        self._weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def offer(self) -> str:
        """Return a line about what somebody can help with, of one to three words."""
        return " ".join(self._some(self.chance.randint(1, 3)))

    def ask(self, number: int) -> str:
        """Return an ask of about fifteen words, of which a handful say something; no two are the same."""
        telling = self._some(self.chance.randint(4, 7))
        words = [*telling, *self.chance.choices(_FILLERS, k=8)]
        self.chance.shuffle(words)
        return f"{' '.join(words)}, number {number}?"

    def what_for(self) -> str:
        """Return what an ask is for."""
        return f"so that the {' '.join(self._some(2))} is ready"

    def _some(self, many: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self._weights, k=many)
