"""Facts are only added and come back equal; findings are replaced whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import FULL, MONDAY, TUESDAY, a_document, a_judgement, a_reading, a_record

from twosource import nouns as n
from twosource.errors import UnknownId
from twosource.store import Store

BORROWED = n.DateCandidate(date(2031, 5, 5), "borrowed", "the Tavan Times")


def test_a_document_and_its_reading_come_back_equal(store):
    with store.adding(MONDAY) as adding:
        assert adding.document(FULL)
        assert adding.reading(a_reading(FULL))
    assert list(store.documents()) == [store.document(FULL.id)] == [FULL]
    assert list(store.readings()) == [a_reading(FULL)]
    assert store.received() == {FULL.id: MONDAY}


def everything(path):
    import sqlite3

    connection = sqlite3.connect(path)
    text = "\n".join(connection.iterdump())
    connection.close()
    return text


def test_adding_twice_changes_nothing(store, path):
    def add(received):
        with store.adding(received) as adding:
            adding.document(FULL)
            adding.reading(a_reading(FULL))
            adding.raw(b"bytes")
            adding.unreadable("torn.txt", "it is empty")
            adding.judgement(a_judgement(), is_persons=True)

    add(MONDAY)
    before = everything(path)
    add(TUESDAY)
    assert everything(path) == before


def test_a_text_seen_at_another_path_adds_only_the_sighting(store):
    copy = replace(FULL, origin="elsewhere/oru.html")
    with store.adding(MONDAY) as adding:
        adding.document(FULL)
    with store.adding(TUESDAY) as adding:
        assert not adding.document(copy)
    assert list(store.documents()) == [FULL]
    assert store.sightings(FULL.id) == ((FULL.origin, MONDAY), (copy.origin, TUESDAY))


def test_a_transaction_that_fails_leaves_nothing_behind(store):
    def add_and_fail():
        with store.adding(MONDAY) as adding:
            adding.document(FULL)
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    assert list(store.documents()) == []


def test_raw_bytes_are_kept_by_their_hash(store):
    with store.adding(MONDAY) as adding:
        digest = adding.raw(b"\x00caf\xe9" * 50)
    assert store.raw(digest) == b"\x00caf\xe9" * 50
    assert store.raw("0" * 64) is None


def test_a_report_that_cannot_be_read_is_kept_with_its_reason(store):
    with store.adding(MONDAY) as adding:
        adding.unreadable("torn.txt", "it is empty", adding.raw(b" "))
    (one,) = store.unreadable()
    assert (one.origin, one.reason) == ("torn.txt", "it is empty")
    assert store.unreadable(MONDAY - timedelta(seconds=1)) == ()


def test_the_newest_reading_of_a_document_counts_and_the_older_stays_known(store):
    older, newer = a_reading(FULL), a_reading(FULL, reader="rules 2", low=3)
    with store.adding(MONDAY) as adding:
        adding.document(FULL)
        adding.reading(older)
    with store.adding(TUESDAY) as adding:
        adding.reading(newer)
    assert list(store.readings()) == [newer]
    assert list(store.readings(MONDAY)) == [older]
    assert store.reading_of(FULL.id, reader="rules 1") == older
    assert store.reading_of(FULL.id, reader="rules 3") is None


def test_a_reading_against_a_borrowed_day_does_not_take_the_place_of_the_own_one(store):
    own = a_reading()
    borrowing = replace(own, day=BORROWED)
    with store.adding(MONDAY) as adding:
        adding.document(own.document)
        adding.reading(own)
        adding.reading(borrowing)
    assert list(store.readings()) == [own]
    assert store.reading_of(own.document.id, day="2031-05-05") == borrowing
    assert store.reading_of(own.document.id, day="2031-05-06") is None


def test_claims_can_be_asked_for_by_type_and_place(store):
    with store.adding(MONDAY) as adding:
        adding.document(FULL)
        adding.reading(a_reading(FULL, low=1))
        adding.reading(a_reading(FULL))
    (row,) = store.claims(type="capture", place="Tavan")
    assert (row.kind, row.first, row.last, row.said_by) == ("event", "2031-05-05", None, "a medic")
    assert [row.id for row in store.claims()] == ["C14-35", "E21-29", "F51-62"]
    assert list(store.claims(place="Oru")) == []


def test_a_newer_judgement_succeeds_and_none_is_erased(store):
    machine, first, second = a_judgement(), a_judgement("different", "Ada"), a_judgement("undecided", "Ada")
    for number, (one, is_persons) in enumerate([(first, True), (second, True), (machine, False)]):
        with store.adding(MONDAY + timedelta(hours=number)) as adding:
            adding.judgement(one, is_persons=is_persons)
    assert store.judgements() == (second,)
    assert store.judgements(is_persons=False) == (machine,)
    assert store.judgements(MONDAY) == (first,)
    assert store.all_judgements() == (first, second, machine)


def test_an_unknown_document_is_named(store):
    with pytest.raises(UnknownId, match=r"^nothing: .*holds no such document"):
        store.document("nothing")


def test_a_moment_in_another_zone_is_the_same_moment(store):
    east = MONDAY.astimezone(timezone(timedelta(hours=5)))
    with store.adding(east) as adding:
        adding.document(FULL)
    assert store.received() == {FULL.id: MONDAY}
    assert store.received()[FULL.id].tzinfo is UTC
    assert list(store.documents(east)) == [FULL]
    assert list(store.documents(east - timedelta(microseconds=1))) == []


# ----------------------------------------------------------------------------------------------------------- findings


@pytest.fixture
def filled(store):
    with store.adding(MONDAY) as adding:
        adding.document(FULL)
        adding.reading(a_reading(FULL))
    return store


def test_a_record_comes_back_equal_with_the_facts_it_rests_on(filled):
    undated = a_reading()
    with filled.adding(MONDAY) as adding:
        adding.document(undated.document)
        adding.reading(undated)
    record = a_record(a_reading(FULL), replace(undated, day=BORROWED), judgements=(a_judgement(), a_judgement(left="c")))
    filled.replace_findings(record, TUESDAY, "1")
    assert filled.record("1") == record


def test_replacing_leaves_nothing_of_the_record_before(filled):
    filled.replace_findings(a_record(a_reading(FULL), judgements=(a_judgement(),)), MONDAY, "1")
    empty = n.Record((a_reading(FULL),))
    filled.replace_findings(empty, TUESDAY, "1")
    assert filled.record("1") == empty
    assert filled.all_judgements() == (a_judgement(),)


def test_a_record_is_stale_when_facts_have_come_or_the_program_is_another(filled):
    record = a_record(a_reading(FULL))
    filled.replace_findings(record, MONDAY, "1")
    assert filled.record("2") is None
    with filled.adding(TUESDAY) as adding:
        adding.judgement(a_judgement(), is_persons=False)
    assert filled.record("1") == record  # the machine's judgements follow from the facts
    with filled.adding(TUESDAY) as adding:
        adding.judgement(a_judgement(judge="Ada"), is_persons=True)
    assert filled.record("1") is None


def test_a_record_that_lacks_a_fact_which_came_while_it_was_derived_is_stale_from_the_start(filled):
    before = filled.fingerprint()
    with filled.adding(TUESDAY) as adding:
        adding.judgement(a_judgement(judge="Ada"), is_persons=True)
    filled.replace_findings(a_record(a_reading(FULL)), TUESDAY, "1", facts_read=before)
    assert filled.record("1") is None
    filled.replace_findings(a_record(a_reading(FULL)), TUESDAY, "1", facts_read=filled.fingerprint())
    assert filled.record("1") == a_record(a_reading(FULL))


def test_the_mark_changes_with_every_fact_that_a_record_may_rest_on_and_with_nothing_else(filled):
    marks = [filled.mark()]
    with filled.adding(TUESDAY) as adding:
        adding.judgement(a_judgement(judge="Ada"), is_persons=True)
    marks.append(filled.mark())
    with filled.adding(TUESDAY) as adding:
        adding.correction(n.Correction("K1", n.Ref(FULL.id, "E1-2"), "accept", "Ada", "read again", "2031-05-06"))
    marks.append(filled.mark())
    assert len(set(marks)) == 3
    with filled.adding(TUESDAY) as adding:
        adding.judgement(a_judgement(judge="Ada"), is_persons=True)
    filled.drop_findings()
    assert filled.mark() == marks[-1]


def test_dropping_the_findings_leaves_every_fact(filled):
    filled.replace_findings(a_record(a_reading(FULL), judgements=(a_judgement(),)), MONDAY, "1")
    filled.drop_findings()
    assert filled.record("1") is None
    assert list(filled.readings()) == [a_reading(FULL)]
    assert filled.all_judgements() == (a_judgement(),)


def test_findings_that_fail_half_way_leave_the_record_before(filled):
    record = a_record(a_reading(FULL))
    filled.replace_findings(record, MONDAY, "1")
    broken = replace(record, incidents=(*record.incidents, object()))
    with pytest.raises(AttributeError):
        filled.replace_findings(broken, TUESDAY, "1")
    assert filled.record("1") == record


# --------------------------------------------------------------------------------------------------------------- laws

TEXTS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 20)), max_size=12)


@given(TEXTS, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_arrival_does_not_matter(tmp_path_factory, arrivals, random):
    folder = tmp_path_factory.mktemp("orders")
    shuffled = random.sample(arrivals, len(arrivals))
    found = []
    for name, order in (("one.db", arrivals), ("two.db", shuffled)):
        with Store.open(folder / name) as store:
            for text, _ in order:
                with store.adding(MONDAY) as adding:
                    adding.document(a_document(text))
                    adding.reading(n.Reading(a_document(text), "rules 1"))
            found.append((list(store.documents()), list(store.readings()), store.fingerprint()))
    assert found[0] == found[1]


@given(TEXTS)
@settings(max_examples=20, deadline=None)
def test_a_later_known_by_never_removes_a_fact(tmp_path_factory, arrivals):
    with Store.open(tmp_path_factory.mktemp("clocks") / "war.db") as store:
        for text, hours in arrivals:
            with store.adding(MONDAY + timedelta(hours=hours)) as adding:
                adding.document(a_document(text))
                adding.reading(n.Reading(a_document(text), "rules 1"))
        known: set[str] = set()
        for hours in range(-1, 22):
            moment = datetime(2031, 5, 5, 9, tzinfo=UTC) + timedelta(hours=hours)
            now = {one.id for one in store.documents(moment)}
            assert known <= now
            assert {one.document.id for one in store.readings(moment)} == now
            known = now
        assert known == {a_document(text).id for text, _ in arrivals}
