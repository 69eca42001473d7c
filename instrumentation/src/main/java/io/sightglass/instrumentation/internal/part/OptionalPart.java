package io.sightglass.instrumentation.internal.part;

import java.util.function.UnaryOperator;

import io.sightglass.registry.internal.log.SafeLog;

import org.springframework.beans.BeansException;

/**
 * Turns a part off for good, with one line in the log, as soon as a library turns out to
 * lack what it needs.
 */
public final class OptionalPart {

	public static final String UNMEASURED = "the application works on, and this is not measured";

	private static final SafeLog logger = SafeLog.of(OptionalPart.class);

	private final String part;

	private final String instead;

	private volatile boolean off;

	public OptionalPart(String part, String instead) {
		this.part = part;
		this.instead = instead;
	}

	public OptionalPart(String part) {
		this(part, UNMEASURED);
	}

	/**
	 * Asks the part, or in its place the stock one.
	 * @param <T> the type of the answer
	 * @param <X> what both may throw
	 * @param ours the part
	 * @param stock what works without it
	 * @return the answer
	 * @throws X if one of them does
	 */
	public <T, X extends Exception> T either(Attempt<T, X> ours, Attempt<T, X> stock) throws X {
		if (!this.off) {
			try {
				return ours.make();
			}
			catch (LinkageError ex) {
				turnOff(ex.toString());
			}
		}
		return stock.make();
	}

	/**
	 * Runs the part.
	 * @param ours the part
	 */
	public void run(Runnable ours) {
		either(() -> {
			ours.run();
			return this;
		}, () -> this);
	}

	/**
	 * Lets the part change a bean. One that it cannot change stays as it is.
	 * @param bean the bean
	 * @param name its name
	 * @param change what the part does
	 * @return the bean or what takes its place
	 */
	public Object bean(Object bean, String name, UnaryOperator<Object> change) {
		return either(() -> {
			try {
				return change.apply(bean);
			}
			catch (LinkageError ex) {
				throw ex;
			}
			catch (BeansException ex) {
				// Most likely a property is wrong, of which the failing start says more.
				logger.warn(
						"The bean '" + name + "' is not measured (" + this.part + "): what measures it cannot be made ("
								+ ex.getMostSpecificCause().getClass().getName() + ").");
				return bean;
			}
			catch (Throwable ex) {
				logger.warn("The bean '" + name + "' is not measured (" + this.part + ")", ex);
				return bean;
			}
		}, () -> bean);
	}

	/**
	 * Turns the part off.
	 * @param missing what it lacks
	 */
	public synchronized void turnOff(String missing) {
		if (!this.off) {
			this.off = true;
			logger.warn("Sightglass turns a part of itself off: " + this.part + ". A library at hand lacks " + missing
					+ "; " + this.instead + ".");
		}
	}

	/**
	 * A part at work, or what works in its place.
	 *
	 * @param <T> the type of the answer
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	public interface Attempt<T, X extends Exception> {

		/**
		 * Makes the attempt.
		 * @return the answer
		 * @throws X if it fails
		 */
		T make() throws X;

	}

}
