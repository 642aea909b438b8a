package ai.neptune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The drawing of the rooms in docs/architecture.md, "Rooms" is that of the code. */
@AnalyzeClasses(
    packages = {"ai.neptune.archive", "ai.neptune.client", "ai.neptune.errors", "ai.neptune.spark"},
    importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {

  private static final String ROOT = "ai.neptune.";
  private static final Pattern ROOM = Pattern.compile("(\\w+)\\[\"([\\w.]+)<br/>[^\"]*\"]");

  private record Arrow(String from, String to) {}

  @ArchTest
  static void everyPackageIsDrawn(JavaClasses classes) throws IOException {
    assertThat(rooms().values())
        .containsExactlyInAnyOrderElementsOf(
            classes.stream().map(RoomsTest::room).collect(Collectors.toCollection(TreeSet::new)));
  }

  @ArchTest
  static void whatARoomUsesIsBelowIt(JavaClasses classes) throws IOException {
    Set<Arrow> drawn = arrows();
    assertThat(uses(classes))
        .allSatisfy(use -> assertThat(below(use.from(), drawn)).contains(use.to()));
  }

  @ArchTest
  static void everyArrowIsAUse(JavaClasses classes) throws IOException {
    assertThat(uses(classes)).containsAll(arrows());
  }

  private static Set<Arrow> uses(JavaClasses classes) {
    return classes.stream()
        .flatMap(used -> used.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> isOurs(dependency.getTargetClass()))
        .map(RoomsTest::arrow)
        .filter(use -> !use.from().equals(use.to()))
        .collect(Collectors.toSet());
  }

  private static boolean isOurs(JavaClass target) {
    return target.getPackageName().startsWith(ROOT)
        && !target.getPackageName().equals(ROOT + "protocol");
  }

  private static Arrow arrow(Dependency use) {
    return new Arrow(room(use.getOriginClass()), room(use.getTargetClass().getBaseComponentType()));
  }

  private static String room(JavaClass of) {
    return of.getPackageName().substring(ROOT.length());
  }

  private static Set<String> below(String room, Set<Arrow> drawn) {
    Set<String> below = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of(room));
    while (!next.isEmpty()) {
      String from = next.remove();
      drawn.stream()
          .filter(arrow -> arrow.from().equals(from) && below.add(arrow.to()))
          .forEach(arrow -> next.add(arrow.to()));
    }
    return below;
  }

  private static Set<Arrow> arrows() throws IOException {
    Map<String, String> rooms = rooms();
    Set<Arrow> arrows = new HashSet<>();
    for (String line : drawing().split("\n", -1)) {
      String[] names = line.strip().split(" --> ", -1);
      for (int i = 1; i < names.length; i++) {
        arrows.add(new Arrow(rooms.get(names[i - 1]), rooms.get(names[i])));
      }
    }
    return arrows;
  }

  private static Map<String, String> rooms() throws IOException {
    return ROOM.matcher(drawing())
        .results()
        .collect(Collectors.toMap((MatchResult room) -> room.group(1), room -> room.group(2)));
  }

  private static String drawing() throws IOException {
    String page = Files.readString(Path.of("../docs/architecture.md"));
    int start = page.indexOf("flowchart TD");
    return page.substring(start, page.indexOf("```", start));
  }
}
