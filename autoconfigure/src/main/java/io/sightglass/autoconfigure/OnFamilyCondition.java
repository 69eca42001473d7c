package io.sightglass.autoconfigure;

import java.util.Locale;
import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition behind {@link ConditionalOnFamily}.
 */
public final class OnFamilyCondition extends SpringBootCondition {

	private static final Set<String> OFF = Set.of("false", "off", "no", "0");

	OnFamilyCondition() {
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String family = metadata.getAnnotations().get(ConditionalOnFamily.class).getString("value");
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnFamily.class, family);
		Environment environment = context.getEnvironment();
		if (isOff(environment, "sightglass.enabled")) {
			return ConditionOutcome.noMatch(message.because("sightglass.enabled is false"));
		}
		String property = "sightglass." + family + ".enabled";
		if (!family.isEmpty() && isOff(environment, property)) {
			return ConditionOutcome.noMatch(message.because(property + " is false"));
		}
		return ConditionOutcome.match(message.because("nothing switches it off"));
	}

	/**
	 * Whether a switch is off, as Spring reads a boolean. What is none at all is not
	 * refused here, but when all properties are checked.
	 * @param environment where the property may be
	 * @param property its name
	 * @return whether it is there and false
	 */
	public static boolean isOff(Environment environment, String property) {
		return OFF.contains(environment.getProperty(property, "").trim().toLowerCase(Locale.ROOT));
	}

}
