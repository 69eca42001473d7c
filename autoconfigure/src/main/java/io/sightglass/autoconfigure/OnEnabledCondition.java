package io.sightglass.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sightglass.instrumentation.internal.part.WrongProperty;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.PlaceholderResolutionException;

/**
 * The condition behind {@link ConditionalOnEnabled}.
 */
public final class OnEnabledCondition extends SpringBootCondition {

	private static final Set<String> OFF = Set.of("false", "off", "no", "0");

	private static final Set<String> ON = Set.of("true", "on", "yes", "1");

	OnEnabledCondition() {
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnEnabled> annotation = metadata.getAnnotations().get(ConditionalOnEnabled.class);
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnEnabled.class);
		List<String> switches = Stream.of(annotation.getStringArray("value"))
			.map(OnEnabledCondition::property)
			.collect(Collectors.toCollection(ArrayList::new));
		switches.add(0, "sightglass.enabled");
		for (String property : switches) {
			if (isOff(environment, property)) {
				return ConditionOutcome.noMatch(message.because(property + " is false"));
			}
		}
		List<String> any = Stream.of(annotation.getStringArray("anyOf")).map(OnEnabledCondition::property).toList();
		if (!any.isEmpty() && any.stream().allMatch((property) -> isOff(environment, property))) {
			return ConditionOutcome.noMatch(message.because(String.join(" and ", any) + " are false"));
		}
		String optIn = annotation.getString("optIn");
		if (!optIn.isEmpty() && !isOn(environment, property(optIn))) {
			return ConditionOutcome.noMatch(message.because(property(optIn) + " is not true"));
		}
		return ConditionOutcome.match(message.because(String.join(", ", switches) + " not false"));
	}

	private static String property(String key) {
		return "sightglass." + key + ".enabled";
	}

	private static boolean isOn(Environment environment, String property) {
		return ON.contains(value(environment, property));
	}

	/**
	 * Whether a switch is off, as Spring reads a boolean. What is none at all is not
	 * refused here, but when all properties are checked.
	 * @param environment where the property may be
	 * @param property its name
	 * @return whether it is there and false
	 */
	public static boolean isOff(Environment environment, String property) {
		return OFF.contains(value(environment, property));
	}

	private static String value(Environment environment, String property) {
		try {
			return environment.getProperty(property, "").trim().toLowerCase(Locale.ROOT);
		}
		catch (PlaceholderResolutionException ex) {
			throw WrongProperty.of(property, "${" + ex.getPlaceholder() + "}",
					"Nobody knows the placeholder '" + ex.getPlaceholder() + "'.");
		}
	}

}
