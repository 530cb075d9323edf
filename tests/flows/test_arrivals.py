"""What counts as arrived: files that have stopped growing."""

from __future__ import annotations

import os
import threading
import time

import pytest

from flows.arrivals import Watch, look, settled


@pytest.fixture
def raw(tmp_path):
    (tmp_path / "abstract.txt").write_text("one")
    letter = tmp_path / "letter"
    letter.mkdir()
    (letter / "source.toml").write_text('file = "letter.txt"\n')
    (letter / "letter.txt").write_text("two")
    (tmp_path / "2024/deeper").mkdir(parents=True)
    (tmp_path / "2024/deeper/other.html").write_text("<p>three")
    return tmp_path


def test_a_place_is_a_folder_with_a_sidecar_or_a_file_without_one(raw):
    assert set(look([raw])) == {raw / "abstract.txt", raw / "letter", raw / "2024/deeper/other.html"}


@pytest.mark.parametrize("name", [".hidden.txt", "README.md", "half.txt.part", "table.xlsx"])
def test_what_is_no_document_is_not_seen(raw, name):
    (raw / name).write_text("nothing to read")
    assert raw / name not in look([raw])


def test_hidden_folders_are_not_looked_into(raw):
    (raw / ".trash").mkdir()
    (raw / ".trash/old.txt").write_text("gone")
    assert raw / ".trash/old.txt" not in look([raw])


def test_a_file_may_be_looked_at_by_itself_or_be_gone(raw):
    assert set(look([raw / "abstract.txt", raw / "no.txt"])) == {raw / "abstract.txt"}


@pytest.mark.parametrize("name", ["letter/letter.txt", "letter/source.toml"])
def test_a_change_in_the_folder_changes_the_place(raw, name):
    before = look([raw])[raw / "letter"]
    (raw / name).write_text("something longer than before")
    assert look([raw])[raw / "letter"] != before


def test_a_change_of_the_same_length_is_seen_by_its_time(raw):
    before = look([raw])[raw / "abstract.txt"]
    os.utime(raw / "abstract.txt", ns=(0, 0))
    assert look([raw])[raw / "abstract.txt"] != before


def test_a_file_that_grows_is_left_out(raw):
    stop = threading.Event()

    def write():
        with (raw / "slow.txt").open("w") as file:
            while not stop.is_set():
                file.write("more ")
                file.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert set(settled([raw], 0.2)) == {
            raw / "abstract.txt",
            raw / "letter",
            raw / "2024/deeper/other.html",
        }
    finally:
        stop.set()
        writer.join()


PLACE = {"a.txt": frozenset({("a.txt", 3, 1)})}
GROWN = {"a.txt": frozenset({("a.txt", 5, 2)})}


def test_a_place_is_ready_when_it_has_kept_still_for_long_enough():
    watch = Watch(settle_seconds=2)
    watch.see(PLACE, 10)
    assert (watch.ready(11), watch.is_growing(11)) == ({}, True)
    assert (watch.ready(12), watch.is_growing(12)) == (PLACE, False)


def test_growth_starts_the_wait_again():
    watch = Watch(settle_seconds=2)
    watch.see(PLACE, 10)
    watch.see(GROWN, 11.5)
    assert watch.ready(12.5) == {}
    assert watch.ready(13.5) == GROWN


def test_what_was_handed_on_is_not_new_until_it_changes():
    watch = Watch(settle_seconds=2)
    watch.see(PLACE, 10)
    assert watch.changed(PLACE) == {}
    watch.hand_on(PLACE)
    assert (watch.ready(20), watch.is_growing(20)) == ({}, False)
    watch.see(GROWN, 21)
    assert watch.is_growing(21)
    assert watch.ready(23) == watch.changed(GROWN) == GROWN


def test_what_is_gone_is_forgotten():
    watch = Watch(settle_seconds=2)
    watch.see(PLACE, 10)
    watch.see({}, 11)
    assert (watch.ready(20), watch.is_growing(20)) == ({}, False)
