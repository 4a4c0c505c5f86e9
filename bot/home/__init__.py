"""The App Home of one member: their asks, asks they may help with, offers and reach, journal and settings.

Slack keeps a Home as it was last published; it is published when it is opened, and again when what it shows changes.
"""
