"""all a map looks at, in one index of the rows that have a point"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    has_point = sa.text('lat_e5 IS NOT NULL')
    op.create_index(
        'ix_review_figure_points',
        'review_figure',
        ['round_id', 'lat_e5', 'lon_e5', 'village_code', 'now'],
        unique=False,
        sqlite_where=has_point,
        postgresql_where=has_point,
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
