"""Takes the pictures of Spark's UI in docs/images, with a headless Chromium.

    integration-tests/shells/run --screenshots

A job reads and downloads the test project while the storage is slow. The pages are also checked for what they must show.
"""

import json
import pathlib
import subprocess
import sys
import urllib.request

from conftest import HOME, JAR, ROOT, TESTKIT, Process

JOB = """
import sys
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("Neptune").getOrCreate()
print("UI", spark.sparkContext.uiWebUrl, flush=True)
def neptune(relation):
    return spark.read.format("neptune").option("project", "team-alpha/birds").load(relation)
neptune("metrics").where("attribute = 'loss' AND step >= 1").groupBy("experiment").agg(F.min("value")).collect()
print("DOWNLOADING", flush=True)
neptune("files").write.format("neptune").mode("append").save(sys.argv[1])
print("DONE", flush=True)
input()
"""


def browse(url, *arguments):
    return subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,1000",
         "--virtual-time-budget=8000", *arguments, url], check=True, capture_output=True, text=True).stdout


def picture(url, file, *texts):
    page = browse(url, "--dump-dom")
    for text in texts:
        assert text in page, f"{url} does not show {text!r}"
    browse(url, f"--screenshot={file}")
    print(file.name)


def main(images, folder):
    server = Process(
        ["java", "-jar", TESTKIT, "--port", "0", "--seed", ROOT / "integration-tests/src/test/resources/main-job.json"],
        folder / "server.log")
    url = server.wait_for(r"server at (http\S+)").group(1)
    token = server.wait_for(r"NEPTUNE_API_TOKEN=(\S+)").group(1)
    slow = json.dumps([{"path": "^/storage/", "latencyMs": 15000, "times": 2}]).encode()
    urllib.request.urlopen(urllib.request.Request(f"{url}/testkit/faults", slow)).close()
    (folder / "job.py").write_text(JOB)
    job = Process(
        [HOME / "bin/spark-submit", "--master", "local[2]", "--jars", JAR,
         "--conf", "spark.ui.port=0", "--conf", "spark.sql.shuffle.partitions=2", folder / "job.py", folder / "exports"],
        folder / "job.log", {"NEPTUNE_API_TOKEN": token, "SPARK_LOCAL_IP": "127.0.0.1"}, stdin=subprocess.PIPE)
    try:
        ui = job.wait_for(r"UI (http\S+)").group(1)
        job.wait_for("DOWNLOADING")
        wait_for_transfers(url)
        picture(f"{ui}/jobs/", images / "spark-ui-jobs.png", "Neptune")
        picture(f"{ui}/SQL/execution/?id=0", images / "spark-ui-query.png", "API requests", "points read")
        job.wait_for("DONE")
    finally:
        job.kill()
        server.stop()


def wait_for_transfers(url):
    while True:
        with urllib.request.urlopen(f"{url}/testkit/requests") as response:
            if any("storage" in request["path"] for request in json.load(response)["requests"]):
                return


if __name__ == "__main__":
    main(ROOT / "docs/images", pathlib.Path(sys.argv[1]))
