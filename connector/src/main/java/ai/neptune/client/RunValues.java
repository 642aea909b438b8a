package ai.neptune.client;

import java.util.List;

/** Attribute values of one run. A run's values may come in several parts. */
public record RunValues(String sysId, List<AttributeValue> values) {}
