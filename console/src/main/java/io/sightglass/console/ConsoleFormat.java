package io.sightglass.console;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The faces of the endpoint's own path: a page for browsers, JSON for everybody else.
 */
enum ConsoleFormat implements Producible<ConsoleFormat> {

	// Of the formats that a request accepts Boot takes the last: a browser, which accepts
	// everything, gets the page.
	SNAPSHOT(MimeTypeUtils.APPLICATION_JSON),

	PAGE(MimeType.valueOf("text/html;charset=UTF-8"));

	private final MimeType type;

	ConsoleFormat(MimeType type) {
		this.type = type;
	}

	@Override
	public MimeType getProducedMimeType() {
		return this.type;
	}

	@Override
	public boolean isDefault() {
		return this == SNAPSHOT;
	}

}
