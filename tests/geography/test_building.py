import sqlite3
from multiprocessing import get_context

import pytest

from tests.geography.earth import PLACES, an_earth, write
from twosource.errors import GazetteerError
from twosource.geography.building import index_path
from twosource.geography.gazetteer import Gazetteer


def test_the_index_is_built_once_and_told_how_far_it_is(tmp_path):
    data, told = write(tmp_path / "data"), []
    path = index_path(tmp_path, told.append, data)
    assert told == sorted(told)
    assert told[-1] == 1.0
    made = path.stat().st_mtime_ns
    assert index_path(tmp_path, told.append, data) == path
    assert path.stat().st_mtime_ns == made


def test_new_data_make_a_new_index(tmp_path):
    old = index_path(tmp_path, tables=write(tmp_path / "data"))
    new = index_path(tmp_path, tables=write(tmp_path / "data", places=PLACES.replace("Mirek", "Morik")))
    assert old != new
    assert Gazetteer(new).find("Morik")
    assert not Gazetteer(old).find("Morik")


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_a_damaged_index_is_built_again(tmp_path, damage):
    data = write(tmp_path / "data")
    path = index_path(tmp_path, tables=data)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert index_path(tmp_path, tables=data) == path
    assert Gazetteer(path).find("Zelmar")


def test_a_build_that_fails_leaves_nothing_behind(tmp_path):
    data = write(tmp_path / "data", places=PLACES + "a broken line\n")
    with pytest.raises(GazetteerError, match=r"places\.tsv\.xz, line 12"):
        index_path(tmp_path / "cache", tables=data)
    assert not list((tmp_path / "cache").iterdir())


def test_damaged_data_are_named(tmp_path):
    data = write(tmp_path / "data")
    (data / "places.tsv.xz").write_bytes(b"not compressed")
    with pytest.raises(GazetteerError, match=r"places\.tsv\.xz: damaged"):
        index_path(tmp_path / "cache", tables=data)
    (data / "places.tsv.xz").unlink()
    with pytest.raises(GazetteerError, match=r"places\.tsv\.xz: cannot be read"):
        index_path(tmp_path / "cache", tables=data)


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "spare"))
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder")
    assert index_path(blocked / "cache", tables=write(tmp_path / "data")).is_relative_to(tmp_path / "spare")


def _open(folder):
    return len(Gazetteer(index_path(folder / "cache", tables=folder / "data")).find("Oru"))


def test_two_processes_that_start_at_once_both_have_a_whole_index(tmp_path):
    write(tmp_path / "data")
    with get_context("fork").Pool(2) as pool:
        assert pool.map(_open, [tmp_path, tmp_path]) == [3, 3]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_index_is_read_only(tmp_path):
    gazetteer = an_earth(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._connection().execute("delete from places")
