package io.sightglass.autoconfigure.part;

import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the application has an endpoint {@code sightglass} of its own: of two,
 * Boot would refuse both.
 */
public final class OnFreeEndpointIdCondition extends SpringBootCondition implements ConfigurationCondition {

	OnFreeEndpointIdCondition() {
	}

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
		ConditionMessage.Builder message = ConditionMessage.forCondition("Endpoint 'sightglass'");
		return Stream.of(beans.getBeanNamesForAnnotation(Endpoint.class))
			.filter((bean) -> isAnother(beans, bean))
			.findFirst()
			.map((bean) -> ConditionOutcome.noMatch(message.foundExactly("bean " + bean)))
			.orElseGet(() -> ConditionOutcome.match(message.because("its id is free")));
	}

	// One of ours, or in the place of ours, is another condition's matter.
	private static boolean isAnother(ConfigurableListableBeanFactory beans, String bean) {
		Endpoint endpoint = beans.findAnnotationOnBean(bean, Endpoint.class, false);
		return endpoint != null && endpoint.id().equals("sightglass") && !bean.startsWith("sightglass")
				&& !beans.isTypeMatch(bean, SightglassEndpoint.class);
	}

}
