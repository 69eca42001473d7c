package io.sightglass.registry.limit;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.jspecify.annotations.Nullable;

/**
 * The application's filters that accept and deny, asked about an id before a limiter
 * makes "other" of its values: of "other" they could not say whose it is. Not asked are
 * Micrometer's and Boot's that count values and deny what is too many, which a limiter
 * saves; where Boot's that knows nothing but names is the only one, nobody is.
 */
public final class DenyingFilters {

	private static final String BY_NAME = "PropertiesMeterFilter";

	private final List<MeterFilter> all = new CopyOnWriteArrayList<>();

	private volatile boolean any;

	/** Begins without a filter, and denies nothing. */
	public DenyingFilters() {
	}

	/**
	 * One more filter.
	 * @param filter the application's
	 */
	public void add(@Nullable MeterFilter filter) {
		if (filter == null || !answers(filter) || counts(filter)) {
			return;
		}
		this.all.add(filter);
		this.any |= !filter.getClass().getSimpleName().equals(BY_NAME);
	}

	/**
	 * Whether there is one that looks at tags.
	 * @return false where nobody needs to be asked
	 */
	public boolean any() {
		return this.any;
	}

	/**
	 * Whether one of them denies an id. One that throws says nothing, as where it is
	 * asked by a registry of ours, which also counts that.
	 * @param id the id
	 * @return whether it is denied before another one accepts it
	 */
	public boolean denies(Meter.Id id) {
		if (this.any) {
			for (MeterFilter filter : this.all) {
				MeterFilterReply reply = reply(filter, id);
				if (reply == MeterFilterReply.DENY || reply == MeterFilterReply.ACCEPT) {
					return reply == MeterFilterReply.DENY;
				}
			}
		}
		return false;
	}

	private static @Nullable MeterFilterReply reply(MeterFilter filter, Meter.Id id) {
		try {
			return filter.accept(id);
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean answers(MeterFilter filter) {
		try {
			return filter.getClass().getMethod("accept", Meter.Id.class).getDeclaringClass() != MeterFilter.class;
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return true;
		}
	}

	// Of Micrometer's and Boot's, those that remember values. One of the application's
	// own
	// may have a list of what it accepts.
	private static boolean counts(MeterFilter filter) {
		String name = filter.getClass().getName();
		try {
			return (name.startsWith("io.micrometer.") || name.startsWith("org.springframework."))
					&& Arrays.stream(filter.getClass().getDeclaredFields())
						.filter((field) -> !Modifier.isStatic(field.getModifiers()))
						.anyMatch((field) -> Collection.class.isAssignableFrom(field.getType())
								|| Map.class.isAssignableFrom(field.getType()));
		}
		catch (LinkageError ex) {
			return false;
		}
	}

}
