"""moves with two sides, decisions about households that were not reviewed"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

moment = server.store.types.UtcDateTime


def upgrade() -> None:
    op.add_column('household_move', sa.Column('state', sa.String(length=32), nullable=False, server_default='open'))
    op.add_column('household_move', sa.Column('reason', sa.Text(), nullable=True))
    op.add_column('household_move', sa.Column('ended_at', moment(), nullable=True))
    op.execute(
        "UPDATE household_move SET state = 'accepted', ended_at = arrived_at WHERE arrived_digest IS NOT NULL"
    )
    op.create_index(op.f('ix_household_move_from_area'), 'household_move', ['from_area'], unique=False)
    op.create_table(
        'outcome_ruling',
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('outcome', sa.String(length=32), nullable=False),
        sa.Column('ruling', sa.String(length=32), nullable=False),
        sa.Column('decision_no', sa.String(length=120), nullable=False),
        sa.Column('decided_on', sa.String(length=10), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('ruled_at', moment(), nullable=False),
        sa.PrimaryKeyConstraint('case_id', name=op.f('pk_outcome_ruling')),
    )
    op.create_index(op.f('ix_outcome_ruling_area_code'), 'outcome_ruling', ['area_code'], unique=False)
    op.create_index(op.f('ix_outcome_ruling_household_id'), 'outcome_ruling', ['household_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
