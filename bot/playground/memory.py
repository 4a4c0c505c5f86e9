"""What the page remembers by itself: how far each person has read."""

import threading

from bot.playground.records import Channel
from bot.playground.world import Slack


class Memory:
    """Read marks, kept while the page is served. Safe to use from several threads."""

    def __init__(self, slack: Slack) -> None:
        """Begin with everything read."""
        self._slack = slack
        self._lock = threading.Lock()
        self._begun = slack.new_ts()
        self._read: dict[tuple[str, str], str] = {}
        self._changes = 0

    @property
    def version(self) -> str:
        """A word that changes whenever anybody may see something new."""
        minute = int(self._slack.now() // 60)
        return f"{self._slack.version}.{self._changes}.{minute}"

    def saw(self, user_id: str, channel_id: str) -> None:
        """Note that this person has the conversation before their eyes."""
        messages = self._slack.messages(channel_id, user_id)
        if not messages:
            return
        with self._lock:
            key = (user_id, channel_id)
            if self._read.get(key, self._begun) < messages[-1].ts:
                self._read[key] = messages[-1].ts
                self._changes += 1

    def unread(self, user_id: str, channel: Channel) -> int:
        """Return how many messages of others came since this person last looked."""
        mark = self._read.get((user_id, channel.id), self._begun)
        return sum(m.ts > mark and m.user != user_id for m in self._slack.messages(channel.id, user_id))

    def waiting(self, user_id: str) -> int:
        """Return how many direct messages this person has not seen."""
        direct = [channel for channel in self._slack.conversations_of(user_id) if channel.is_direct]
        return sum(self.unread(user_id, channel) for channel in direct)
