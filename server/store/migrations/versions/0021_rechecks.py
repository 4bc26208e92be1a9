"""the blind second look: which cases were drawn, for whom, and the form that came of it"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'recheck',
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('sample_id', sa.String(length=36), nullable=False),
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('village_code', sa.String(length=40), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('weight', sa.Integer(), nullable=False),
        sa.Column('seed', sa.String(length=64), nullable=False),
        sa.Column('drawn_by', sa.String(length=36), nullable=False),
        sa.Column('drawn_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('first_instance', sa.String(length=200), nullable=False),
        sa.Column('instance_id', sa.String(length=200), nullable=True),
        sa.Column('received_at', server.store.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('case_id', name=op.f('pk_recheck')),
    )
    for name in ('actor_id', 'area_code', 'sample_id'):
        op.create_index(op.f(f'ix_recheck_{name}'), 'recheck', [name], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
