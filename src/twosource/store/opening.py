"""How a record file is opened: the one place that knows dialects, migrations and what a database's errors mean.

In: a path or a URL. Out: an engine on a file that is ours and of our shape. Nothing is changed in a file that is not ours, or
that a newer version has written.

SQLite is asked for three things. WAL, so that people may read while reports are added. A transaction that begins where we say
so, because Python's own habit begins it late and leaves table changes outside. And for writers BEGIN IMMEDIATE, because a
reader that turns writer cannot wait for another one: SQLite refuses it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from twosource.errors import StoreError
from twosource.store.tables import SHAPE, VERSION_TABLE

_DIALECTS = ("sqlite", "postgresql")
_MEANINGS = {
    "locked": "another program is writing to it; wait until that has finished, or end it",
    "readonly": "it may only be read here; change its permissions, or copy it elsewhere",
    "not a database": "it is not a record file; name another path",
    "malformed": "it is damaged; take a copy from a backup, or add the reports to a new file",
    "unable to open": "it cannot be opened; check that the folder exists and that you may write there",
    "full": "the disk is full; make room and run the command again, what was finished is kept",
}


def open_engine(path_or_url: str | Path, *, create: bool, patience: float) -> Engine:
    """Return an engine on a record file of the present shape, making or bringing it up to date where need be.

    `patience` is how many seconds to wait for another program that is writing. Raises StoreError.
    """
    url = _url(path_or_url)
    where = url.render_as_string(hide_password=True) if "://" in str(path_or_url) else str(path_or_url)
    _check_path(url, where, create=create)
    engine = _engine(url, where, patience)
    try:
        with told(where):
            _bring_up_to_date(engine, where, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn a database's error into a StoreError that says what it means and what to do."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig)
        meaning = next((meaning for sign, meaning in _MEANINGS.items() if sign in words), words)
        raise StoreError(f"{where}: {meaning}") from error


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """Open a transaction that writes: all of it is kept, or nothing."""
    with told(where), engine.execution_options(writes=True).begin() as connection:
        yield connection


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key the table does not hold yet, and return how many they were."""
    if not rows:
        return 0
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(statement, rows).rowcount


def _url(path_or_url: str | Path) -> URL:
    if "://" not in str(path_or_url):
        return URL.create("sqlite", database=str(path_or_url))
    try:
        url = make_url(str(path_or_url))
    except ArgumentError as error:
        raise StoreError(f"{path_or_url}: not a database address; write it like sqlite:///war.db") from error
    if url.get_backend_name() not in _DIALECTS:
        raise StoreError(f"{url.get_backend_name()}: not a database that twosource knows; use {' or '.join(_DIALECTS)}")
    return url


def _check_path(url: URL, where: str, *, create: bool) -> None:
    """Refuse a path at which no record file can be, before a driver makes an empty one there."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith("file:"):
        return
    path = Path(url.database)
    if path.is_dir():
        raise StoreError(f"{where}: it is a folder; name a file in it")
    if not path.exists() and not create:
        raise StoreError(f"{where}: there is no such record file; `twosource add --record {where} PATH...` makes one")
    if not path.parent.is_dir():
        raise StoreError(f"{where}: the folder {path.parent} does not exist; make it first")


def _engine(url: URL, where: str, patience: float) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        engine = create_engine(url, connect_args={"timeout": patience})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(f"{where}: its driver is missing ({error}); install twosource[postgres]") from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # hands the transactions to `_begin_sqlite`
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # safe with WAL when a process dies; a power cut may cost the last commit


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, where: str, *, create: bool) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        shape = _shape(connection) if VERSION_TABLE in tables else None
    if shape == SHAPE:
        return
    if tables and VERSION_TABLE not in tables:
        raise StoreError(f"{where}: it is some other program's database; name another path")
    if shape is None and not create:
        raise StoreError(f"{where}: it holds no record; `twosource add --record {where} PATH...` makes one")
    _migrate(engine, where, shape)


def _shape(connection: Connection) -> str | None:
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant of ours


def _migrate(engine: Engine, where: str, shape: str | None) -> None:
    """Run the migrations that a file lacks, in one transaction."""
    from alembic import command  # noqa: PLC0415 - 0.2 s, and most files need no migration
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "twosource.store:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if shape is not None and shape not in known:
        raise StoreError(f"{where}: a newer twosource has written it (shape {shape}); upgrade twosource to open it")
    if shape is None and engine.dialect.name == "sqlite":
        _use_wal(engine)
    with writing(engine, where) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _use_wal(engine: Engine) -> None:
    """Switch a new file to write-ahead logging, which it remembers; no transaction may be open for that."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
