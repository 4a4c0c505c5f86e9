"""What the admins of a workspace choose for everybody, and the few figures they read: of the group, never of a person.

Slack's own admins and owners may, and whoever they named; that is checked with every request.
"""
