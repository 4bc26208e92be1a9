"""the supervisors' queue: what it is filtered and sorted by, in one index of cases with a form; saved queues"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

FROM_SUBMISSION = {'sender_id': 'actor_id', 'form_id': 'form_id', 'version_no': 'version_no'}
WORST = "CASE severity WHEN 'block' THEN 3 WHEN 'warn' THEN 2 ELSE 1 END"
INDEX = (
    'round_id', 'area_code', 'review_state', 'received_at', 'severity', 'movement', 'distance',
    'has_conflict', 'version_no', 'sender_id', 'village_code', 'case_id',
)  # fmt: skip


def upgrade() -> None:
    for name, kind in (
        ('sender_id', sa.String(length=36)),
        ('form_id', sa.String(length=200)),
        ('version_no', sa.Integer()),
        ('severity', sa.Integer()),
        ('movement', sa.String(length=32)),
        ('distance', sa.Integer()),
    ):
        op.add_column('review_case', sa.Column(name, kind, nullable=True))
    # Movement and distance come with `rasoat reprocess`: they need the rules of the round.
    for name, source in FROM_SUBMISSION.items():
        op.execute(
            f'UPDATE review_case SET {name} = (SELECT {source} FROM submission'
            ' WHERE submission.instance_id = review_case.instance_id) WHERE instance_id IS NOT NULL'
        )
    op.execute(
        f'UPDATE review_case SET severity = COALESCE((SELECT MAX({WORST}) FROM finding'
        ' WHERE finding.instance_id = review_case.instance_id), 0) WHERE instance_id IS NOT NULL'
    )
    op.drop_index(op.f('ix_review_case_area_code_received_at'), table_name='review_case')
    has_form = sa.text('received_at IS NOT NULL')
    op.create_index(
        'ix_review_case_queue', 'review_case', list(INDEX), sqlite_where=has_form, postgresql_where=has_form
    )
    op.create_table(
        'saved_queue',
        sa.Column('queue_id', sa.String(length=36), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('wanted', server.store.types.JsonBytes(), nullable=False),
        sa.Column('saved_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('queue_id', name=op.f('pk_saved_queue')),
    )
    op.create_index(op.f('ix_saved_queue_actor_id'), 'saved_queue', ['actor_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
