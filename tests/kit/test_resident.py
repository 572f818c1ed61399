"""Servers that live in a folder, for real: shared, killed, found again, cleaned up after."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest
import redis

from tests.kit.owners import OWNER, ask, gone, kill, living_in, start_owner
from webapp.config import ROOT
from webapp.kit import embedded
from webapp.kit.embedded import EmbeddedServerError


def test_kill_9_of_the_owner_leaves_no_child_and_loses_nothing(tmp_path):
    owner = start_owner(tmp_path)
    with embedded.postgres(tmp_path) as server:
        assert not server.owned
        with psycopg.connect(server.url) as connection:
            connection.execute("create table kept as select 1 as one")
    assert living_in(tmp_path)
    kill(owner)
    assert gone(tmp_path)
    with embedded.postgres(tmp_path) as server:
        assert server.owned
        assert ask(server, "select one from kept") == "1"


def test_two_owners_at_once_share_one_server_and_only_the_first_ends_it(tmp_path):
    with embedded.start(tmp_path) as first:
        with embedded.start(tmp_path) as second:
            assert second.database_url == first.database_url
            assert not second.postgres.owned
        assert first.postgres.alive()
        assert first.valkey.alive()


def test_two_processes_starting_at_the_same_moment_do_no_harm(tmp_path):
    owners = [
        subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [owner.stdout.readline() for owner in owners]
    for owner in owners:
        kill(owner)
    assert answers[0].startswith("postgresql://")
    assert answers[1] == answers[0]
    assert gone(tmp_path)


def test_a_server_left_running_by_a_crash_is_ended_and_started_anew(tmp_path):
    owner = start_owner(tmp_path, "untied")
    left = living_in(tmp_path)
    kill(owner)
    assert left
    assert living_in(tmp_path) == left, "the untied servers should survive, or this test proves nothing"
    with embedded.start(tmp_path) as running:
        assert running.postgres.owned
        assert running.valkey.owned
        assert not set(left) & set(living_in(tmp_path))


def test_servers_killed_hard_leave_stale_files_that_do_not_matter(tmp_path):
    owner = start_owner(tmp_path)
    os.kill(owner.pid, signal.SIGSTOP)
    for pid in living_in(tmp_path):
        os.kill(pid, signal.SIGKILL)
    kill(owner)
    assert gone(tmp_path)
    pid_file = tmp_path / "postgres" / "data" / "postmaster.pid"
    rest = pid_file.read_text().splitlines()[1:]
    pid_file.write_text("\n".join([str(os.getpid()), *rest]) + "\n")  # the number runs something else now
    with embedded.start(tmp_path) as running:
        assert running.postgres.alive()
        assert running.valkey.alive()


@pytest.mark.parametrize("name", ["d" * 80 + "/" + "e" * 80, "our fund's, var %20 ü"])
def test_deep_and_odd_folders_work(tmp_path, name):
    with embedded.start(tmp_path / name) as running:
        assert ask(running.postgres, "select 1") == "1"
        with redis.Redis.from_url(running.redis_url) as client:
            assert client.ping()


def test_a_server_that_cannot_start_says_why(tmp_path):
    with embedded.postgres(tmp_path, for_tests=True):
        pass
    (tmp_path / "postgres" / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match="no_such_setting"):
        embedded.postgres(tmp_path, for_tests=True)
