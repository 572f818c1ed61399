"""The embedded servers, for real: which they are, what they keep, and as whom they run."""

import os
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from tests.kit.owners import ask, gone
from webapp.kit import embedded
from webapp.kit.embedded import EmbeddedServerError


def test_both_servers_answer_and_a_second_start_finds_what_was_kept(tmp_path):
    said: list[str] = []
    with embedded.start(tmp_path, progress=said.append) as running:
        assert "creating the database cluster" in said
        with psycopg.connect(running.database_url) as connection:
            connection.execute("create table kept as select 'é' as word")
        with redis.Redis.from_url(running.redis_url) as client:
            client.set("kept", "yes")
    assert gone(tmp_path, 1)
    with embedded.start(tmp_path) as running:
        assert ask(running.postgres, "select upper(word) from kept") == "É"
        with redis.Redis.from_url(running.redis_url) as client:
            assert client.get("kept") == b"yes"


def test_no_port_is_opened_time_is_utc_and_only_tests_give_up_durability(tmp_path):
    with embedded.postgres(tmp_path / "demo") as server:
        assert ask(server, "show listen_addresses") == ""
        assert ask(server, "show timezone") == "UTC"
        assert ask(server, "show fsync") == "on"
        assert ask(server, "select current_user") == "guichet"
    with embedded.postgres(tmp_path / "tests", database="other", for_tests=True) as server:
        assert ask(server, "show fsync") == "off"
        assert ask(server, "select current_database()") == "other"


def test_a_half_made_cluster_is_made_again(tmp_path):
    half = tmp_path / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with embedded.postgres(tmp_path, for_tests=True) as server:
        assert server.alive()


def test_a_cluster_of_another_version_is_refused_with_a_reason(tmp_path):
    with embedded.postgres(tmp_path, for_tests=True):
        pass
    (tmp_path / "postgres" / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 17"):
        embedded.postgres(tmp_path, for_tests=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to become")
def test_as_root_postgres_is_another_user_and_closed_folders_stay_closed(tmp_path):
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    with embedded.postgres(closed / "var") as server:
        pid = int((closed / "var" / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        status = Path(f"/proc/{pid}/status").read_text()
        held = int(status.split("CapPrm:")[1].split()[0], 16)
        assert server.alive()
        assert status.split("Uid:")[1].split()[0] != "0"
        assert held in {0, 1 << 1, 1 << 2}, "one right at most: to pass closed folders"
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0
