"""A no that a person can put right."""

from typing import Any


class Refusal(Exception):
    """Something the bot will not do, with the words that tell the person what to do instead.

    `words` is an English source text marked with N_(); the edge translates it and fills in `values`.
    `field` names the modal input it is about, when there is one.
    """

    def __init__(self, words: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
        self.values = values
