"""records without their payload, and erasures found without a scan"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

IS_ERASURE = sa.text("kind = 'erased'")


def upgrade() -> None:
    op.create_table(
        'record_bare',
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('payload_digest', sa.String(length=64), nullable=True),
        sa.Column('erased_by', sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint('digest'),
    )
    op.create_index('ix_record_bare_payload_digest', 'record_bare', ['payload_digest'], unique=False)
    op.create_index('ix_record_bare_erased_by', 'record_bare', ['erased_by'], unique=False)
    op.create_index(
        'ix_record_erasures',
        'record',
        ['position'],
        unique=False,
        sqlite_where=IS_ERASURE,
        postgresql_where=IS_ERASURE,
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
