package io.sightglass.processor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of the generated fields: the method's own, numbered where it is overloaded.
 */
final class Fields {

	private final Map<MeterModel, String> names = new LinkedHashMap<>();

	Fields(List<MeterModel> meters) {
		Map<String, Integer> uses = new HashMap<>();
		for (MeterModel meter : meters) {
			String name = meter.method().getSimpleName().toString();
			int use = uses.merge(name, 1, Integer::sum);
			this.names.put(meter, (use == 1) ? name : name + use);
		}
	}

	String table(MeterModel meter) {
		return this.names.getOrDefault(meter, "") + "Meters";
	}

	String tag(MeterModel meter, TagModel tag) {
		String parameter = tag.parameter().getSimpleName().toString();
		return this.names.getOrDefault(meter, "") + parameter.substring(0, 1).toUpperCase(Locale.ROOT)
				+ parameter.substring(1);
	}

	String constant(MeterModel meter) {
		return this.names.getOrDefault(meter, "").replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
	}

}
