"""when and with what a photo was taken, as it says itself; which files were looked at"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'photo_exif',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('taken_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('camera', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_photo_exif')),
    )
    op.add_column('blob', sa.Column('examined_at', server.store.types.UtcDateTime(), nullable=True))
    is_unexamined = sa.text('examined_at IS NULL')
    op.create_index(
        'ix_blob_unexamined',
        'blob',
        ['sha256'],
        unique=False,
        sqlite_where=is_unexamined,
        postgresql_where=is_unexamined,
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
