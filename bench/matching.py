"""Who can help? The product's own matching, replayed on real conversations.

    python evaluate.py bench.matching:make          (the evaluator and the data are not part of this repository)
    make bench-matching

The adapter writes each event as the rows that the bot would have written, and asks the `likely_helpers` and the
`choose` that invite people. MATCHING_DATABASE=postgresql://... replays on PostgreSQL, MATCHING_WORDS_ONLY=1 without the
encoder. It keeps its own log of whom a wave invites, as rows, since the caps go by it.
"""

import os
import runpy
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bench import _databases
from bot import clock, db
from bot.matching import encoder, jobs, shelf
from bot.matching import service as matching
from bot.matching.rules import Candidate, choose
from models import Ask, Audience, EntryKind, Invitation, InvitationState, JournalEntry, Member, Offer, Workspace

MOST = 200
WAVE = 3

Event = dict[str, Any]


class Matcher:
    """One community as a workspace of its own database."""

    def __init__(self) -> None:
        self._open = ExitStack()
        # Days go by in a second here; nothing would ever be in memory when it is needed.
        shelf.IDLE = shelf.OLDEST = timedelta(days=10_000)
        # In memory where there is such a place: a hundred thousand small commits are nobody's concern here.
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=memory)))
        server = os.environ.get("MATCHING_DATABASE")
        url = self._open.enter_context(_databases.postgresql(server) if server else _databases.sqlite(folder))
        if os.environ.get("MATCHING_WORDS_ONLY"):
            encoder.use(None)
        self.database = db.Database(url)
        self.members: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.asks: dict[str, int] = {}
        self.askers: dict[int, float] = {}
        with self.database.transaction() as tx:
            workspace = Workspace(
                team_id="T1", name="Replay", bot_user_id="U0", installed_at=datetime(2015, 1, 1, tzinfo=UTC)
            )
            workspace.evidence_made = jobs.MADE
            tx.add(workspace)

    def observe(self, event: Event) -> None:
        """Write down what happened."""
        at = _at(event["t"])
        with self.database.transaction() as tx:
            member = self._member(tx, event["by"])
            match event["type"]:
                case "ask":
                    ask = self._ask(tx, event)
                    matching.index_open_ask(tx, ask)
                    matching.forget_open_ask(tx, ask)
                case "help" if event["ask"] in self.asks:
                    ask = tx.get_one(Ask, self.asks[event["ask"]])
                    matching.index_help(tx, ask, member.id, ask.opened_at + timedelta(seconds=event["delay"]))
                    if event["text"]:
                        self._told(tx, member, ask, event["text"], at)
                case "profile":
                    offer = Offer(workspace_id=1, member_id=member.id, text=event["text"], written_at=at)
                    tx.add(offer)
                    matching.index_offer(tx, offer)

    def rank(self, event: Event) -> list[str]:
        """Return everybody likely to help; those who may be invited now in the order in which they would be."""
        at = _at(event["t"])
        db.use(self.database)
        jobs.read_meanings(at)
        with self.database.transaction() as tx:
            ask = self._ask(tx, event)
            likely = matching.likely_helpers(tx, ask, now=at, most=MOST, widened=True, even_capped=True)
            wave = self._wave(tx, ask, [one for one in likely if not one.is_at_cap], at)
        free = iter(wave)
        ordered = [one if one.is_at_cap else next(free) for one in likely]
        return [self.names[one.member_id] for one in ordered]

    def _wave(self, tx: Session, ask: Ask, free: list[Candidate], at: datetime) -> list[Candidate]:
        chosen = choose(free, most=len(free), now=at, seed=f"{ask.id}:1")
        for one in chosen[:WAVE]:
            tx.add(
                Invitation(
                    workspace_id=1,
                    ask_id=ask.id,
                    helper_id=one.member_id,
                    wave=1,
                    # Answered: nobody knows what these people would have done.
                    state=InvitationState.NOTHING,
                    sent_at=at,
                    answered_at=at,
                )
            )
        return chosen

    def _member(self, tx: Session, name: str) -> Member:
        if name not in self.members:
            member = Member(workspace_id=1, slack_id=f"U{len(self.members)}", name=name, journal_may_match=True)
            tx.add(member)
            tx.flush()
            self.members[name], self.names[member.id] = member.id, name
        return tx.get_one(Member, self.members[name])

    def _ask(self, tx: Session, event: Event) -> Ask:
        if event["id"] not in self.asks:
            asker = self._member(tx, event["by"])
            ask = Ask(workspace_id=1, asker_id=asker.id, text=event["text"], opened_at=_at(event["t"]))
            ask.audience = Audience.CHANNEL
            tx.add(ask)
            tx.flush()
            self.asks[event["id"]] = ask.id
        return tx.get_one(Ask, self.asks[event["id"]])

    def _told(self, tx: Session, member: Member, ask: Ask, text: str, at: datetime) -> None:
        entry = JournalEntry(workspace_id=1, giver_id=member.id, kind=EntryKind.ASK, text=text, happened_at=at)
        entry.about = f"ask:{ask.id}"
        tx.add(entry)
        matching.index_told(tx, entry)

    def __del__(self) -> None:
        """Take the database away when the evaluator lets go."""
        self.database.close()
        self._open.close()


def _at(seconds: float) -> datetime:
    """Turn the bot's clock to a moment of the conversation."""
    at = datetime.fromtimestamp(seconds, UTC)
    clock.advance(at - clock.now())
    return at


def make() -> Matcher:
    """Return a fresh matcher, for the evaluator."""
    return Matcher()


def main() -> None:
    """Print the table, with the evaluator's baselines beside ours, and the probes: the evaluator's and our four."""
    folder = Path(os.environ.get("MATCHING_BENCH", "../shared/bench/matching"))
    if not (folder / "evaluate.py").exists():
        raise SystemExit("Set MATCHING_BENCH to the folder with evaluate.py and its data.")
    given = sys.argv[1:]
    sys.path.insert(0, str(Path.cwd()))
    ours = ["--data", str(Path(__file__).parent / "probes"), "--split", "probe"]
    for extra in ([], ["--split", "probe"], ours):
        sys.argv = ["evaluate.py", "baseline:popularity", "baseline:bm25", "bench.matching:make", *extra, *given]
        runpy.run_path(str(folder / "evaluate.py"), run_name="__main__")


if __name__ == "__main__":
    main()
