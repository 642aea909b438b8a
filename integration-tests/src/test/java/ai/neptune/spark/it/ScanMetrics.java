package ai.neptune.spark.it;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.Tuple2;
import scala.collection.Iterable;
import scala.collection.Iterator;

/**
 * The metrics of the scan of a finished query, by name. They are read by reflection because Spark 4
 * changed the methods that lead to them, and Scala 2.13 the collections that hold them.
 */
final class ScanMetrics {

  private ScanMetrics() {}

  static Map<String, Long> of(Dataset<Row> query) throws ReflectiveOperationException {
    Object plan = call(call(query, "queryExecution"), "executedPlan");
    if (plan.getClass().getSimpleName().equals("AdaptiveSparkPlanExec")) {
      plan = call(plan, "executedPlan");
    }
    Object scan = iterator(call(plan, "collectLeaves")).next();
    Map<String, Long> values = new HashMap<>();
    Iterator<?> metrics = iterator(call(scan, "metrics"));
    while (metrics.hasNext()) {
      Tuple2<?, ?> metric = (Tuple2<?, ?>) metrics.next();
      values.put((String) metric._1(), (Long) ((SQLMetric) metric._2()).value());
    }
    return values;
  }

  private static Iterator<?> iterator(Object collection) {
    return ((Iterable<?>) collection).iterator();
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
