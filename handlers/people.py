"""The people a command begins with: `/thanks @tom for the slides`, `/givefirst introduce @anna @tom because ...`."""

import re

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from handlers.incoming import MENTION, Command
from models import Member

UNKNOWN = N_("I do not know anybody here called {name}. Choose them from the list that Slack shows after the @.")
SEVERAL = N_("There are several people here called {name}. Choose one from the list that Slack shows after the @.")

# A display name has at most so many words.
_LONGEST_NAME = 4


def people_first(command: Command, tx: Session, text: str) -> tuple[list[Member], str]:
    """Return the members that `text` begins with, each once, and what was typed after them.

    Mentions as Slack writes them (`<@U123|tom>`), or typed names (`@tom`, `@Tom Meyer`). Raises Refusal for somebody
    who is not here, and for a name that several people have.
    """
    found: dict[int, Member] = {}
    rest = text.strip()
    while rest.startswith(("<@", "@")):
        member, rest = _first(command, tx, rest)
        found[member.id] = member
        rest = re.sub(r"^(?:[,;&+]|(?:and|und)\b(?=\s*<?@))\s*", "", rest.lstrip()).lstrip()
    return list(found.values()), rest


def in_words(command: Command, tx: Session, text: str) -> str:
    """Return `text` with the people it mentions named as people type them: `<@U123|tom>` as `@tom`."""

    def name(mention: re.Match[str]) -> str:
        member = members.of(tx, command.workspace.id, mention[1])
        return f"@{member.name}" if member and member.name else mention[0].rpartition("|")[2].strip("<>")

    return MENTION.sub(name, text)


def _first(command: Command, tx: Session, text: str) -> tuple[Member, str]:
    if mention := MENTION.match(text):
        member = members.of(tx, command.workspace.id, mention[1])
        if member is None:
            raise Refusal(UNKNOWN, name=mention[0])
        return member, text[mention.end() :]
    words = re.findall(r"\S+", text.removeprefix("<").removeprefix("@"))[:_LONGEST_NAME]
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length]).rstrip(",;:.")
        called = members.called(tx, command.workspace.id, name)
        if len(called) > 1:
            raise Refusal(SEVERAL, name=name)
        if called:
            end = re.match(r"<?@" + r"\s+".join(re.escape(word) for word in name.split()), text)
            return called[0], text[end.end() if end else len(text) :]
    raise Refusal(UNKNOWN, name=f"@{words[0]}" if words else "@")
