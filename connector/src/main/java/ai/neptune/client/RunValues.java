package ai.neptune.client;

import java.util.List;

/** Some attribute values of one run; a run's values may come in several parts. */
public record RunValues(String sysId, List<AttributeValue> values) {}
