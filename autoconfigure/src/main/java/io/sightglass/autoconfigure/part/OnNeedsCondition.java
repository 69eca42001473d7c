package io.sightglass.autoconfigure.part;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.ClassMetadata;

/**
 * The condition behind {@link ConditionalOnNeeds}. It is asked once all else is known to
 * match, so that a part that is not there anyway says nothing.
 */
class OnNeedsCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String KNOWN = Needs.class.getName();

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnNeeds> part = metadata.getAnnotations().get(ConditionalOnNeeds.class);
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnNeeds.class,
				part.getString("value"));
		String missing = needs(context).missing(((ClassMetadata) metadata).getClassName());
		if (missing == null) {
			return ConditionOutcome.match(message.because("nothing is missing"));
		}
		new OptionalPart(part.getString("value"), part.getString("instead")).turnOff(missing);
		return ConditionOutcome.noMatch(message.didNotFind("what it needs").items(missing));
	}

	// Parts share most of what they use.
	private static Needs needs(ConditionContext context) {
		@Nullable ConfigurableListableBeanFactory beans = context.getBeanFactory();
		if (beans != null && beans.getSingleton(KNOWN) instanceof Needs known) {
			return known;
		}
		Needs needs = new Needs();
		if (beans != null) {
			beans.registerSingleton(KNOWN, needs);
		}
		return needs;
	}

}
