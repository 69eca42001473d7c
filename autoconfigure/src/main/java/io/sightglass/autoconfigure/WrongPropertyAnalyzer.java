package io.sightglass.autoconfigure;

import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which property is wrong, where it was set and what is allowed. It comes before
 * Boot's analyzers, the first of which would show to which class the value did not bind.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WrongPropertyAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

	private final @Nullable Environment environment;

	WrongPropertyAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			InvalidConfigurationPropertyValueException cause) {
		if (!cause.getName().startsWith("sightglass.")) {
			return null;
		}
		Origin origin = origin(cause.getName());
		// In the words of Boot, which has no analyzer of it that others may use.
		return new FailureAnalysis(
				"Invalid value '%s' for configuration property '%s'%s. Validation failed for the following reason:%n%n%s"
					.formatted(WrongProperty.shown(cause.getValue()), Printable.value(cause.getName()),
							(origin != null) ? " (originating from '" + Printable.value(origin.toString()) + "')" : "",
							Printable.line(cause.getReason())),
				"Change the property, or leave it out to have the default.", cause);
	}

	private @Nullable Origin origin(String property) {
		Environment environment = this.environment;
		if (environment == null || !ConfigurationPropertyName.isValid(property)) {
			return null;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		Origin origin = origin(name, environment);
		String plain = property.replaceAll("\\[([a-z0-9-]+)]", ".$1");
		// A key need not stand in brackets.
		return (origin != null || !ConfigurationPropertyName.isValid(plain)) ? origin
				: origin(ConfigurationPropertyName.of(plain), environment);
	}

	private static @Nullable Origin origin(ConfigurationPropertyName name, Environment environment) {
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.flatMap((source) -> Stream.concat(Stream.of(name), below(name, source))
				.map(source::getConfigurationProperty))
			.filter(Objects::nonNull)
			.map(ConfigurationProperty::getOrigin)
			.findFirst()
			.orElse(null);
	}

	// A list or a map has no value of its own.
	private static Stream<ConfigurationPropertyName> below(ConfigurationPropertyName name,
			ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource all) ? all.stream().filter(name::isAncestorOf)
				: Stream.empty();
	}

}
