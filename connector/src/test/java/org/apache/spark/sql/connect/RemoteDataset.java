package org.apache.spark.sql.connect;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A DataFrame of the package that those of Spark Connect are of since Spark 4. */
public final class RemoteDataset extends Dataset<Row> {

  private static final long serialVersionUID = 1L;

  public RemoteDataset(Dataset<Row> rows) {
    super(rows.queryExecution(), rows.encoder());
  }
}
