"""what tablets were served, who changed what they may do, how many visits their people say they made"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'tablet_holding',
        sa.Column('token_sha256', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('version', sa.String(length=200), nullable=False),
        sa.Column('served_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('token_sha256', 'name', name=op.f('pk_tablet_holding')),
    )
    op.create_table(
        'tablet_change',
        sa.Column(
            'position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False
        ),
        sa.Column('token_sha256', sa.String(length=64), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('until_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('changed_by', sa.String(length=36), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('changed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('position', name=op.f('pk_tablet_change')),
    )
    op.create_index(op.f('ix_tablet_change_token_sha256'), 'tablet_change', ['token_sha256'], unique=False)
    op.create_table(
        'visit_declaration',
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('visited_count', sa.Integer(), nullable=False),
        sa.Column('declared_on', sa.String(length=10), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('round_id', 'actor_id', 'area_code', name=op.f('pk_visit_declaration')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
