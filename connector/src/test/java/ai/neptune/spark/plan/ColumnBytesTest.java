package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.query.Nql;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.pushdown.Conditions;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

final class ColumnBytesTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final StructField NOTE = ColumnTypes.nullable("note", DataTypes.StringType);

  @Test
  void aTextIsTakenToBeAsLongAsOneMayBe() {
    assertThat(atMost(NOTE)).isEqualTo(MEBIBYTE);
    assertThat(atMost(column("sys/description", DataTypes.StringType))).isEqualTo(MEBIBYTE);
    assertThat(atMost(column("tags", ColumnTypes.of(AttributeType.STRING_SET))))
        .isEqualTo(MEBIBYTE);
  }

  @Test
  void whatIsBoundedCountsByItsBound() {
    assertThat(atMost(ColumnTypes.required("experiment", DataTypes.StringType))).isEqualTo(1024);
    assertThat(atMost(column("sys/owner:string", DataTypes.StringType))).isEqualTo(1024);
    assertThat(atMost(column("activations", ColumnTypes.HISTOGRAM))).isBetween(8_000L, 10_000L);
    assertThat(atMost(column("sample", ColumnTypes.FILE))).isBetween(2_700L, 5_000L);
    assertThat(atMost(column("score", DataTypes.DoubleType))).isEqualTo(8);
  }

  @Test
  void aTextThatIsComparedWithAValueIsNoLongerThanTheComparison() {
    AttributeDefinition note = new AttributeDefinition("note", AttributeType.STRING);
    AttributeDefinition other = new AttributeDefinition("other", AttributeType.STRING);
    Nql equal = Nql.compare(note, Nql.Operator.EQUAL, "a \" b");
    Nql in = Nql.in(note, List.of("a", "b"));

    assertThat(ColumnBytes.atMost(NOTE, Conditions.ofRuns(List.of(equal)))).isLessThan(100);
    assertThat(ColumnBytes.atMost(NOTE, Conditions.ofRuns(List.of(in)))).isLessThan(100);
    for (Nql open :
        List.of(
            Nql.compare(note, Nql.Operator.MATCHES, "a"),
            Nql.compare(other, Nql.Operator.EQUAL, "a"),
            Nql.or(List.of(equal, Nql.compare(other, Nql.Operator.EQUAL, "a"))),
            Nql.compare(other, Nql.Operator.EQUAL, "`note`:string == \"a\""))) {
      assertThat(ColumnBytes.atMost(NOTE, Conditions.ofRuns(List.of(open)))).isEqualTo(MEBIBYTE);
    }
  }

  private static long atMost(StructField column) {
    return ColumnBytes.atMost(column, Conditions.NONE);
  }

  private static StructField column(String name, DataType type) {
    return ColumnTypes.nullable(name, type);
  }
}
