"""A standalone cluster of a master and two workers, each in a process of its own, and spark-submit."""

import json
import os
import time
import urllib.request

import pytest
from conftest import HOME, JAR, ROOT, Process, run

EXAMPLES = os.environ["EXAMPLES_JAR"]


class Cluster:
    def __init__(self, folder, environment):
        self.events = folder / "events"
        self.events.mkdir()
        self.master = Process(
            [HOME / "bin/spark-class", "org.apache.spark.deploy.master.Master",
             "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"], folder / "master.log", environment)
        self.url = self.master.wait_for(r"Starting Spark master at (spark://\S+)").group(1)
        self.workers = [self._worker(folder, number, environment) for number in (1, 2)]
        for worker in self.workers:
            worker.wait_for("Successfully registered with master")

    def _worker(self, folder, number, environment):
        return Process(
            [HOME / "bin/spark-class", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1",
             "--cores", "1", "--memory", "1g", "--port", "0", "--webui-port", "0",
             "--work-dir", folder / f"worker-{number}", self.url], folder / f"worker-{number}.log", environment)

    def submit(self, *arguments):
        return [HOME / "bin/spark-submit", "--master", self.url, "--deploy-mode", "client", "--jars", JAR,
                "--conf", "spark.executor.memory=512m", "--conf", "spark.executor.cores=1",
                "--driver-java-options", "-XX:TieredStopAtLevel=1",
                "--conf", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
                "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=2",
                "--conf", "spark.eventLog.enabled=true", "--conf", f"spark.eventLog.dir={self.events.as_uri()}",
                *arguments]

    def stop(self):
        for process in (*self.workers, self.master):
            process.stop()


@pytest.fixture(scope="module")
def cluster(server, tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), server.environment)
    yield cluster
    cluster.stop()


def quickstart(cluster, server, destination):
    return cluster.submit(
        "--class", "ai.neptune.spark.examples.Quickstart", EXAMPLES,
        "--project", server.project, "--destination", str(destination))


def test_the_quickstart_runs_from_java(cluster, server, folder):
    code, output = run(quickstart(cluster, server, folder / "exports"), folder / "java.log", server.environment)
    assert code == 0, output
    assert (folder / "exports/alpha/predictions/image/step_1_000000.png").read_bytes() == b"PNG point 1"


def test_the_history_server_shows_the_connectors_metrics(cluster, server, folder):
    history = Process(
        [HOME / "bin/spark-class", "org.apache.spark.deploy.history.HistoryServer"], folder / "history.log",
        {**server.environment, "SPARK_HISTORY_OPTS":
            f"-Dspark.history.fs.logDirectory={cluster.events.as_uri()} -Dspark.history.ui.port=0"})
    try:
        url = history.wait_for(r"started at (http://\S+)").group(1).rstrip("/") + "/api/v1/applications"
        application = wait_until(lambda: read_json(url))[0]["id"]
        queries = wait_until(lambda: read_json(f"{url}/{application}/sql?details=true&planDescription=true"))
    finally:
        history.stop()
    text = json.dumps(queries)
    assert "API requests" in text and "points read" in text, text[:2000]
    assert server.token not in text
    assert all(server.token not in log.read_text(errors="replace") for log in cluster.events.rglob("*") if log.is_file())


def test_the_quickstart_runs_from_python_while_a_worker_is_killed(cluster, server, folder):
    """Transfers wait for a slow storage when one of two workers is killed with its executor."""
    faults(server, [{"path": "^/storage/", "latencyMs": 4000, "times": 6}])
    job = Process(
        cluster.submit(ROOT / "examples/python/quickstart.py", server.project, str(folder / "exports")),
        folder / "python.log", server.environment)
    job.wait_for("Files, downloaded")
    wait_until(lambda: any("storage" in request["path"] for request in requests(server)))
    cluster.workers.pop().kill()

    assert job.process.wait(300) == 0, job.log.read_text()[-5000:]
    assert (folder / "exports/alpha/data/sample_csv.csv").read_bytes() == b"a,b\n1,2\n"
    assert len(list((folder / "exports").rglob("*.png"))) == 5
    assert not list((folder / "exports").glob("_neptune/*/tmp/*"))


def faults(server, rules):
    request = urllib.request.Request(
        f"{server.url}/testkit/faults", json.dumps(rules).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


def requests(server):
    return read_json(f"{server.url}/testkit/requests")["requests"]


def read_json(url):
    with urllib.request.urlopen(url) as response:
        return json.load(response)


def wait_until(condition, seconds=60):
    """The first value of the condition that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"not true for {seconds} s")
