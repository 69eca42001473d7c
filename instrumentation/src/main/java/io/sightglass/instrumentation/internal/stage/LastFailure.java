package io.sightglass.instrumentation.internal.stage;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the failure that this thread met last. An exception that passes through
 * nested stages, wrapped anew by some, is one failed record, at the innermost. Each stage
 * that begins forgets it: the next record may fail with the very same object.
 */
public final class LastFailure {

	private static final ThreadLocal<WeakReference<Throwable>> LAST = new ThreadLocal<>();

	private LastFailure() {
	}

	public static void forget() {
		if (LAST.get() != null) {
			LAST.remove();
		}
	}

	public static boolean firstTime(Throwable error) {
		Throwable root = root(error);
		WeakReference<Throwable> last = LAST.get();
		@Nullable Throwable known = (last != null) ? last.get() : null;
		LAST.set(new WeakReference<>(root));
		return known != root;
	}

	private static Throwable root(Throwable error) {
		Throwable root = error;
		for (int depth = 0; depth < 20; depth++) {
			Throwable cause = root.getCause();
			if (cause == null) {
				break;
			}
			root = cause;
		}
		return root;
	}

}
