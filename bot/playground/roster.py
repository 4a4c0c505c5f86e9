"""People coming, changing and going, and the events the bot gets about it."""

from typing import TYPE_CHECKING, Any

from bot.playground import acts
from bot.playground.records import Call, Json, User

if TYPE_CHECKING:
    from bot.playground.world import Slack


def user_json(user: User, *, with_locale: bool = True) -> Json:
    """A person as `users.info` and the user events show them; the locale only when asked for."""
    shown: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "updated": user.updated,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {
            "real_name": user.real_name,
            "real_name_normalized": user.real_name,
            "display_name": user.name,
            "display_name_normalized": user.name,
            "first_name": user.first_name,
            "title": user.title,
            "status_text": user.status_text,
            "status_emoji": user.status_emoji,
            "status_expiration": user.status_expiration,
            "team": user.team_id,
        },
    }
    if user.deleted:
        return shown
    shown |= {
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": True,
    }
    if user.stranger:
        shown["is_stranger"] = True
    if with_locale:
        shown["locale"] = user.locale
    return shown


def change(slack: "Slack", user_id: str, **fields: Any) -> Call:
    """Change fields of a user and tell the bot; raises AttributeError for a field users do not have."""
    with slack.lock:
        user = slack.users[user_id]
        for name, value in fields.items():
            if not hasattr(user, name):
                raise AttributeError(name)
            setattr(user, name, value)
        user.updated = int(slack.now())
        slack.changed()
        told: Json = {"type": "user_change", "user": user_json(user), "cache_ts": user.updated}
    return acts.event(slack, told)


def deactivate(slack: "Slack", user_id: str) -> Call:
    """Deactivate an account: out of every channel (direct conversations stay), then `user_change`."""
    with slack.lock:
        for channel in slack.channels.values():
            if user_id in channel.members and not channel.is_direct:
                channel.members.remove(user_id)
    return change(slack, user_id, deleted=True)


def join_team(slack: "Slack", user_id: str) -> Call:
    """Tell the bot that somebody came."""
    return acts.event(slack, {"type": "team_join", "user": user_json(slack.users[user_id])})


def join_channel(slack: "Slack", user_id: str, channel_id: str) -> Call | None:
    """Put somebody into a channel; the bot hears of it where it is a member, itself included."""
    with slack.lock:
        channel = slack.channels[channel_id]
        if user_id not in channel.members:
            channel.members.append(user_id)
        if user_id == slack.bot_user_id:
            channel.bot_is_member = True
        slack.changed()
        heard = channel.bot_is_member
    return _moved(slack, "member_joined_channel", user_id, channel_id) if heard else None


def leave_channel(slack: "Slack", user_id: str, channel_id: str) -> Call | None:
    """Take somebody out of a channel; the bot hears of others, of itself by `channel_left`."""
    with slack.lock:
        channel = slack.channels[channel_id]
        heard = channel.bot_is_member
        if user_id in channel.members:
            channel.members.remove(user_id)
        if user_id == slack.bot_user_id:
            channel.bot_is_member = False
        slack.changed()
    if not heard:
        return None
    if user_id == slack.bot_user_id:
        kind = "channel_left" if channel.kind == "channel" else "group_left"
        return acts.event(slack, {"type": kind, "channel": channel_id, "event_ts": slack.new_ts()})
    return _moved(slack, "member_left_channel", user_id, channel_id)


def _moved(slack: "Slack", kind: str, user_id: str, channel_id: str) -> Call:
    letter = "C" if slack.channels[channel_id].kind == "channel" else "G"
    return acts.event(
        slack,
        {
            "type": kind,
            "user": user_id,
            "channel": channel_id,
            "channel_type": letter,
            "team": slack.users[user_id].team_id,
            "event_ts": slack.new_ts(),
        },
    )
