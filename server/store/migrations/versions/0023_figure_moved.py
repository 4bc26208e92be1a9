"""metres between a form's point and the one the register had"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('review_figure', sa.Column('moved_m', sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
