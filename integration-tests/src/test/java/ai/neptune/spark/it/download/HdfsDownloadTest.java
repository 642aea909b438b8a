package ai.neptune.spark.it.download;

/** Downloads to HDFS, where files of several blocks are renamed into their places. */
class HdfsDownloadTest extends DownloadContract {

  @Override
  Storage storage() {
    return HdfsStorage.shared();
  }
}
