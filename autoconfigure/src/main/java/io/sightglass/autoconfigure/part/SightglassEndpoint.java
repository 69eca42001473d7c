package io.sightglass.autoconfigure.part;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Answers what of Sightglass is on, what is off and why. The console, where it is, takes
 * its place and answers the same beside its page.
 */
@Endpoint(id = "sightglass")
public final class SightglassEndpoint {

	private final ConfigurableListableBeanFactory beans;

	SightglassEndpoint(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * What is on and off.
	 * @return as the conditions of the context say it
	 */
	@ReadOperation
	public Report report() {
		return reportOf(this.beans);
	}

	/**
	 * What is on and off in a context.
	 * @param beans its beans
	 * @return as its conditions say it
	 */
	public static Report reportOf(ConfigurableListableBeanFactory beans) {
		PartsReport parts = new PartsReport(beans);
		return new Report(parts.all(), parts.replacedByTheApplication(), parts.replacedOfBoot());
	}

	/**
	 * What is on and off.
	 *
	 * @param parts families, libraries and the like
	 * @param replacedByTheApplication beans that are left out, since the application has
	 * its own
	 * @param replacedOfBoot beans of Boot that are left out, since Sightglass has its own
	 */
	public record Report(List<Part> parts, Map<String, String> replacedByTheApplication,
			Map<String, String> replacedOfBoot) implements OperationResponseBody {
	}

	/**
	 * A family, the part of one that measures a library, or the like.
	 *
	 * @param name what it is
	 * @param on whether it is at work
	 * @param property what switches it off
	 * @param version the version of the library, where there is one
	 * @param why why it is off; nothing where it is on
	 */
	public record Part(String name, boolean on, @Nullable String property, @Nullable String version,
			@Nullable String why) {
	}

}
