package io.sightglass.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.meters.set.MeterSet;

/**
 * A set as JSON, from which a dashboard can be made.
 */
final class JsonDescription {

	private JsonDescription() {
	}

	static String of(SetModel set) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("set", set.name());
		json.put("type", set.type().getQualifiedName().toString());
		json.put("globalPrefix", set.prefix().equals(MeterSet.GLOBAL_PREFIX));
		json.put("prefix", set.prefix().equals(MeterSet.GLOBAL_PREFIX) ? "" : set.prefix());
		json.put("meters", set.meters().stream().map((meter) -> meter(set, meter)).toList());
		return Json.write(json);
	}

	private static Map<String, Object> meter(SetModel set, MeterModel meter) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("method", meter.method().getSimpleName().toString());
		json.put("name", set.nameOf(meter));
		json.put("type", meter.kind().spec());
		json.put("unit", (meter.kind() == Kind.TIMER) ? "seconds" : meter.unit());
		json.put("description", meter.annotation().description());
		json.put("prometheus", PrometheusNames.family(meter.kind(), set.nameOf(meter), meter.unit()));
		json.put("histogram", meter.annotation().histogram() || !meter.annotation().objectives().isEmpty());
		List<Object> tags = new ArrayList<>();
		meter.tags().forEach((tag) -> tags.add(tag(tag)));
		if (meter.returns() == Returns.TIMING) {
			tags.add(values(MeterModel.OUTCOME, List.of("success", "error", "cancelled")));
		}
		json.put("tags", tags);
		json.put("fixedTags", meter.annotation().extraTags());
		return json;
	}

	private static Map<String, Object> tag(TagModel tag) {
		Map<String, Object> json = values(tag.key(), tag.values());
		if (tag.limit() > 0) {
			json.put("limit", tag.limit());
		}
		return json;
	}

	private static Map<String, Object> values(String key, List<String> values) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("key", key);
		json.put("label", PrometheusNames.normal(key));
		json.put("values", values);
		return json;
	}

}
