"""numbers of all households and persons that rates are taken of"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'denominator',
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('counted_on', sa.String(length=10), nullable=False),
        sa.Column('group', sa.String(length=32), nullable=False),
        sa.Column('area_kind', sa.String(length=32), nullable=False),
        sa.Column('households', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('entered_by', sa.String(length=36), nullable=False),
        sa.Column('confirmed_by', sa.String(length=36), nullable=True),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('entered_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('area_code', 'counted_on', 'group', 'area_kind', name=op.f('pk_denominator')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
