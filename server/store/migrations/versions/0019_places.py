"""what became of units and villages, and what is said of them for a time"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'area_change',
        sa.Column('change_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('in_force_on', sa.String(length=10), nullable=False),
        sa.Column('act', sa.Text(), nullable=False),
        sa.Column('before', server.store.types.JsonBytes(), nullable=False),
        sa.Column('after', server.store.types.JsonBytes(), nullable=False),
        sa.Column('successor_code', sa.String(length=40), nullable=True),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('recorded_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('change_id', 'position', name=op.f('pk_area_change')),
    )
    op.create_index(op.f('ix_area_change_code'), 'area_change', ['code'], unique=False)
    op.create_index(op.f('ix_area_change_successor_code'), 'area_change', ['successor_code'], unique=False)
    op.create_table(
        'area_attribute',
        sa.Column('attribute_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('attribute', sa.String(length=32), nullable=False),
        sa.Column('from_on', sa.String(length=10), nullable=False),
        sa.Column('to_on', sa.String(length=10), nullable=True),
        sa.Column('act', sa.Text(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('attribute_id', name=op.f('pk_area_attribute')),
    )
    op.create_index(op.f('ix_area_attribute_area_code'), 'area_attribute', ['area_code'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
