"""nudges in summaries.

Revision ID: 4a7d0c92e5b1
Revises: e353fded6dd9
"""

import sqlalchemy as sa
from alembic import op

revision = "4a7d0c92e5b1"
down_revision = "e353fded6dd9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("folded_in", sa.Text(), nullable=True))


def downgrade() -> None:
    # What was told in a summary is not to be told again, and the code before knows no other word for that.
    op.execute("UPDATE nudges SET state = 'lapsed' WHERE state = 'folded'")
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.drop_column("folded_in")
        batch_op.drop_column("folded_at")
