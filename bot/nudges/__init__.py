"""What the bot says to a member unasked: in their own working hours, out of one budget over all kinds.

A nudge is a row per occasion, so that nothing is ever said twice; each kind is muted in one press.
"""
