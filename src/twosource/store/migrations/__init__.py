"""The changes of a record file's shape, in order, run by Alembic from inside the package."""
