"""Sentences of taste and of fact in both languages, kept as text files: one sentence a line under `== taste en` etc.

`core` is what has to be right, every line. The others were written before the rules that they first measured, each in
other voices and about other things; what they taught has gone into the rules since.
"""

from functools import cache
from pathlib import Path

SAID = Path(__file__).parent / "said"
MEASURED = ("held_out", "tricky", "fresh", "last", "unseen", "later", "final", "strangers", "unheard")
LANGUAGES = ("en", "de")


@cache
def said(batch: str, kind: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a batch that are of a kind, "taste" or "fact", in a language."""
    sentences: dict[str, list[str]] = {}
    heading = ""
    for line in (SAID / f"{batch}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            heading = line.removeprefix("== ")
        elif line:
            sentences.setdefault(heading, []).append(line)
    return tuple(sentences[f"{kind} {language}"])
