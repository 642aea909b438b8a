package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a response, and the token that asks for the next one.
 *
 * @param nextPageToken null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {}
