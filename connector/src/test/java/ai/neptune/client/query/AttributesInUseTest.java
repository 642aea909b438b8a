package ai.neptune.client.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.errors.UnexpectedResponseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AttributesInUseTest {

  private static final List<AttributeDefinition> MANY =
      IntStream.range(0, 5_000)
          .mapToObj(i -> new AttributeDefinition("metrics/%05d".formatted(i), AttributeType.INT))
          .toList();

  @Test
  void fewSearchesFindAFewOfMany() {
    AtomicInteger searches = new AtomicInteger();
    assertThat(
            AttributesInUse.among(
                MANY,
                condition -> {
                  searches.incrementAndGet();
                  return holds(condition, 7) || holds(condition, 4_321);
                }))
        .containsExactly(MANY.get(7), MANY.get(4_321));
    assertThat(searches).hasValueLessThan(100);
  }

  @Test
  void aRefusedConditionHidesNoOther() {
    assertThat(
            AttributesInUse.among(
                MANY,
                condition -> {
                  if (holds(condition, 8)) {
                    throw refusal(400);
                  }
                  return holds(condition, 7);
                }))
        .containsExactly(MANY.get(7));
  }

  @Test
  void aServerThatRefusesAllIsNotAskedForEach() {
    AtomicInteger searches = new AtomicInteger();
    assertThat(
            AttributesInUse.among(
                MANY,
                condition -> {
                  searches.incrementAndGet();
                  throw refusal(400);
                }))
        .isEmpty();
    assertThat(searches).hasValueLessThan(100);
  }

  @Test
  void anotherFailureIsAnError() {
    assertThatThrownBy(
            () ->
                AttributesInUse.among(
                    MANY,
                    condition -> {
                      throw refusal(404);
                    }))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  private static boolean holds(Nql condition, int index) {
    return condition.names(MANY.get(index));
  }

  private static UnexpectedResponseException refusal(int status) {
    return new UnexpectedResponseException(status, "refused", null);
  }
}
