package ai.neptune.spark.benchmarks;

import java.util.Locale;

/** A group of tables, which has its own place in a page. */
enum Section {
  MACHINE("Machine"),
  MAIN("Points, files and planning"),
  NETWORK("Over a network"),
  RELATIONS("All relations"),
  HEAVY("Long strings and histograms"),
  FIRST("The first turn in a new JVM"),
  EXPORTS("Exports"),
  ARCHIVES("Archives"),
  GROWTH("Growth"),
  CLASSES("Decoder and encoder");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What stands before the section's figures in a page. */
  String begin() {
    return "<!-- figures: %s, written by benchmarks/run -->".formatted(label());
  }

  /** What stands after the section's figures in a page. */
  String end() {
    return "<!-- end of figures: %s -->".formatted(label());
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
