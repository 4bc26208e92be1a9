"""who looked at a family's identity numbers, exported lists or printed its sheet, and why"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'data_access',
        sa.Column(
            'position',
            sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column('at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('purpose', sa.String(length=32), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=True),
        sa.Column('area_code', sa.String(length=40), nullable=True),
        sa.Column('address', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('position', name=op.f('pk_data_access')),
    )
    op.create_index(op.f('ix_data_access_household_id'), 'data_access', ['household_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
