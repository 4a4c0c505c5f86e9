"""Looking people up at Slack: reads only, outside any transaction, never a message."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

log = logging.getLogger(__name__)

PAGE = 200
# What a look-up may meet on its way: Slack's refusals, a broken line, a broken answer.
TROUBLE = (SlackClientError, OSError, HTTPException, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person; times in Unix seconds, 0 for "no end"."""

    slack_id: str
    name: str
    locale: str
    zone: str
    team_id: str
    is_guest: bool
    is_stranger: bool
    is_bot: bool
    is_admin: bool
    is_deactivated: bool
    status_text: str
    status_emoji: str
    status_ends: int
    # As people outside know them.
    full_name: str = ""


def profile_of(user: dict[str, Any]) -> Profile:
    """Read Slack's user object, as in `users.info` and in the event `user_change`."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Profile(
        slack_id=str(user["id"]),
        name=_storable(name),
        locale=str(user.get("locale") or ""),
        zone=str(user.get("tz") or ""),
        # In a Grid organisation a colleague may have another team of the same organisation as their home.
        team_id="" if user.get("enterprise_user") else str(user.get("team_id") or ""),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_deactivated=bool(user.get("deleted")),
        status_text=str(profile.get("status_text") or ""),
        status_emoji=str(profile.get("status_emoji") or ""),
        status_ends=int(profile.get("status_expiration") or 0),
        full_name=_storable(profile.get("real_name") or user.get("real_name") or name),
    )


def _storable(name: Any) -> str:
    """Drop null bytes and halves of characters, which every database would refuse."""
    return str(name).replace("\x00", "").encode("utf-8", "ignore").decode()


class Directory:
    """Looks people up in any workspace; what features get instead of a Slack client."""

    def __init__(self, client_of: Callable[[int], WebClient]) -> None:
        self.client_of = client_of

    def look_up(self, workspace_id: int, slack_id: str) -> Profile | None:
        """Return one person's profile; None when Slack does not know them or cannot be reached."""
        return look_up(self.client_of(workspace_id), slack_id)

    def everybody(self, workspace_id: int) -> Iterator[list[Profile]]:
        """Yield everybody in the workspace, a page at a time; raises one of TROUBLE when Slack will not say."""
        client = self.client_of(workspace_id)
        cursor = ""
        while True:
            page = client.users_list(limit=PAGE, include_locale=True, **({"cursor": cursor} if cursor else {}))
            yield [profile_of(user) for user in page.get("members") or []]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: datetime) -> bool:
        """Tell whether a person has do-not-disturb on right now; False when Slack cannot say."""
        try:
            dnd = self.client_of(workspace_id).dnd_info(user=slack_id)
        except TROUBLE as trouble:
            log.info("do-not-disturb could not be read: %s", _named(trouble))
            return False
        at = now.timestamp()
        if dnd.get("snooze_enabled") and at < float(dnd.get("snooze_endtime") or 0):
            return True
        starts, ends = float(dnd.get("next_dnd_start_ts") or 0), float(dnd.get("next_dnd_end_ts") or 0)
        return bool(dnd.get("dnd_enabled")) and starts <= at < ends


def look_up(client: WebClient, slack_id: str) -> Profile | None:
    """Return one person's profile; None when Slack does not know them or cannot be reached."""
    try:
        return profile_of(client.users_info(user=slack_id, include_locale=True)["user"])
    except TROUBLE as trouble:
        log.warning("looking a person up failed: %s", _named(trouble))
        return None


def _named(trouble: Exception) -> str:
    return str(trouble.response.get("error")) if isinstance(trouble, SlackApiError) else type(trouble).__name__
