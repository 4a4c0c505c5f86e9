"""Who can be reached, as far as Slack's profile and their own settings tell."""

import re
from datetime import UTC, datetime

from models import Member

# Status emoji that people (and calendars) set when they are not at work.
LEAVE_EMOJI = frozenset(
    """
    :palm_tree: :desert_island: :island: :beach_with_umbrella: :beach: :umbrella_on_ground: :sun_with_face: :camping:
    :tent: :ski: :skier: :airplane: :airplane_departure: :small_airplane: :luggage: :passenger_ship:
    :face_with_thermometer: :thermometer: :face_with_head_bandage: :sneezing_face: :nauseated_face: :face_vomiting:
    :mask: :hospital: :pill: :ambulance: :baby: :baby_bottle: :breast-feeding: :no_entry: :zzz: :sleeping:
    """.split()  # noqa: SIM905 - a wall of quotes would be harder to read
)
LEAVE_WORDS = re.compile(
    r"\b(vacation\w*|holidays?|on leave|(annual|parental|maternity|paternity|family|unpaid|study) leave|pto|sabbatical|"
    r"sick|ill|unwell|out of( the)? office|ooo|day off|off today|"
    r"\w*urlaub|ferien|krank|krankgeschrieben|erkrankt|abwesend|elternzeit|mutterschutz|auszeit|nicht im dienst|"
    r"feiertag|frei bis|heute frei)\b",
    re.IGNORECASE,
)


def is_colleague(member: Member) -> bool:
    """Tell whether a member is a person of this team who has not left: no bot, no guest, nobody from elsewhere."""
    return not (member.is_deactivated or member.is_bot or member.is_guest or member.is_stranger)


def leave(*, text: str, emoji: str, ends: int, now: datetime) -> tuple[bool, datetime | None]:
    """Read a Slack status: whether it says "on leave" at `now`, and until when (None: it does not say)."""
    until = datetime.fromtimestamp(ends, UTC) if ends else None
    face = f":{emoji.strip(':').split('::', maxsplit=1)[0]}:"
    away = face in LEAVE_EMOJI or bool(LEAVE_WORDS.search(text))
    return (away and (until is None or until > now), until if away else None)


def clean_lines(text: str, *, longest: int, at: str) -> list[str]:
    """Split what somebody typed into lines wherever one of the characters `at` stands; no blanks, no line twice."""
    lines: dict[str, str] = {}
    for piece in re.split(f"[{re.escape(at)}]", text.replace("\x00", "")):
        line = " ".join(piece.split())[:longest]
        if line:
            lines.setdefault(line.casefold(), line)
    return list(lines.values())
