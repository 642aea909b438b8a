"""Servers and shells in processes of their own, with the Spark in the folder SPARK_HOME."""

import os
import pathlib
import queue
import re
import subprocess
import threading
import time

import pytest

HOME = pathlib.Path(os.environ["SPARK_HOME"])
ROOT = pathlib.Path(__file__).parents[2]
JAR = os.environ["CONNECTOR_JAR"]
TESTKIT = os.environ["TESTKIT_JAR"]


class Process:
    """A running program; its output is read as it comes."""

    def __init__(self, command, log, environment=None, stdin=subprocess.DEVNULL):
        self.log = pathlib.Path(log)
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=stdin, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, env={**os.environ, **(environment or {})})
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        with self.log.open("w") as log:
            for line in self.process.stdout:
                log.write(line)
                log.flush()
                self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, pattern, seconds=120):
        """Returns the match of the first line of output that has one."""
        end = time.monotonic() + seconds
        while True:
            line = self._lines.get(timeout=max(0.1, end - time.monotonic()))
            assert line is not None, f"ended before it said {pattern}: {self.log.read_text()[-3000:]}"
            match = re.search(pattern, line)
            if match:
                return match

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


def run(command, log, environment=None, text=None, seconds=300):
    """Runs a program to its end and returns its exit code and its output."""
    done = subprocess.run(
        [str(part) for part in command], input=text or "", stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=seconds, env={**os.environ, **(environment or {})})
    pathlib.Path(log).write_text(done.stdout)
    return done.returncode, done.stdout


class Server:
    """A test server with the projects of a seed."""

    project = "team-alpha/birds"

    def __init__(self, url, token):
        self.url = url
        self.token = token
        self.environment = {"NEPTUNE_API_TOKEN": token, "SPARK_LOCAL_IP": "127.0.0.1"}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    seed = ROOT / "integration-tests/src/test/resources/main-job.json"
    log = tmp_path_factory.mktemp("server") / "server.log"
    process = Process(["java", "-jar", TESTKIT, "--port", "0", "--seed", seed], log)
    url = process.wait_for(r"server at (http\S+)").group(1)
    token = process.wait_for(r"NEPTUNE_API_TOKEN=(\S+)").group(1)
    yield Server(url, token)
    process.stop()


@pytest.fixture
def folder(tmp_path):
    return tmp_path
