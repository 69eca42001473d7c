package io.sightglass.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A method of a random program, and the tags of a call.
 *
 * @param name its name
 * @param annotation what stands before it
 * @param returns its return type
 * @param meter the meter's name
 * @param fixed the value of the tag {@code fixed}, or nothing
 * @param parameters its parameters
 */
record ModelMethod(String name, String annotation, String returns, String meter, String fixed,
		List<Parameter> parameters) {

	String source() {
		String extra = this.fixed.isEmpty() ? "" : ", extraTags = { \"fixed\", \"%s\" }".formatted(this.fixed);
		return "@%s(value = \"%s\"%s) %s %s(%s);\n".formatted(this.annotation, this.meter, extra, this.returns,
				this.name, this.parameters.stream().map(Parameter::source).collect(Collectors.joining(", ")));
	}

	String signature() {
		return this.name + this.parameters.stream().map(Parameter::type).toList();
	}

	/**
	 * The tags of a call, but for an outcome.
	 * @param values what is given
	 * @return keys and values
	 */
	Map<String, String> tags(@Nullable Object[] values) {
		Map<String, String> tags = new TreeMap<>();
		if (!this.fixed.isEmpty()) {
			tags.put("fixed", this.fixed);
		}
		for (int i = 0; i < values.length; i++) {
			Parameter parameter = this.parameters.get(i);
			if (!parameter.amount()) {
				tags.put(parameter.key(), parameter.tag(values[i]));
			}
		}
		return tags;
	}

	/**
	 * A parameter.
	 *
	 * @param name its name
	 * @param key its key, which is the name's or is said
	 * @param keyed whether the key is said
	 * @param type its type
	 * @param enumeration its enum, if it is one
	 * @param limit the limit of a string
	 * @param amount whether it is recorded
	 * @param kept the strings that were kept so far
	 */
	record Parameter(String name, String key, boolean keyed, String type, @Nullable ModelEnum enumeration, int limit,
			boolean amount, Set<String> kept) {

		Parameter(String name, String key, boolean keyed, String type, @Nullable ModelEnum enumeration, int limit,
				boolean amount) {
			this(name, key, keyed, type, enumeration, limit, amount, new HashSet<>());
		}

		String source() {
			String before = this.keyed ? "@TagKey(\"" + this.key + "\") " : "";
			before += (this.limit > 0) ? "@Bounded(" + this.limit + ") " : "";
			before += (this.amount && this.type.equals("boolean")) ? "@Amount " : "";
			return before + this.type + " " + this.name;
		}

		String tag(@Nullable Object value) {
			if (this.enumeration != null) {
				return this.enumeration.tag(value);
			}
			if (this.limit == 0) {
				return String.valueOf(value);
			}
			if (value == null || value.toString().isBlank() || value.equals("none")) {
				return "none";
			}
			boolean known = this.kept.contains(value)
					|| (!value.equals("other") && this.kept.size() < this.limit && this.kept.add(value.toString()));
			return known ? value.toString() : "other";
		}

	}

}
