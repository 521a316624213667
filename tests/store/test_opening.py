"""A record file is made, brought up to date, or refused with what to do; a refused file is left as it was."""

import sqlite3

import pytest
from sqlalchemy import create_engine, inspect
from stored import FULL, MONDAY

from twosource.errors import StoreError
from twosource.store import Store
from twosource.store.tables import SHAPE, VERSION_TABLE, metadata


def sql(path, *statements):
    connection = sqlite3.connect(path)
    rows = [connection.execute(statement).fetchall() for statement in statements]
    connection.commit()
    connection.close()
    return rows[-1]


def test_a_new_file_has_the_present_shape(path):
    Store.open(path).close()
    assert sql(path, f"SELECT version_num FROM {VERSION_TABLE}") == [(SHAPE,)]
    assert sql(path, "PRAGMA journal_mode") == [("wal",)]


def test_the_migrations_make_the_tables_that_the_code_expects(path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with Store.open(path) as store, store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_shape_of_the_code():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "twosource.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == SHAPE


def test_the_first_migration_can_be_taken_back_and_made_again(path):
    from alembic import command
    from alembic.config import Config

    Store.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", "twosource.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == [VERSION_TABLE]
    engine.dispose()
    with Store.open(path) as store, store.adding(MONDAY) as adding:
        assert adding.document(FULL)


def test_a_file_opens_again_with_what_was_added(path):
    with Store.open(path) as store, store.adding(MONDAY) as adding:
        adding.document(FULL)
    with Store.open(f"sqlite:///{path}", create=False) as store:
        assert list(store.documents()) == [FULL]


def refused(path, pattern, **options):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=pattern):
        Store.open(path, **options)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_of_a_newer_version_is_refused(path):
    Store.open(path).close()
    sql(path, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    refused(path, r"war\.db: a newer twosource has written it \(shape 9999\); upgrade twosource")


def test_a_database_of_another_program_is_refused(path):
    sql(path, "CREATE TABLE recipes (name TEXT)")
    refused(path, "some other program's database; name another path")


def test_a_file_that_is_no_database_is_refused(path):
    path.write_text("Rebels captured Tavan. " * 50, encoding="utf-8")
    refused(path, "it is not a record file; name another path")


def test_a_damaged_file_is_refused(path):
    with Store.open(path) as store, store.adding(MONDAY) as adding:
        adding.document(FULL)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    with pytest.raises(StoreError, match="damaged; take a copy from a backup"):
        Store.open(path)


def test_a_missing_file_is_refused_where_none_is_to_be_made(path):
    refused(path, "there is no such record file; `twosource add", create=False)
    assert not path.exists()


def test_an_empty_file_is_no_record_where_none_is_to_be_made(path):
    path.touch()
    refused(path, "it holds no record", create=False)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path):
    refused(tmp_path, "it is a folder; name a file in it")
    refused(tmp_path / "none" / "war.db", r"the folder .*none does not exist; make it first")


def test_an_unknown_database_or_driver_is_refused():
    with pytest.raises(StoreError, match="oracle: not a database that twosource knows; use sqlite or postgresql"):
        Store.open("oracle://host/war")
    with pytest.raises(StoreError, match="not a database address; write it like sqlite:///"):
        Store.open("://")
    with pytest.raises(StoreError, match=r"its driver is missing .*; install twosource\[postgres\]"):
        Store.open("postgresql+pg8000://user:secret@host/war")


def test_a_password_is_not_shown():
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql+pg8000://user:secret@host/war")
    assert "secret" not in str(caught.value)


def test_a_locked_file_is_named_and_people_may_still_read(path):
    with Store.open(path) as store, store.adding(MONDAY) as adding:
        adding.document(FULL)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(path, patience=0.05) as store:
        assert list(store.documents()) == [FULL]
        with pytest.raises(StoreError, match=r"war\.db: another program is writing to it; wait"), store.adding(MONDAY):
            pass
    other.execute("ROLLBACK")
    other.close()


def test_a_file_that_may_only_be_read_can_be_read_and_refuses_to_be_written(path):
    with Store.open(path) as store, store.adding(MONDAY) as adding:
        adding.document(FULL)
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert list(store.documents()) == [FULL]
        with pytest.raises(StoreError, match="it may only be read here; change its permissions"), store.adding(MONDAY) as adding:
            adding.raw(b"new")
