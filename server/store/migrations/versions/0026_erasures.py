"""what is proposed to be destroyed, what was, and which files not to take in again"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'erasure_plan',
        sa.Column('plan_id', sa.String(length=36), nullable=False),
        sa.Column('scope', sa.String(length=32), nullable=False),
        sa.Column('round_id', sa.String(length=36), nullable=True),
        sa.Column('household_id', sa.String(length=36), nullable=True),
        sa.Column('number', sa.Text(), nullable=False),
        sa.Column('decided_on', sa.String(length=10), nullable=False),
        sa.Column('legal_basis', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('list_sha256', sa.String(length=64), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('proposed_by', sa.String(length=36), nullable=False),
        sa.Column('proposed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('decided_by', sa.String(length=36), nullable=True),
        sa.Column('decided_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('ended_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('is_compact', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_erasure_plan')),
    )
    op.create_table(
        'erasure_item',
        sa.Column('plan_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('group_id', sa.String(length=200), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=True),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('held', sa.String(length=32), nullable=False),
        sa.Column('is_done', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('plan_id', 'position', name=op.f('pk_erasure_item')),
    )
    index = op.f('ix_erasure_item_plan_id_is_done_position')
    op.create_index(index, 'erasure_item', ['plan_id', 'is_done', 'position'], unique=False)
    op.create_table(
        'erasure',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('decision', server.store.types.JsonBytes(), nullable=False),
        sa.Column('legal_basis', sa.Text(), nullable=False),
        sa.Column('actors', server.store.types.JsonBytes(), nullable=False),
        sa.Column('counts', server.store.types.JsonBytes(), nullable=False),
        sa.Column('erased_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('record_digest', name=op.f('pk_erasure')),
    )
    op.create_index(op.f('ix_erasure_area_code'), 'erasure', ['area_code'], unique=False)
    op.create_table(
        'erased_file',
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('instance_id', 'sha256', name=op.f('pk_erased_file')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
