"""the review of cases: decisions, approvals by value, corrections of answers"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

moment = server.store.types.UtcDateTime
json = server.store.types.JsonBytes


def upgrade() -> None:
    op.create_table(
        'review_event',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('instance_id', sa.String(length=200), nullable=True),
        sa.Column('batch_id', sa.String(length=36), nullable=True),
        sa.Column('received_at', moment(), nullable=False),
        sa.PrimaryKeyConstraint('record_digest', name=op.f('pk_review_event')),
    )
    for columns in (['case_id'], ['household_id'], ['batch_id'], ['area_code', 'received_at']):
        op.create_index(op.f(f'ix_review_event_{"_".join(columns)}'), 'review_event', columns, unique=False)
    op.create_table(
        'case_approval',
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('assessments', json(), nullable=False),
        sa.Column('form_version', sa.String(length=200), nullable=False),
        sa.Column('approved_at', moment(), nullable=False),
        sa.PrimaryKeyConstraint('case_id', name=op.f('pk_case_approval')),
    )
    op.create_table(
        'correction',
        sa.Column('correction_id', sa.String(length=36), nullable=False),
        sa.Column('case_id', sa.String(length=36), nullable=False),
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('changes', json(), nullable=False),
        sa.Column('decisive', json(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('confirmed_by', sa.String(length=36), nullable=True),
        sa.Column('corrected_at', moment(), nullable=False),
        sa.Column('confirmed_at', moment(), nullable=True),
        sa.PrimaryKeyConstraint('correction_id', name=op.f('pk_correction')),
    )
    for column in ('case_id', 'instance_id'):
        op.create_index(op.f(f'ix_correction_{column}'), 'correction', [column], unique=False)
    op.create_table(
        'answers_as_sent',
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('facts', json(), nullable=False),
        sa.PrimaryKeyConstraint('instance_id', name=op.f('pk_answers_as_sent')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
