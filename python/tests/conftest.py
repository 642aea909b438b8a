"""Starts the test server, and Spark: a classic session, or a Spark Connect server and its client.

The script python/test says by environment variables where the jars are and which kind of session is tested.
"""

import json
import os
import random
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

import neptune_spark

PROJECT = "team-alpha/seabirds"
OTHER_PROJECT = "team-alpha/other"
IS_CONNECT = os.environ.get("TESTS_SESSION") == "connect"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalog.neptune": "ai.neptune.spark.NeptuneCatalog",
}

classic_only = pytest.mark.skipif(IS_CONNECT, reason="of classic sessions")
connect_only = pytest.mark.skipif(not IS_CONNECT, reason="of Spark Connect")


class NeptuneServer:
    """The test server in a process of its own."""

    def __init__(self, log: Path) -> None:
        seed = Path(__file__).parent / "projects.json"
        command = ["java", "-XX:TieredStopAtLevel=1", "-jar", os.environ["TESTS_TESTKIT"], "--port", "0", "--seed", str(seed)]
        self.process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT)
        self.url, self.api_token = self._started(log)

    def _started(self, log: Path) -> "tuple[str, str]":
        for _ in range(1_200):
            text = log.read_text()
            lines = text.splitlines()
            # The last line may not be whole yet.
            if text.count("\n") >= 2:
                return lines[0].split(" at ")[1], lines[1].split("=", 1)[1]
            assert self.process.poll() is None, log.read_text()
            time.sleep(0.1)
        raise AssertionError(log.read_text())

    def add_faults(self, *faults: Dict[str, Any]) -> None:
        self._admin("POST", "faults", json.dumps(list(faults)))

    def add_project(self, project: Dict[str, Any]) -> None:
        self._admin("POST", "projects", json.dumps(project))

    def reset(self) -> None:
        self._admin("DELETE", "faults")
        self._admin("DELETE", "requests")

    def requests(self, path: str) -> int:
        """How many requests had a path with this text."""
        listed = json.loads(self._admin("GET", "requests"))["requests"]
        return sum(r["count"] for r in listed if path in r["path"])

    def _admin(self, method: str, what: str, body: str = "") -> str:
        request = urllib.request.Request(f"{self.url}/testkit/{what}", body.encode() or None, method=method)
        with urllib.request.urlopen(request) as response:
            return str(response.read().decode())


@pytest.fixture(scope="session")
def neptune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeptuneServer]:
    server = NeptuneServer(tmp_path_factory.mktemp("neptune") / "server.log")
    os.environ["NEPTUNE_API_TOKEN"] = server.api_token
    os.environ.pop("NEPTUNE_PROJECT", None)
    yield server
    server.process.terminate()
    server.process.wait()


@pytest.fixture(autouse=True)
def _no_faults(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "neptune" in request.fixturenames:
        request.getfixturevalue("neptune").reset()


@pytest.fixture(scope="session")
def spark(neptune: NeptuneServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    if IS_CONNECT:
        server, port = _connect_server(folder)
        session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
        yield session
        session.stop()
        server.terminate()
        server.wait()
        return
    builder = neptune_spark.configure(SparkSession.builder.master("local[2]"))
    for name, value in _settings(folder).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _settings(folder: Path) -> Dict[str, str]:
    return {**SETTINGS, "spark.sql.warehouse.dir": str(folder / "warehouse")}


def _connect_server(folder: Path) -> "tuple[subprocess.Popen[bytes], int]":
    import pyspark

    home = os.path.dirname(pyspark.__file__)
    port = _free_port()
    jars = [neptune_spark.jar(), *os.environ.get("TESTS_CONNECT_JARS", "").split()]
    settings = {**_settings(folder), "spark.connect.grpc.binding.port": str(port)}
    command: List[str] = [os.path.join(home, "bin", "spark-submit"), "--master", "local[2]", "--jars", ",".join(jars)]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    log = folder / "connect-server.log"
    server = subprocess.Popen(
        command, env={**os.environ, "SPARK_HOME": home}, stdout=log.open("w"), stderr=subprocess.STDOUT, cwd=folder
    )
    for _ in range(1_800):
        if server.poll() is not None:
            break
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.kill()
    raise AssertionError(f"The Spark Connect server did not start:\n{log.read_text()[-4000:]}")


def _free_port() -> int:
    """A port below those that outgoing connections are given: one of them could take it before the server does."""
    for port in random.sample(range(20_000, 32_768), 100):
        with socket.socket() as server:
            try:
                server.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("No port is free")
