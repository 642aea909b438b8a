package ai.neptune.spark.it.download;

/** Downloads to the local disk. */
class LocalDownloadTest extends DownloadContract {

  @Override
  Storage storage() {
    return new LocalStorage();
  }
}
