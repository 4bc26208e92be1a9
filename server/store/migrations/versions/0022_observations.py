"""observations of those who watch the review"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'observation',
        sa.Column('observation_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('added_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('observation_id', name=op.f('pk_observation')),
    )
    op.create_index(op.f('ix_observation_area_code'), 'observation', ['area_code'], unique=False)
    op.create_index(op.f('ix_observation_household_id'), 'observation', ['household_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
