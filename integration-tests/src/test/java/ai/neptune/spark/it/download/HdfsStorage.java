package ai.neptune.spark.it.download;

import java.util.List;
import java.util.Map;

/** An HDFS of one data node, in a process of its own. */
final class HdfsStorage implements Storage {

  private static HdfsStorage shared;

  private final String port;

  private HdfsStorage(String port) {
    this.port = port;
  }

  /** The one that all tests of a JVM share; it ends with the JVM. */
  static synchronized HdfsStorage shared() {
    if (shared == null) {
      JavaProcess server =
          JavaProcess.start(
              "hdfs",
              Map.of(),
              List.of(
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-Dlog4j.configuration=file:"
                      + System.getProperty("tests.servers")
                      + "/hdfs/log4j.properties",
                  "-cp",
                  System.getProperty("tests.hdfs.classpath"),
                  "org.apache.hadoop.mapreduce.MiniHadoopClusterManager",
                  "-nomr",
                  "-format",
                  "-datanodes",
                  "1",
                  "-nnport",
                  "0",
                  "-D",
                  "hdfs.minidfs.basedir=" + JavaProcess.WORK.resolve("hdfs-blocks")));
      shared = new HdfsStorage(server.await("namenode on port (\\d+)").group(1));
    }
    return shared;
  }

  @Override
  public String root() {
    return "hdfs://localhost:" + port + "/exports/";
  }

  /** Blocks so small that a file has several. */
  @Override
  public Map<String, String> settings() {
    return Map.of("dfs.replication", "1", "dfs.blocksize", "1048576");
  }

  @Override
  public List<String> unfinished(Tree destination) {
    return destination.temporaryFiles();
  }
}
