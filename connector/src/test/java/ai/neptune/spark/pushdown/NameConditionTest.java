package ai.neptune.spark.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameConditionTest {

  private static final List<String> NAMES =
      List.of("", "a", "A", "ab", "abc", "b", "ba", "a.b", "größe", "a\nb");

  @Test
  void andOrWantWhatBothOrEitherWant() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      NameCondition one = condition(random);
      NameCondition other = condition(random);
      for (String name : NAMES) {
        assertThat(one.and(other).matches(name))
            .as("%s and %s of %s", one, other, name)
            .isEqualTo(one.matches(name) && other.matches(name));
        assertThat(one.or(other).matches(name))
            .as("%s or %s of %s", one, other, name)
            .isEqualTo(one.matches(name) || other.matches(name));
      }
    }
  }

  @Test
  void oneConditionHasOneForm() {
    assertThat(NameCondition.in(Set.of("ab", "b")).or(NameCondition.startsWith("a")))
        .isEqualTo(new NameCondition(List.of("b"), List.of("a")));
    assertThat(NameCondition.in(Set.of("x")).or(NameCondition.ALL)).isEqualTo(NameCondition.ALL);
    assertThat(NameCondition.in(Set.of("x")).and(NameCondition.startsWith("y")))
        .isEqualTo(NameCondition.NONE);
    assertThat(NameCondition.startsWith("").isAll()).isTrue();
    assertThat(NameCondition.in(Set.of()).isNone()).isTrue();
  }

  @Test
  void namesAreToldApartByCaseAndAllElse() {
    assertThat(NameCondition.in(Set.of("Gull")).matches("gull")).isFalse();
    assertThat(NameCondition.startsWith("a.").matches("ab")).isFalse();
    assertThat(NameCondition.in(Set.of("a")).matches("a\n")).isFalse();
  }

  private static NameCondition condition(Random random) {
    NameCondition condition =
        switch (random.nextInt(6)) {
          case 0 -> NameCondition.ALL;
          case 1 -> NameCondition.NONE;
          default -> NameCondition.in(Set.of(pick(random)));
        };
    for (int i = random.nextInt(3); i > 0; i--) {
      condition = condition.or(NameCondition.startsWith(pick(random)));
    }
    return condition.or(NameCondition.in(Set.of(pick(random))));
  }

  private static String pick(Random random) {
    return NAMES.get(1 + random.nextInt(NAMES.size() - 1));
  }
}
