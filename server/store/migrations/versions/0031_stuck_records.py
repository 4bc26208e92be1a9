"""records that cannot be turned into tables, listed with the reason"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'stuck_record',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('position', sa.BigInteger(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('origin', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('reason', sa.String(length=16), nullable=False),
        sa.Column('place', sa.String(length=80), nullable=False),
        sa.Column('release', sa.String(length=40), nullable=False),
        sa.Column('received_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('record_digest', name=op.f('pk_stuck_record')),
    )
    op.create_index(op.f('ix_stuck_record_position'), 'stuck_record', ['position'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
