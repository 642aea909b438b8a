package ai.neptune.spark.it.download;

/** Downloads to S3 through {@code s3a://}, large files in several parts. */
class S3DownloadTest extends DownloadContract {

  @Override
  Storage storage() {
    return S3Storage.shared();
  }
}
