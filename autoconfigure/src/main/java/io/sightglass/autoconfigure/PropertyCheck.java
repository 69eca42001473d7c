package io.sightglass.autoconfigure;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Refuses a property that there is not, one whose value was left empty, and one of a
 * family that is not at work here and so does not read it: Boot would take all three in
 * silence. Environment variables and system properties may have any name, as in Boot's
 * own strict binding: other programs have theirs there.
 */
final class PropertyCheck implements BeanFactoryPostProcessor {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("sightglass");

	// A module of its own, which binds it strictly.
	private static final ConfigurationPropertyName CONSOLE = ROOT.append("console");

	// The JDK reads a number of a million digits for half a minute.
	private static final int MAX_NUMBER = 200;

	private final Environment environment;

	private final Binder binder;

	PropertyCheck(Environment environment) {
		this.environment = environment;
		this.binder = Binder.get(environment);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		if (names((source) -> true).findAny().isEmpty()) {
			return;
		}
		KnownProperties known = KnownProperties.ofThisJar();
		if (!known.isEmpty()) {
			names((source) -> true).forEach((name) -> {
				checkReplaced(name, known);
				checkSection(name, known);
			});
			names(new UnboundElementsSourceFilter()::apply).forEach((name) -> checkName(name, known));
			known.properties().forEach(this::checkValue);
		}
	}

	private Stream<ConfigurationPropertyName> names(Predicate<ConfigurationPropertySource> which) {
		return StreamSupport.stream(ConfigurationPropertySources.get(this.environment).spliterator(), false)
			.filter(which)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter((name) -> ROOT.equals(name) || ROOT.isAncestorOf(name))
			.filter((name) -> !CONSOLE.isAncestorOf(name));
	}

	// In an environment variable too: it was ours.
	private void checkReplaced(ConfigurationPropertyName name, KnownProperties known) {
		String replacement = known.replacement(name);
		if (replacement != null) {
			throw wrong(name, Objects.requireNonNullElse(value(name), ""), "It is called " + replacement + " now.");
		}
	}

	// In an environment variable too, which Boot would try to make a class of.
	private void checkSection(ConfigurationPropertyName name, KnownProperties known) {
		String value = known.parts().contains(name) ? value(name) : null;
		if (value != null && !value.isBlank()) {
			throw wrong(name, value, "It has no value of its own. " + known.instead(name));
		}
	}

	private void checkName(ConfigurationPropertyName name, KnownProperties known) {
		if (known.properties().containsKey(name)) {
			return;
		}
		if (known.holds(name)) {
			checkEntry(name, known.entryType(name));
			return;
		}
		String value = Objects.requireNonNullElse(value(name), "");
		// A section of a file whose lines are all commented out is nothing.
		if (!value.isBlank() || !known.isSection(name)) {
			throw wrong(name, value, "There is no such property. " + known.instead(name));
		}
	}

	private void checkEntry(ConfigurationPropertyName name, @Nullable Class<?> type) {
		String value = (type != null) ? value(name) : null;
		if (type != null && value != null && (value.isBlank() || !isOfType(name, value, type))) {
			throw wrong(name, value, "It is " + KnownProperty.allowed(type) + ".");
		}
	}

	private void checkValue(ConfigurationPropertyName name, KnownProperty property) {
		String value = value(name);
		if (value == null) {
			return;
		}
		if (value.isBlank()) {
			if (!property.mayBeEmpty()) {
				throw wrong(name, value, "It is empty. Left out, it is "
						+ Objects.requireNonNullElse(property.standard(), "nothing") + ".");
			}
		}
		else if (property.isMap()) {
			throw wrong(name, value, "It has entries: there are " + name + ".<key>.");
		}
		else if (property.isScalar() && !isOfType(name, value, property.type())) {
			throw wrong(name, value, "It is " + property.allowed() + ".");
		}
	}

	// YAML's 1.5 is a number already, of which Boot would take the 1.
	private boolean isOfType(ConfigurationPropertyName name, String value, Class<?> type) {
		boolean number = Number.class.isAssignableFrom(type) || type == SampleRate.class;
		if (number && value.length() > MAX_NUMBER) {
			return false;
		}
		try {
			this.binder.bind(name, Bindable.of(type));
			return type != Integer.class || value.indexOf('.') < 0;
		}
		catch (BindException ex) {
			return false;
		}
	}

	// A default that was set in code may be an object, which Boot binds as it is.
	private @Nullable String value(ConfigurationPropertyName name) {
		try {
			return this.binder.bind(name, Bindable.of(String.class)).orElse(null);
		}
		catch (BindException ex) {
			return null;
		}
	}

	private static InvalidConfigurationPropertyValueException wrong(ConfigurationPropertyName name, String value,
			String why) {
		return WrongProperty.of(name.toString(), value, why);
	}

}
