"""A process that is a Slack workspace: `python -m bench._slack MEMBERS FILE` says in FILE where it is."""

import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from bench._processes import SlackAt
from bot.playground.web_api import serve
from bot.playground.world import Slack


def main(members: int, file: Path) -> None:
    workspace = Slack(bot_url="http://unused", name="Bench")
    serve().add(workspace)
    people = [workspace.add_user(f"member{number}").id for number in range(members)]
    channel = workspace.add_channel(name="general", members=people)
    at = SlackAt(
        api_url=workspace.api_url,
        token=workspace.bot_token,
        secret=workspace.signing_secret,
        team_id=workspace.team_id,
        bot_user_id=workspace.bot_user_id,
        channel=channel.id,
        members=people,
    )
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(asdict(at)))
    unfinished.rename(file)
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
