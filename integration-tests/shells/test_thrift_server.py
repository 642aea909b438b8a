"""Spark's Thrift server, asked by a JDBC client (beeline)."""

import random
import socket

import pytest
from conftest import HOME, JAR, Process, run


def free_port():
    """A port below those that outgoing connections are given: one of them could take it before the server does."""
    for port in random.sample(range(20_000, 32_768), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("No port is free")


@pytest.fixture(scope="module")
def url(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("thrift")
    port = free_port()
    process = Process(
        [HOME / "bin/spark-submit", "--master", "local[2]", "--jars", JAR,
         "--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
         "--conf", "spark.ui.enabled=false",
         "--conf", "spark.sql.catalog.neptune=ai.neptune.spark.NeptuneCatalog",
         "--conf", f"spark.sql.warehouse.dir={folder}/warehouse",
         "--conf", f"spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName={folder}/metastore;create=true",
         "--conf", f"spark.driver.extraJavaOptions=-Dderby.system.home={folder}",
         "--conf", f"spark.hadoop.hive.server2.thrift.port={port}",
         "--conf", "spark.hadoop.hive.server2.thrift.bind.host=127.0.0.1",
         "spark-internal"], folder / "thrift.log", server.environment)
    process.wait_for(r"ThriftBinaryCLIService on port|HiveThriftServer2 started")
    yield f"jdbc:hive2://127.0.0.1:{port}"
    process.stop()


def beeline(url, folder, server, statement):
    return run([HOME / "bin/beeline", "-u", url, "-n", "reader", "--outputformat=tsv2", "-e", statement],
               folder / "beeline.log", server.environment)


def test_a_jdbc_client_reads_metrics(url, server, folder):
    code, output = beeline(
        url, folder, server,
        f"SELECT experiment, count(*) AS points FROM neptune.`{server.project}`.metrics GROUP BY experiment ORDER BY experiment;")
    assert code == 0, output
    assert "alpha\t6" in output, output
    assert "beta\t4" in output, output


def test_a_jdbc_client_downloads(url, server, folder):
    code, output = beeline(
        url, folder, server,
        f"INSERT INTO neptune.downloads.`{folder}/exports` SELECT file FROM neptune.`{server.project}`.files;")
    assert code == 0, output
    assert (folder / "exports/beta/labels_json.json").read_bytes() == b"{}"


def test_a_jdbc_client_sees_errors_without_the_token(url, server, folder):
    code, output = beeline(url, folder, server, "SELECT * FROM neptune.`no/project`.metrics;")
    assert code != 0
    assert "no/project" in output, output
    assert server.token not in output
