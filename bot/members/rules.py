"""Who can be reached, as far as Slack's profile and their own settings tell."""

import re
from datetime import UTC, datetime

# Status emoji that people (and calendars) set when they are not at work.
LEAVE_EMOJI = frozenset(
    """
    :palm_tree: :desert_island: :beach_with_umbrella: :airplane: :face_with_thermometer: :thermometer: :hospital:
    :baby: :baby_bottle: :sun_with_face: :beach: :face_with_head_bandage: :sneezing_face: :no_entry: :zzz:
    """.split()  # noqa: SIM905 - a wall of quotes would be harder to read
)
LEAVE_WORDS = re.compile(
    r"\b(vacation\w*|holidays?|on leave|parental leave|sabbatical|sick|ill|out of office|ooo|day off|"
    r"urlaub|ferien|krank|abwesend|elternzeit|nicht im dienst|feiertag|frei bis)\b",
    re.IGNORECASE,
)


def leave(*, text: str, emoji: str, ends: int, now: datetime) -> tuple[bool, datetime | None]:
    """Read a Slack status: whether it says "on leave" at `now`, and until when (None: it does not say)."""
    until = datetime.fromtimestamp(ends, UTC) if ends else None
    away = emoji.split("::", maxsplit=1)[0] in LEAVE_EMOJI or bool(LEAVE_WORDS.search(text))
    return (away and (until is None or until > now), until if away else None)


def clean_lines(text: str, *, longest: int, at: str) -> list[str]:
    """Split what somebody typed into lines wherever one of the characters `at` stands; no blanks, no line twice."""
    lines: dict[str, str] = {}
    for piece in re.split(f"[{re.escape(at)}]", text.replace("\x00", "")):
        line = " ".join(piece.split())[:longest]
        if line:
            lines.setdefault(line.casefold(), line)
    return list(lines.values())
