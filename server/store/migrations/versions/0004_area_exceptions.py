"""decided exceptions to a household's kind of area"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('household', sa.Column('exceptions', server.store.types.JsonBytes(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
