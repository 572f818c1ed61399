"""The embedded servers, for real: started, found again, killed, cleaned up after."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from webapp.config import ROOT
from webapp.kit import embedded
from webapp.kit.embedded import EmbeddedServerError

OWNER = """
import sys, time
from pathlib import Path
from webapp.kit import embedded, tether
real = tether.command
if "untied" in sys.argv:
    tether.command = lambda argv, *, signal_number, **user: real(argv, signal_number=0, **user)
running = embedded.start(Path(sys.argv[1]))
sys.stdout.write(f"{running.database_url} {running.redis_url}\\n")
sys.stdout.flush()
time.sleep(600)
"""


def start_owner(data_dir: Path, *words: str) -> subprocess.Popen[str]:
    """Another process that owns the servers of a folder; it is ready when it has said their addresses."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir), *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    assert owner.stdout.readline().startswith("postgresql://")
    return owner


def kill(owner: subprocess.Popen[str]) -> None:
    owner.kill()
    owner.wait()
    owner.stdout.close()


def living_in(data_dir: Path) -> list[int]:
    """The processes that work somewhere below the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(data_dir):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def gone(data_dir: Path, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while living_in(data_dir) and time.monotonic() < end:
        time.sleep(0.05)
    return not living_in(data_dir)


def ask(server: embedded.Server, sql: str) -> str:
    with psycopg.connect(server.url) as connection:
        row = connection.execute(sql).fetchone()
    assert row is not None
    return str(row[0])


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


def test_a_half_made_cluster_is_made_again(tmp_path):
    half = tmp_path / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with embedded.postgres(tmp_path, for_tests=True) as server:
        assert server.alive()


@pytest.mark.parametrize("name", ["d" * 80 + "/" + "e" * 80, "our fund's, var %20 ü"])
def test_deep_and_odd_folders_work(tmp_path, name):
    with embedded.start(tmp_path / name) as running:
        assert ask(running.postgres, "select 1") == "1"
        with redis.Redis.from_url(running.redis_url) as client:
            assert client.ping()


def test_a_cluster_of_another_version_is_refused_with_a_reason(tmp_path):
    with embedded.postgres(tmp_path, for_tests=True):
        pass
    (tmp_path / "postgres" / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 17"):
        embedded.postgres(tmp_path, for_tests=True)


def test_a_server_that_cannot_start_says_why(tmp_path):
    with embedded.postgres(tmp_path, for_tests=True):
        pass
    (tmp_path / "postgres" / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match="no_such_setting"):
        embedded.postgres(tmp_path, for_tests=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to become")
def test_as_root_postgres_is_another_user_and_closed_folders_stay_closed(tmp_path):
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    with embedded.postgres(closed / "var") as server:
        pids = living_in(closed)
        assert server.alive()
        assert pids
        assert all(Path(f"/proc/{pid}").stat().st_uid != 0 for pid in pids)
        held = {line for line in Path(f"/proc/{pids[0]}/status").read_text().splitlines() if "CapPrm" in line}
        assert held <= {"CapPrm:\t0000000000000004", "CapPrm:\t0000000000000002", "CapPrm:\t0000000000000000"}
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0
