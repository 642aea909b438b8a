package ai.neptune.spark.options;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.api.ProxyAddress;
import ai.neptune.errors.InvalidOptionException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The options {@code proxy} and {@code noProxy}. */
final class ProxyOption {

  private static final String EXPECTED =
      "http://host:port or http://user:password@host:port, without a path (proxies that are"
          + " themselves reached over https are not supported)";

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,|]+");

  private ProxyOption() {}

  /**
   * The settings that the options make.
   *
   * @throws InvalidOptionException if the proxy is not one; no part of the value is shown, since it
   *     may contain a password
   */
  static ProxySettings read(OptionReader reader) {
    List<String> exclusions =
        reader.string(Option.NO_PROXY).map(ProxyOption::exclusions).orElse(List.of());
    return reader
        .string(Option.PROXY)
        .map(
            proxy ->
                ProxyAddress.parse(proxy, exclusions)
                    .orElseThrow(() -> OptionReader.invalid(Option.PROXY, "<hidden>", EXPECTED)))
        .orElseGet(() -> new ProxySettings(null, 0, null, exclusions));
  }

  private static List<String> exclusions(String value) {
    return Arrays.stream(SEPARATORS.split(value)).filter(entry -> !entry.isEmpty()).toList();
  }
}
