package io.sightglass.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each registry of the context out of Micrometer's global one, to which Boot adds
 * it, also where the context fails half-way in starting and nobody is told that it
 * closes.
 */
final class LeftGlobalRegistry implements DestructionAwareBeanPostProcessor {

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof MeterRegistry;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String name) {
		if (bean instanceof MeterRegistry registry) {
			Metrics.removeRegistry(registry);
		}
	}

}
