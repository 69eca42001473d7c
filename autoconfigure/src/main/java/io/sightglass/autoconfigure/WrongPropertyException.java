package io.sightglass.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Stops the start: a property has a value that is not allowed.
 */
public final class WrongPropertyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1;

	/**
	 * A wrong property.
	 * @param message names the property, the value and what is allowed
	 */
	public WrongPropertyException(String message) {
		super(message);
	}

	/**
	 * A wrong property that something else has found out.
	 * @param message names the property, the value and what is allowed
	 * @param cause what was thrown, such as by a parser
	 */
	public WrongPropertyException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Shows the message alone, before Boot shows to which class the value did not bind.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class Analyzer extends AbstractFailureAnalyzer<WrongPropertyException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, WrongPropertyException cause) {
			return new FailureAnalysis(cause.getMessage() + ".",
					"Change the property, or leave it out to have the default.", cause);
		}

	}

}
