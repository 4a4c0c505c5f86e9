"""Who is likely to help with this, and why.

Members' own lines (offers, reach) and the asks they helped with are kept as word stems in a small index. An ask is
looked up in it, rarest words first; whoever is away, paused or at their cap is left out; and among the likely ones the
asking is spread (`rules.rotate`). Nothing but the bot's own rows is read, and nobody is ever scored for helping.
"""
