"""Rows: one file a noun; every row belongs to a workspace."""

from models.ask import Ask, AskState, Audience, Effort, Invitation, InvitationState, Kind
from models.base import Base, OfWorkspace, UtcDateTime
from models.digest import DigestLetter, DigestLine, Rhythm
from models.evidence import AskWord, Evidence, Meaning, Source, Topic
from models.giving import Gift, GiftKind, GiftState
from models.introduction import Introduction, IntroductionKind, IntroductionState, Part, PartState, Role
from models.journal import EntryKind, JournalEntry
from models.member import Member
from models.newcomer import Consent, Greeting, GreetingState, Newcomer, NewcomerPair, WelcomeState
from models.offer import Offer, Reach
from models.rhythm import DigestSubscription, Nudge, NudgeKind, NudgeState
from models.thanks import Thanks, ThanksKind, ThanksState
from models.tie import Tie
from models.traffic import Delivery, Method, Outgoing, OutgoingState
from models.workspace import Feature, Workspace

__all__ = [
    "Ask",
    "AskState",
    "AskWord",
    "Audience",
    "Base",
    "Consent",
    "Delivery",
    "DigestLetter",
    "DigestLine",
    "DigestSubscription",
    "Effort",
    "EntryKind",
    "Evidence",
    "Feature",
    "Gift",
    "GiftKind",
    "GiftState",
    "Greeting",
    "GreetingState",
    "Introduction",
    "IntroductionKind",
    "IntroductionState",
    "Invitation",
    "InvitationState",
    "JournalEntry",
    "Kind",
    "Meaning",
    "Member",
    "Method",
    "Newcomer",
    "NewcomerPair",
    "Nudge",
    "NudgeKind",
    "NudgeState",
    "OfWorkspace",
    "Offer",
    "Outgoing",
    "OutgoingState",
    "Part",
    "PartState",
    "Reach",
    "Rhythm",
    "Role",
    "Source",
    "Thanks",
    "ThanksKind",
    "ThanksState",
    "Tie",
    "Topic",
    "UtcDateTime",
    "WelcomeState",
    "Workspace",
]
