"""A mail server that takes everything and forgets it: postfix's smtp-sink where it is installed, else our own."""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.whole_house import free_port


class Taking(socketserver.StreamRequestHandler):
    """One connection: says yes to all."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.wfile.write(b"221 2.0.0 bye\r\n")
                return
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(b"250 2.0.0 OK\r\n")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def a_sink() -> Iterator[tuple[int, str]]:
    """Its port, and which one it is."""
    port = free_port()
    program = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is not None:
        argv = [program, *(["-u", "nobody"] if os.geteuid() == 0 else []), f"127.0.0.1:{port}", "100"]
    else:
        argv = [sys.executable, "-m", "tests.bench._sink", str(port)]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield port, "smtp-sink" if program is not None else "our own sink"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    Sink(("127.0.0.1", int(sys.argv[1])), Taking).serve_forever()
