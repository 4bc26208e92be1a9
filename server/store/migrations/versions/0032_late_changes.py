"""households whose cases were changed without a record, for programs that read what changed"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table(
        'late_change',
        sa.Column('number', number, autoincrement=True, nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_late_change')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
