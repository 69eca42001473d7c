package io.sightglass.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.json.JsonParserFactory;

/**
 * The properties that there are, from the metadata that an IDE completes from.
 *
 * @param properties the properties by name
 * @param replaced what took the place of those that were there once
 * @param parts names below which there are properties of a class within another one's
 */
record KnownProperties(Map<ConfigurationPropertyName, KnownProperty> properties,
		Map<ConfigurationPropertyName, String> replaced, Set<ConfigurationPropertyName> parts) {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	/**
	 * Reads the metadata.
	 * @return nothing where somebody repacked our jar and left it out
	 */
	static KnownProperties ofThisJar() {
		Class<?> ours = KnownProperties.class;
		String location = String.valueOf(ours.getResource(ours.getSimpleName() + ".class"));
		String root = location.substring(0, Math.max(0, location.lastIndexOf(ours.getName().replace('.', '/'))));
		KnownProperties known = new KnownProperties(new LinkedHashMap<>(), new LinkedHashMap<>(),
				new LinkedHashSet<>());
		try {
			for (URL url : Collections.list(ours.getClassLoader().getResources(METADATA))) {
				if (url.toString().equals(root + METADATA)) {
					Map<String, Object> metadata = read(url);
					all(metadata, "properties").forEach(known::add);
					all(metadata, "groups")
						.filter((group) -> !Objects.equals(group.get("type"), group.get("sourceType")))
						.map((group) -> ConfigurationPropertyName.of(String.valueOf(group.get("name"))))
						.forEach(known.parts::add);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Reading " + METADATA + " failed", ex);
		}
		return known;
	}

	private static Stream<Map<?, ?>> all(Map<String, Object> metadata, String what) {
		return (metadata.get(what) instanceof List<?> all) ? all.stream().map((one) -> (Map<?, ?>) one)
				: Stream.empty();
	}

	private void add(Map<?, ?> one) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(String.valueOf(one.get("name")));
		if (!PropertyCheck.ROOT.isAncestorOf(name)) {
			return;
		}
		if (one.get("deprecation") instanceof Map<?, ?> deprecation) {
			this.replaced.put(name, String.valueOf(deprecation.get("replacement")));
		}
		else {
			this.properties.put(name, new KnownProperty(String.valueOf(one.get("type")), one.get("defaultValue")));
		}
	}

	private static Map<String, Object> read(URL url) throws IOException {
		try (InputStream in = url.openStream()) {
			return JsonParserFactory.getJsonParser().parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	boolean isEmpty() {
		return this.properties.isEmpty();
	}

	boolean hasBelow(ConfigurationPropertyName name) {
		return this.properties.keySet().stream().anyMatch(name::isAncestorOf);
	}

	/**
	 * Whether a property is an element of a list or an entry of a map.
	 * @param name its name
	 * @return whether such a list or map takes it
	 */
	boolean holds(ConfigurationPropertyName name) {
		return anyAbove(name, (property, depth) -> property.takes(name, depth));
	}

	/**
	 * Whether a name is that of a section, which has properties but no value.
	 * @param name the name
	 * @return whether there are properties below it
	 */
	boolean isSection(ConfigurationPropertyName name) {
		return hasBelow(name) || anyAbove(name, (property, depth) -> property.hasSection(name, depth));
	}

	private boolean anyAbove(ConfigurationPropertyName name, BiPredicate<KnownProperty, Integer> test) {
		return this.properties.entrySet()
			.stream()
			.filter((above) -> above.getKey().isAncestorOf(name))
			.anyMatch((above) -> test.test(above.getValue(), above.getKey().getNumberOfElements()));
	}

	/**
	 * The name that a property has now.
	 * @param name the name that somebody gave it, or that of an element of its list
	 * @return nothing unless it had another one once
	 */
	@Nullable String replacement(ConfigurationPropertyName name) {
		ConfigurationPropertyName whole = whole(name);
		if (this.properties.containsKey(whole)) {
			return null;
		}
		// An environment variable may have underscores for dashes.
		return this.replaced.entrySet()
			.stream()
			.filter((old) -> letters(old.getKey()).equals(letters(whole)))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static ConfigurationPropertyName whole(ConfigurationPropertyName name) {
		return name.isLastElementIndexed() ? name.getParent() : name;
	}

	private static String letters(ConfigurationPropertyName name) {
		return name.toString().replaceAll("[.-]", "");
	}

	/**
	 * What an entry of a map has to be.
	 * @param name its name
	 * @return its type, or nothing where it may be anything or is no entry
	 */
	@Nullable Class<?> entryType(ConfigurationPropertyName name) {
		return this.properties.entrySet()
			.stream()
			.filter((above) -> above.getKey().isAncestorOf(name) && above.getValue().isMap())
			.map((above) -> above.getValue().typeBelow(name, above.getKey().getNumberOfElements()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * What there is in the place of a property that there is not.
	 * @param name its name
	 * @return sentences
	 */
	String instead(ConfigurationPropertyName name) {
		ConfigurationPropertyName whole = whole(name);
		String nearest = SimilarNames.nearest(whole.toString(),
				this.properties.keySet().stream().map(ConfigurationPropertyName::toString).toList());
		return (nearest != null) ? "Is it " + nearest + "?" : below(name);
	}

	private String below(ConfigurationPropertyName name) {
		ConfigurationPropertyName above = name;
		while (!hasBelow(above) && !this.properties.containsKey(above)) {
			above = above.getParent();
		}
		KnownProperty map = this.properties.get(above);
		if (map != null && map.entry() != null) {
			return "Below " + above + ".<key> there are " + KnownProperty.names(map.entry())
					+ ". A key with dots stands in brackets: [a.b].";
		}
		ConfigurationPropertyName section = hasBelow(above) ? above : above.getParent();
		return "Below " + section + " there are "
				+ this.properties.keySet()
					.stream()
					.filter(section::isAncestorOf)
					.map((one) -> one.getElement(section.getNumberOfElements(), Form.DASHED))
					.distinct()
					.sorted()
					.collect(Collectors.joining(", "))
				+ ".";
	}

}
