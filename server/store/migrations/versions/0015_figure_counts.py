"""rows of cases counted, in step with them, so that a page need not count; `rasoat rebuild` fills it"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'figure_count',
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('village_code', sa.String(length=40), nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('alike', sa.String(length=200), nullable=False),
        sa.Column('households', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('round_id', 'village_code', 'kind', 'alike', name=op.f('pk_figure_count')),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
