"""a narrow row a case, for tables, maps and quality checks; `rasoat rebuild` fills it for cases already there"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'review_figure',
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('village_code', sa.String(length=40), nullable=False),
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('area_kind', sa.String(length=32), nullable=True),
        sa.Column('is_minority', sa.Boolean(create_constraint=False), nullable=True),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('before', sa.String(length=8), nullable=False),
        sa.Column('now', sa.String(length=8), nullable=False),
        sa.Column('outcome', sa.String(length=32), nullable=True),
        sa.Column('deprived', sa.String(length=120), nullable=False),
        sa.Column('b1', sa.Integer(), nullable=True),
        sa.Column('actor_id', sa.String(length=36), nullable=True),
        sa.Column('began_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('seconds', sa.Integer(), nullable=True),
        sa.Column('lat_e5', sa.Integer(), nullable=True),
        sa.Column('lon_e5', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('round_id', 'village_code', 'case_id', name=op.f('pk_review_figure')),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
