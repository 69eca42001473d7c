package io.sightglass.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The names of what is generated: the method's own, numbered where it is overloaded, with
 * underscores behind it where something else has it.
 */
final class Fields {

	private final GeneratedNames names;

	private final Map<MeterModel, String> tables = new HashMap<>();

	private final Map<MeterModel, String> constants = new HashMap<>();

	private final Map<VariableElement, String> tags = new HashMap<>();

	private final Map<VariableElement, String> parameters = new HashMap<>();

	private final Map<MeterModel, String> slots = new HashMap<>();

	private final String recording;

	private final String off;

	Fields(SetModel set, Elements elements) {
		this.recording = nested("Recording", set, elements);
		this.off = nested("Off", set, elements);
		this.names = new GeneratedNames(set);
		// The constants of the interface are fields of the class too.
		Set<String> taken = new HashSet<>();
		ElementFilter.fieldsIn(elements.getAllMembers(set.type()))
			.forEach((constant) -> taken.add(constant.getSimpleName().toString()));
		Map<String, Integer> uses = new HashMap<>();
		for (MeterModel meter : set.meters()) {
			String name = meter.method().getSimpleName().toString();
			int use = uses.merge(name, 1, Integer::sum);
			add(meter, (use == 1) ? name : name + use, taken);
		}
	}

	// In the unnamed package, a class cannot be told from a nested one by its package.
	private static String nested(String name, SetModel set, Elements elements) {
		return set.hasNeighbour(name, elements) ? nested(name + "_", set, elements) : name;
	}

	private void add(MeterModel meter, String name, Set<String> taken) {
		this.constants.put(meter, take(constant(name), taken));
		this.tables.put(meter, take(name + "Meters", taken));
		for (TagModel tag : meter.tags()) {
			String parameter = tag.parameter().getSimpleName().toString();
			this.tags.put(tag.parameter(),
					take(name + parameter.substring(0, 1).toUpperCase(Locale.ROOT) + parameter.substring(1), taken));
		}
		Set<String> locals = new HashSet<>();
		for (VariableElement parameter : meter.method().getParameters()) {
			this.parameters.put(parameter, take(parameter.getSimpleName().toString(), locals));
		}
		this.slots.put(meter, take("slot", locals));
	}

	private String take(String name, Set<String> taken) {
		String free = this.names.free(name, taken);
		taken.add(free);
		return free;
	}

	private static String constant(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
	}

	String recording() {
		return this.recording;
	}

	String off() {
		return this.off;
	}

	String constant(MeterModel meter) {
		return this.constants.getOrDefault(meter, "");
	}

	String table(MeterModel meter) {
		return this.tables.getOrDefault(meter, "");
	}

	String tag(TagModel tag) {
		return this.tags.getOrDefault(tag.parameter(), "");
	}

	String parameter(VariableElement parameter) {
		return this.parameters.getOrDefault(parameter, "");
	}

	String slot(MeterModel meter) {
		return this.slots.getOrDefault(meter, "");
	}

}
