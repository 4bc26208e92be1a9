"""what is left of a record from which an erasure took only some"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('record_bare', sa.Column('stand_in', sa.String(length=64), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
