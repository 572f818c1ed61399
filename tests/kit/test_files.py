"""A document is read back exactly, or the reader is told; never half, never another."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from webapp.kit import files
from webapp.kit.files import Store, StoreError


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "documents")


def all_files(store: Store) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_read(store):
    name = store.keep(b"une lettre")
    assert store.read(name) == b"une lettre"
    assert store.has(name)
    assert all_files(store) == [store.folder / name[:2] / name]


def test_keeping_twice_keeps_once_even_at_the_same_moment(store):
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(store.keep, [b"x" * 100_000] * 40))
    assert len(names) == len(all_files(store)) == 1


def test_a_damaged_document_is_noticed_and_healed_by_keeping_it_again(store):
    name = store.keep(b"une lettre")
    (store.folder / name[:2] / name).write_bytes(b"une lettre!")
    with pytest.raises(StoreError) as caught:
        store.read(name)
    assert caught.value.code == "damaged"
    assert store.keep(b"une lettre") == name
    assert store.read(name) == b"une lettre"


def test_a_missing_document_and_a_forged_name_are_told_apart(store):
    for name, code in (("0" * 64, "missing"), ("../../etc/passwd", "bad_name"), ("0" * 63 + "\n", "bad_name")):
        with pytest.raises(StoreError) as caught:
            store.read(name)
        assert caught.value.code == code


def test_a_full_disk_keeps_nothing_and_says_so(store, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as caught:
        store.keep(b"une lettre")
    assert caught.value.code == "full"
    assert all_files(store) == []


def test_forgetting_is_harmless_twice(store):
    name = store.keep(b"x")
    store.forget(name)
    store.forget(name)
    assert not store.has(name)


def test_the_house_store_is_the_one_of_the_settings(tmp_path):
    app = Flask("a")
    app.config["SETTINGS"] = SimpleNamespace(documents=str(tmp_path))
    with app.app_context():
        assert files.read(files.keep(b"x")) == b"x"


def test_a_store_that_is_not_built_yet_is_refused():
    with pytest.raises(StoreError) as caught:
        files.open_store("s3://bucket")
    assert caught.value.code == "unsupported"
