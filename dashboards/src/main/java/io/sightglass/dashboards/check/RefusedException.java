package io.sightglass.dashboards.check;

import java.io.IOException;

/**
 * Prometheus answers that it does not take a query, which says nothing about the next
 * one.
 */
public final class RefusedException extends IOException {

	private static final long serialVersionUID = 1L;

	RefusedException(String reason) {
		super(reason);
	}

}
