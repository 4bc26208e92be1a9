"""${message}"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
