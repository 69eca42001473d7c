package io.sightglass.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Cloud Stream, which is on the class path for its own tests, from
 * configuring the applications of all others.
 */
class WithoutCloudStream implements AutoConfigurationImportFilter, EnvironmentAware {

	private boolean wanted;

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted = environment.containsProperty("spring.cloud.stream.kafka.binder.brokers");
	}

	@Override
	public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			String name = Objects.requireNonNullElse(names[i], "");
			matches[i] = this.wanted || !(name.startsWith("org.springframework.cloud.stream.")
					|| name.startsWith("org.springframework.cloud.function."));
		}
		return matches;
	}

}
