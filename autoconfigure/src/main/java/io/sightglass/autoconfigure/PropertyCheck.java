package io.sightglass.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Refuses a property that there is not, and one whose value was left empty: Boot would
 * take both in silence. What there is stands in the metadata that an IDE completes from.
 * Environment variables and system properties are not looked at, as in Boot's own strict
 * binding: other programs may have theirs there.
 */
final class PropertyCheck implements BeanFactoryPostProcessor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("sightglass");

	// A module of its own, which binds it strictly.
	private static final ConfigurationPropertyName CONSOLE = ROOT.append("console");

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final List<String> HOLDERS = List.of("java.util.List", "java.util.Map");

	private final Environment environment;

	PropertyCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		List<ConfigurationPropertyName> set = sources().flatMap(IterableConfigurationPropertySource::stream)
			.filter((name) -> ROOT.isAncestorOf(name) && !CONSOLE.isAncestorOf(name))
			.toList();
		if (!set.isEmpty()) {
			Map<ConfigurationPropertyName, Map<?, ?>> known = known();
			set.forEach((name) -> check(name, known));
		}
	}

	private Stream<IterableConfigurationPropertySource> sources() {
		return StreamSupport.stream(ConfigurationPropertySources.get(this.environment).spliterator(), false)
			.filter(new UnboundElementsSourceFilter()::apply)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast);
	}

	private void check(ConfigurationPropertyName name, Map<ConfigurationPropertyName, Map<?, ?>> known) {
		String value = this.environment.getProperty(name.toString());
		Map<?, ?> property = known.get(name);
		if (property == null) {
			if (!known.isEmpty() && !isHeld(name, known)) {
				throw new InvalidConfigurationPropertyValueException(name.toString(), value,
						allowed(name, known.keySet()));
			}
		}
		else if (value != null && value.isBlank() && isNeverEmpty(property)) {
			throw new InvalidConfigurationPropertyValueException(name.toString(), value,
					"It is empty. Left out, it is " + property.get("defaultValue") + ".");
		}
	}

	private static boolean isHeld(ConfigurationPropertyName name, Map<ConfigurationPropertyName, Map<?, ?>> known) {
		return known.entrySet()
			.stream()
			.anyMatch((above) -> above.getKey().isAncestorOf(name) && isHolder(above.getValue()));
	}

	private static boolean isHolder(Map<?, ?> property) {
		return HOLDERS.stream().anyMatch(type(property)::startsWith);
	}

	// Without a default, empty is as good as absent.
	private static boolean isNeverEmpty(Map<?, ?> property) {
		return property.get("defaultValue") != null && !isHolder(property)
				&& !type(property).equals(String.class.getName());
	}

	private static String type(Map<?, ?> property) {
		return String.valueOf(property.get("type"));
	}

	private static String allowed(ConfigurationPropertyName name, Collection<ConfigurationPropertyName> known) {
		ConfigurationPropertyName above = name.getParent();
		while (known.stream().noneMatch(above::isAncestorOf)) {
			above = above.getParent();
		}
		int depth = above.getNumberOfElements();
		return "There is no such property. Below " + above + " there are "
				+ known.stream()
					.filter(above::isAncestorOf)
					.map((one) -> one.getElement(depth, ConfigurationPropertyName.Form.DASHED))
					.distinct()
					.sorted()
					.collect(Collectors.joining(", "))
				+ ".";
	}

	// Nothing where somebody repacked our jar and left the metadata out.
	private static Map<ConfigurationPropertyName, Map<?, ?>> known() {
		Class<?> ours = PropertyCheck.class;
		String location = String.valueOf(ours.getResource(ours.getSimpleName() + ".class"));
		String root = location.substring(0, Math.max(0, location.lastIndexOf(ours.getName().replace('.', '/'))));
		Map<ConfigurationPropertyName, Map<?, ?>> known = new LinkedHashMap<>();
		try {
			for (URL url : Collections.list(ours.getClassLoader().getResources(METADATA))) {
				if (url.toString().equals(root + METADATA)
						&& read(url).get("properties") instanceof List<?> properties) {
					for (Object property : properties) {
						if (property instanceof Map<?, ?> map) {
							known.put(ConfigurationPropertyName.of(String.valueOf(map.get("name"))), map);
						}
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Reading " + METADATA + " failed", ex);
		}
		return known;
	}

	private static Map<String, Object> read(URL url) throws IOException {
		try (InputStream in = url.openStream()) {
			return JsonParserFactory.getJsonParser().parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
