"""asks for one colleague.

Revision ID: 7c4e1d0a93b5
Revises: 7d1f04c2b9ae
"""

from alembic import op

revision = "7c4e1d0a93b5"
down_revision = "7d1f04c2b9ae"
branch_labels = None
depends_on = None

# What somebody answered to "what can I do for you?" is in the hands of whoever asked, and nobody else ever read it.
ANSWERS = """
UPDATE asks SET audience = 'one'
WHERE audience = 'helpers' AND state = 'in_hands' AND waves_sent = 0
AND NOT EXISTS (
    SELECT 1 FROM invitations JOIN invitations AS others ON others.ask_id = invitations.ask_id
    WHERE invitations.ask_id = asks.id AND others.id <> invitations.id
)
AND EXISTS (
    SELECT 1 FROM invitations JOIN gifts ON gifts.sender_id = invitations.helper_id
    WHERE invitations.ask_id = asks.id AND invitations.wave = 0 AND invitations.sent_at IS NULL
    AND gifts.receiver_id = asks.asker_id AND gifts.kind = 'question' AND gifts.state = 'asked'
)
"""


def upgrade() -> None:
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asks_audience_state"), ["audience", "state"], unique=False)

    op.execute(ANSWERS)


def downgrade() -> None:
    op.execute("UPDATE asks SET audience = 'helpers' WHERE audience = 'one'")

    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asks_audience_state"))
