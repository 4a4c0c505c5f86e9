"""An installation of the bot: one Slack team, its token, what its admins chose, its end."""
