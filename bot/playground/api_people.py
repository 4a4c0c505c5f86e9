"""The Web API's methods about people, channels and the workspace itself."""

from typing import TYPE_CHECKING

from bot.playground import conversations
from bot.playground.api_base import ApiError, Args, Method, channel_of, flag, need, need_scope, page, user_of, visible
from bot.playground.records import Channel, Json, User
from bot.playground.roster import user_json

if TYPE_CHECKING:
    from bot.playground.world import Slack

READS = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def api_test(_slack: "Slack", args: Args) -> Json:
    """api.test."""
    if args.get("error"):
        raise ApiError(str(args["error"]))
    return {"args": dict(args)}


def auth_test(slack: "Slack", _args: Args) -> Json:
    """auth.test."""
    return {
        "url": f"https://{slack.domain}.slack.com/",
        "team": slack.name,
        "user": slack.users[slack.bot_user_id].name,
        "team_id": slack.team_id,
        "user_id": slack.bot_user_id,
        "bot_id": slack.bot_id,
        "is_enterprise_install": False,
    }


def team_info(slack: "Slack", _args: Args) -> Json:
    """team.info."""
    team = {"id": slack.team_id, "name": slack.name, "domain": slack.domain, "email_domain": ""}
    return {"team": {**team, "icon": {"image_default": True}}}


def bots_info(slack: "Slack", args: Args) -> Json:
    """bots.info, of the bot itself."""
    if args.get("bot") not in (None, slack.bot_id):
        raise ApiError("bot_not_found")
    bot = slack.users[slack.bot_user_id]
    shown = {"id": slack.bot_id, "app_id": slack.app_id, "user_id": bot.id, "name": bot.real_name, "deleted": False}
    return {"bot": {**shown, "updated": bot.updated, "icons": {}}}


def users_info(slack: "Slack", args: Args) -> Json:
    """users.info."""
    return {"user": user_json(user_of(slack, args), with_locale=flag(args, "include_locale"))}


def users_list(slack: "Slack", args: Args) -> Json:
    """users.list."""
    chosen, more = page(args, list(slack.users.values()), default=1000, most=1000)
    shown = [user_json(user, with_locale=flag(args, "include_locale")) for user in chosen]
    return {"members": shown, "cache_ts": int(slack.now()), **more}


def users_presence(slack: "Slack", args: Args) -> Json:
    """users.getPresence."""
    return {"presence": user_of(slack, args).presence}


def users_conversations(slack: "Slack", args: Args) -> Json:
    """users.conversations: where somebody (the bot, unless told otherwise) is a member."""
    user_id = user_of(slack, args).id if args.get("user") else slack.bot_user_id
    mine = [c for c in _of_types(slack, args) if user_id in c.members]
    chosen, more = page(args, mine, default=100, most=999)
    return {"channels": [conversations.channel_json(slack, c) for c in chosen], **more}


def conversations_list(slack: "Slack", args: Args) -> Json:
    """conversations.list: public channels, and what else of `types` the bot is in."""
    chosen, more = page(args, _of_types(slack, args), default=100, most=999)
    return {"channels": [conversations.channel_json(slack, c) for c in chosen], **more}


def _of_types(slack: "Slack", args: Args) -> list[Channel]:
    wanted = [t.strip() for t in str(args.get("types") or "public_channel").split(",")]
    if unknown := set(wanted) - set(TYPES):
        raise ApiError("invalid_types", f"unknown types {', '.join(sorted(unknown))}")
    kinds = {TYPES[t] for t in wanted}
    for kind in sorted(kinds):
        need_scope(slack, READS[kind])
    without_archived = flag(args, "exclude_archived")
    return [
        c
        for c in slack.channels.values()
        if c.kind in kinds and (c.kind == "channel" or c.bot_is_member) and not (c.archived and without_archived)
    ]


def conversations_info(slack: "Slack", args: Args) -> Json:
    """conversations.info."""
    channel = _readable(slack, args)
    shown = conversations.channel_json(slack, channel)
    if not flag(args, "include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def conversations_members(slack: "Slack", args: Args) -> Json:
    """conversations.members."""
    chosen, more = page(args, _readable(slack, args).members, default=100, most=1000)
    return {"members": chosen, **more}


def _readable(slack: "Slack", args: Args) -> Channel:
    channel = visible(channel_of(slack, args))
    need_scope(slack, READS[channel.kind])
    return channel


def dnd_info(slack: "Slack", args: Args) -> Json:
    """dnd.info, of somebody or of the bot."""
    return _dnd(user_of(slack, args)) if args.get("user") else _dnd(slack.users[slack.bot_user_id])


def dnd_team_info(slack: "Slack", args: Args) -> Json:
    """dnd.teamInfo, of at most fifty people; unknown ones are left out."""
    wanted = need(args, "users")
    ids = [u.strip() for u in wanted.split(",")] if isinstance(wanted, str) else list(wanted)
    most = 50
    if len(ids) > most:
        raise ApiError("too_many_users", f"{len(ids)} people, at most {most}")
    return {"users": {i: _dnd(slack.users[i]) for i in ids if i in slack.users}}


def _dnd(user: User) -> Json:
    enabled = user.dnd_end > 0
    start, end = (user.dnd_start, user.dnd_end) if enabled else (1, 1)
    return {"dnd_enabled": enabled, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


METHODS = {
    "api.test": Method(api_test),
    "auth.test": Method(auth_test),
    "team.info": Method(team_info, ("team:read",)),
    "bots.info": Method(bots_info, ("users:read",)),
    "users.info": Method(users_info, ("users:read",)),
    "users.list": Method(users_list, ("users:read",)),
    "users.getPresence": Method(users_presence, ("users:read",)),
    "users.conversations": Method(users_conversations),
    "conversations.list": Method(conversations_list),
    "conversations.info": Method(conversations_info),
    "conversations.members": Method(conversations_members),
    "dnd.info": Method(dnd_info, ("dnd:read",)),
    "dnd.teamInfo": Method(dnd_team_info, ("dnd:read",)),
}
