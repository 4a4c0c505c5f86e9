"""A Slack workspace in memory: for trying the bot out in a browser, and for its tests.

The bot does not know that it exists. It reaches the workspace over HTTP through `SLACK_API_URL`, and the workspace
sends it signed requests, like any Slack. It is strict: what Slack refuses is refused here, with the reason written
down.
"""
