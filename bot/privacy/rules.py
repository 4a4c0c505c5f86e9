"""Whose a row is: the one table that *my data* and *forget me* are made of.

Every foreign key to a member, or to a row that is a member's own, stands in MINE, in SHOWN or in OTHERS; every table
without one, and every number that could name somebody without being one, says why it is nobody's. Deleting a member
deletes what is theirs through those same foreign keys (ON DELETE CASCADE) and takes their name out of what is not
(ON DELETE SET NULL).
"""

from collections.abc import Mapping

from bot.i18n import N_

Column = tuple[str, str]

# (table, column) → the heading over these rows in "my data".
MINE: Mapping[Column, str] = {
    ("asks", "asker_id"): N_("My asks"),
    ("ask_words", "ask_id"): N_("The words my open asks are found by"),
    ("invitations", "helper_id"): N_("Invitations to help"),
    ("offers", "member_id"): N_("What I offer"),
    ("reach", "member_id"): N_("Where I know people"),
    ("journal_entries", "giver_id"): N_("My journal"),
    ("evidence", "member_id"): N_("The words I am found by"),
    ("nudges", "member_id"): N_("Nudges"),
    ("ties", "one_id"): N_("Colleagues I have met through Givefirst"),
    ("ties", "other_id"): N_("Colleagues I have met through Givefirst"),
    ("gifts", "sender_id"): N_("What I gave unasked, and what reached me"),
    ("gifts", "receiver_id"): N_("What I gave unasked, and what reached me"),
    ("thanks", "sender_id"): N_("Kind words from me and to me"),
    ("thanks", "receiver_id"): N_("Kind words from me and to me"),
    ("introductions", "connector_id"): N_("Introductions I began"),
    ("introduction_parts", "member_id"): N_("My part in introductions"),
    ("newcomers", "member_id"): N_("What I told when I joined"),
    ("greetings", "host_id"): N_("Whom I was asked to say hello to"),
    ("newcomer_pairs", "one_id"): N_("Whether I would meet somebody who joined when I did"),
    ("newcomer_pairs", "other_id"): N_("Whether I would meet somebody who joined when I did"),
}

# (table, column) → the heading over rows that are not the member's own and stay without them, but say what they did.
SHOWN: Mapping[Column, str] = {
    ("digest_subscriptions", "set_by_id"): N_("Letters that I ordered for channels"),
}

# (table, column) → why such a row is not the member's, though it names them or something of theirs.
OTHERS: Mapping[Column, str] = {
    ("invitations", "ask_id"): "whom an ask reached, and who said no, is known to those people alone",
    ("evidence", "asker_id"): "what somebody helped with is what they are found by",
    ("journal_entries", "receiver_id"): "a line in the private journal of whoever helped",
    ("nudges", "ask_id"): "a nudge is of whoever gets it",
    ("introductions", "ask_id"): "whom somebody asked for an ask, and how it went, is theirs to tell",
    ("introduction_parts", "introduction_id"): "who said what to an introduction is known to those people alone",
    ("greetings", "newcomer_id"): "which host was asked, and who said not now, is known to those people alone",
}

# table → why no row of it is about anybody, though it names no member by a foreign key that could tell.
NOBODYS: Mapping[str, str] = {
    "workspaces": "what holds for everybody",
    "inbox": "what Slack may say twice: a key, and for a while what was answered; it says nowhere to whom",
    "outbox": "shown as messages, without their words, which stand in Slack",
    "meanings": "numbers made of texts, each of which is in the file of whoever wrote it",
    "digest_letters": "a letter belongs to its channel",
    "digest_lines": "which lines a letter told; what they told is in the file of whoever it is about",
}

# (table, column) → what the number or name of a column is that ends with "_id" and is no foreign key.
NO_KEYS: Mapping[Column, str] = {
    ("workspaces", "team_id"): "the team, as Slack calls it",
    ("workspaces", "bot_user_id"): "the bot, as Slack calls it",
    ("members", "slack_id"): "the member themselves, in their file",
    ("evidence", "source_id"): "the line or ask that the words were found in; whose they are says member_id",
    ("meanings", "topic_id"): "the line or ask that the numbers were made of",
}

# (table, column) → where else Slack's own id of somebody may stand, and why that shows in no other way.
BY_SLACK_ID: Mapping[Column, str] = {
    ("outbox", "people"): "to whom a message goes: shown as messages",
    ("outbox", "payload"): "the words of a message that waits, erased once it is out; a Home keeps its reader",
    ("inbox", "answer"): "what was answered, kept for Slack's repetitions",
}

# (table, column) → what such a row does not show to whoever stands in that column, because it is the other one's.
KEEPS: Mapping[Column, frozenset[str]] = {
    ("gifts", "sender_id"): frozenset({"state", "due_at", "lapses_at", "settled_at", "follow_up_at"}),
    ("thanks", "sender_id"): frozenset({"state", "due_at", "sent_at", "may_be_told", "told_at"}),
    ("newcomer_pairs", "one_id"): frozenset({"other_id", "other_says"}),
    ("newcomer_pairs", "other_id"): frozenset({"one_id", "one_says"}),
}

# (table, column) → what holds of such a row that has not reached whoever stands there: all of any one line.
NOT_YET: Mapping[Column, tuple[Mapping[str, frozenset[str]], ...]] = {
    ("thanks", "receiver_id"): ({"state": frozenset({"planned", "dropped"})},),
    ("introduction_parts", "member_id"): ({"state": frozenset({"planned", "later"})},),
    # An idea or a contact reaches somebody with "told" and never else; of what lapsed nobody knows whether it arrived.
    ("gifts", "receiver_id"): (
        {"state": frozenset({"planned", "later", "again", "declined", "taken_back", "lapsed"})},
        {"kind": frozenset({"idea", "contact"}), "state": frozenset({"offered"})},
    ),
}

# What no file shows: names that open doors, and who is sending a row right now.
HIDDEN = frozenset({"key", "owner", "leased_until", "workspace_id"})


def is_confirmed(typed: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether somebody typed one of the phrases that confirm, whatever its capitals, blanks and hyphens."""
    return _bare(typed) in {_bare(phrase) for phrase in phrases}


def _bare(text: str) -> str:
    return "".join(text.casefold().replace("-", " ").split())
