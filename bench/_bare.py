"""The baseline: a Bolt app that only acknowledges, with the bot's guard, server and number of threads before it."""

import logging
import os
import re

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from bot.front import Front
from bot.web import Web


def _acknowledge(ack: Ack) -> None:
    ack(response_action="clear")


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    known = AuthorizeResult(enterprise_id=None, team_id="T", bot_user_id="U", bot_token="xoxb-bench")
    bolt = App(authorize=lambda: known, process_before_response=True, request_verification_enabled=False)
    bolt.view_submission(re.compile(".*"))(_acknowledge)
    web = Web(bolt, signing_secret=os.environ["SLACK_SIGNING_SECRET"], is_ready=lambda: "")
    Front(web, os.environ["HOST"], int(os.environ["PORT"])).serve()


if __name__ == "__main__":
    main()
