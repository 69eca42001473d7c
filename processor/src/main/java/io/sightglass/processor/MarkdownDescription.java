package io.sightglass.processor;

import java.util.stream.Collectors;

import io.sightglass.meters.set.MeterSet;

/**
 * A set as a Markdown table.
 */
final class MarkdownDescription {

	private MarkdownDescription() {
	}

	static String of(SetModel set) {
		String prefix = set.prefix().equals(MeterSet.GLOBAL_PREFIX)
				? "`sightglass.prefix`, if any, stands before each name.\n\n" : "";
		return """
				# Meter set `%s`

				`%s`. %s| Prometheus | Type | Labels | Meaning |
				|---|---|---|---|
				%s
				""".formatted(set.name(), set.type().getQualifiedName(), prefix.isEmpty() ? "\n\n" : prefix,
				set.meters().stream().map((meter) -> row(set, meter)).collect(Collectors.joining("\n")));
	}

	private static String row(SetModel set, MeterModel meter) {
		String labels = meter.keys()
			.stream()
			.map((key) -> "`" + PrometheusNames.normal(key) + "`")
			.collect(Collectors.joining(", "));
		return "| `%s` | %s | %s | %s |".formatted(
				PrometheusNames.family(meter.kind(), set.nameOf(meter), meter.unit()), meter.kind().spec(),
				labels.isEmpty() ? "-" : labels, inCell(meter.annotation().description()));
	}

	private static String inCell(String text) {
		return text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("|", "\\|").strip();
	}

}
