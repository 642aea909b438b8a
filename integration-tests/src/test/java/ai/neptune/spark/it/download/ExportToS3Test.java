package ai.neptune.spark.it.download;

/** Exports to S3 through {@code s3a://}, which has no rename. */
class ExportToS3Test extends ExportContract {

  @Override
  Storage storage() {
    return S3Storage.shared();
  }
}
