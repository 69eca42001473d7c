package io.sightglass.registry.internal.log;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the log: a message is one line there, and so is that of an exception,
 * whatever of both came from outside.
 */
public final class SafeLog {

	private final InternalLogger logger;

	private SafeLog(InternalLogger logger) {
		this.logger = logger;
	}

	public static SafeLog of(Class<?> type) {
		return new SafeLog(InternalLoggerFactory.getInstance(type));
	}

	public void warn(String message) {
		this.logger.warn(Printable.line(message));
	}

	public void warn(String message, @Nullable Throwable thrown) {
		if (thrown == null) {
			warn(message);
			return;
		}
		Throwable shown = shown(thrown);
		if (shown != null) {
			this.logger.warn(Printable.line(message), shown);
		}
		else {
			warn(unprintable(message, thrown));
		}
	}

	public void info(String message) {
		this.logger.info(Printable.line(message));
	}

	public boolean isDebugEnabled() {
		return this.logger.isDebugEnabled();
	}

	public void debug(String message) {
		if (isDebugEnabled()) {
			this.logger.debug(Printable.line(message));
		}
	}

	public void debug(String message, Throwable thrown) {
		if (isDebugEnabled()) {
			Throwable shown = shown(thrown);
			if (shown != null) {
				this.logger.debug(Printable.line(message), shown);
			}
			else {
				debug(unprintable(message, thrown));
			}
		}
	}

	private static @Nullable Throwable shown(Throwable thrown) {
		try {
			return PrintableThrowable.of(thrown);
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static String unprintable(String message, Throwable thrown) {
		return message + " It cannot be printed: " + thrown.getClass().getName();
	}

}
