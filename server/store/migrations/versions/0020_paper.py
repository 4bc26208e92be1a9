"""forms keyed from paper, their second keying, and the share of a round keyed twice"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'paper_entry',
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('form_id', sa.String(length=200), nullable=False),
        sa.Column('form_version', sa.String(length=200), nullable=False),
        sa.Column('interviewed_on', sa.String(length=10), nullable=False),
        sa.Column('enumerator_id', sa.String(length=36), nullable=False),
        sa.Column('scans', server.store.types.JsonBytes(), nullable=False),
        sa.Column('start', sa.Text(), nullable=False),
        sa.Column('keyed_by', sa.String(length=36), nullable=False),
        sa.Column('keyed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('check_state', sa.String(length=32), nullable=False),
        sa.Column('second_by', sa.String(length=36), nullable=True),
        sa.Column('second_facts', server.store.types.JsonBytes(), nullable=True),
        sa.Column('second_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('decided_by', sa.String(length=36), nullable=True),
        sa.Column('decided_why', sa.Text(), nullable=True),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('instance_id', name=op.f('pk_paper_entry')),
    )
    op.create_index(op.f('ix_paper_entry_area_code'), 'paper_entry', ['area_code'], unique=False)
    op.create_index(op.f('ix_paper_entry_case_id'), 'paper_entry', ['case_id'], unique=False)
    op.create_table(
        'paper_share',
        sa.Column('round_id', sa.String(length=36), nullable=False),
        sa.Column('percent', sa.Integer(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('round_id', name=op.f('pk_paper_share')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
