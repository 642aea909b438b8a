package ai.neptune.spark.it.download;

/** Exports to HDFS, where files are renamed into their places. */
class ExportToHdfsTest extends ExportContract {

  @Override
  Storage storage() {
    return HdfsStorage.shared();
  }
}
