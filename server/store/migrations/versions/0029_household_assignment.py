"""households of a village given to somebody else than the village's enumerator"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('assignment', sa.Column('is_part', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        'household_assignment',
        sa.Column('assignment_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('village_code', sa.String(length=40), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('batch_id', sa.String(length=36), nullable=False),
        sa.Column('given_by', sa.String(length=36), nullable=False),
        sa.Column('given_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('ended_by', sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint('assignment_id', 'household_id', name=op.f('pk_household_assignment')),
    )
    table = 'household_assignment'
    op.create_index(op.f(f'ix_{table}_household_id_round_id'), table, ['household_id', 'round_id'], unique=False)
    op.create_index(op.f(f'ix_{table}_area_code_given_at'), table, ['area_code', 'given_at'], unique=False)
    op.create_index(op.f(f'ix_{table}_batch_id'), table, ['batch_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
