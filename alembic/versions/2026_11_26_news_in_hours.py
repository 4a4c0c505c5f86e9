"""news in hours.

Revision ID: 7c1f0d94ab26
Revises: 7c4e1d0a93b5
"""

import sqlalchemy as sa
from alembic import op

revision = "7c1f0d94ab26"
down_revision = "7c4e1d0a93b5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sought_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_hours", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("in_hours")

    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.drop_column("sought_at")
