"""What Alembic runs: every migration that the file lacks, on the connection that the store hands over.

The connection already stands in a transaction, so a crash in the middle leaves the file as it was.
"""

from alembic import context

from twosource.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
