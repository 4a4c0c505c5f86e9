"""From Slack's payloads to one service call each, and back to what the person sees."""
