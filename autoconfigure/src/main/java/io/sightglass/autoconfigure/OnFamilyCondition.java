package io.sightglass.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition behind {@link ConditionalOnFamily}.
 */
class OnFamilyCondition extends SpringBootCondition {

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

	private static boolean isOff(Environment environment, String property) {
		return Boolean.FALSE.equals(environment.getProperty(property, Boolean.class));
	}

}
