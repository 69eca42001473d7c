package io.sightglass.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.util.ClassUtils;

/**
 * A property, as its metadata describe it.
 *
 * @param typeName the name of its type, with that of the elements
 * @param standard its default
 */
record KnownProperty(String typeName, @Nullable Object standard) {

	boolean isScalar() {
		return !isMap() && !isList();
	}

	boolean isMap() {
		return this.typeName.startsWith(Map.class.getName());
	}

	private boolean isList() {
		return this.typeName.startsWith(List.class.getName());
	}

	// Without a default, an empty value is as good as none; an empty map Boot cannot
	// bind.
	boolean mayBeEmpty() {
		return isList() || (!isMap() && (this.standard == null || this.standard.equals("")));
	}

	Class<?> type() {
		return ClassUtils.resolveClassName(this.typeName, KnownProperty.class.getClassLoader());
	}

	/**
	 * What is allowed.
	 * @return the second half of a sentence
	 */
	String allowed() {
		return allowed(type());
	}

	static String allowed(Class<?> type) {
		if (type == Integer.class || type == Long.class) {
			return "a whole number, at most " + ((type == Integer.class) ? Integer.MAX_VALUE : Long.MAX_VALUE);
		}
		if (type == Boolean.class) {
			return "true or false";
		}
		if (type == Duration.class) {
			return "a duration such as 500ms, 10s or 2h";
		}
		if (type == SampleRate.class) {
			return SampleRate.ALLOWED;
		}
		return type.isEnum() ? "one of " + Arrays.stream(type.getEnumConstants())
			.map((one) -> one.toString().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", ")) : "a number";
	}

	boolean takes(ConfigurationPropertyName name, int depth) {
		Class<?> entry = entry();
		if (entry == null) {
			// A list in the place of a map would be one with numbers for keys.
			boolean list = this.typeName.contains("List<");
			return isList() == name.isNumericIndex(depth) && !isScalar()
					&& (list || !name.isLastElementIndexed() || !name.isNumericIndex(name.getNumberOfElements() - 1));
		}
		Class<?> type = typeAt(entry, name, depth + 1);
		return type != null && !type.isRecord() && !name.isNumericIndex(depth);
	}

	@Nullable Class<?> typeBelow(ConfigurationPropertyName name, int depth) {
		Class<?> entry = entry();
		Class<?> type = (entry != null) ? typeAt(entry, name, depth + 1)
				: this.typeName.endsWith(",java.lang.Integer>") ? Integer.class : null;
		return (type == null || type.isRecord()) ? null : ClassUtils.resolvePrimitiveIfNecessary(type);
	}

	boolean hasSection(ConfigurationPropertyName name, int depth) {
		Class<?> entry = entry();
		Class<?> type = (entry != null) ? typeAt(entry, name, depth + 1) : null;
		return type != null && type.isRecord();
	}

	/**
	 * The record that an entry of the map is.
	 * @return nothing where it is something else
	 */
	@Nullable Class<?> entry() {
		String last = this.typeName.substring(this.typeName.lastIndexOf(',') + 1).replace(">", "");
		Class<?> type = isMap() ? ClassUtils.resolveClassName(last.replaceAll("<.*", ""), null) : null;
		return (type != null && type.isRecord()) ? type : null;
	}

	private static @Nullable Class<?> typeAt(Class<?> type, ConfigurationPropertyName name, int depth) {
		if (depth == name.getNumberOfElements()) {
			return type;
		}
		if (!type.isRecord()) {
			return null;
		}
		String element = name.getElement(depth, Form.UNIFORM);
		return components(type).filter((one) -> one.getName().toLowerCase(Locale.ROOT).equals(element))
			.findFirst()
			.map((one) -> typeAt(one.getType(), name, depth + 1))
			.orElse(null);
	}

	private static Stream<RecordComponent> components(Class<?> type) {
		return Arrays.stream(type.getRecordComponents());
	}

	static String names(Class<?> type) {
		return components(type).map((one) -> DataObjectPropertyName.toDashedForm(one.getName()))
			.collect(Collectors.joining(", "));
	}

}
