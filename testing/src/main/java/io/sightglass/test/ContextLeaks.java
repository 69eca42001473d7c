package io.sightglass.test;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Metrics;

/**
 * Whether something that is opened and closed, such as an application context, leaves
 * anything behind: itself in memory, threads, registries and meters in
 * {@link Metrics#globalRegistry}.
 *
 * <pre class="code">
 * ContextLeaks.of(() -&gt; SpringApplication.run(Shop.class, "--server.port=0"))
 *     .whileOpen((context) -&gt; context.getBean(Orders.class).order(small))
 *     .assertNone();
 * </pre>
 *
 * What the first round leaves counts as the libraries' own, which they keep for the next;
 * and so does the last context, to which something static may point until there is
 * another. Nothing else that starts threads or contexts may run in the JVM meanwhile.
 *
 * @param <C> what is opened
 */
public final class ContextLeaks<C extends AutoCloseable> {

	private static final int ROUNDS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final long PAUSE_MILLIS = 50;

	private final Supplier<? extends C> opener;

	private final Consumer<? super C> work;

	private final int rounds;

	private final Duration patience;

	private final List<String> otherThreads;

	private ContextLeaks(Supplier<? extends C> opener, Consumer<? super C> work, int rounds, Duration patience,
			List<String> otherThreads) {
		this.opener = opener;
		this.work = work;
		this.rounds = rounds;
		this.patience = patience;
		this.otherThreads = otherThreads;
	}

	/**
	 * Looks for leaks in {@value #ROUNDS} rounds.
	 * @param <C> what is opened
	 * @param opener opens it anew each time
	 * @return what looks
	 */
	public static <C extends AutoCloseable> ContextLeaks<C> of(Supplier<? extends C> opener) {
		return new ContextLeaks<>(opener, (context) -> {
		}, ROUNDS, PATIENCE, List.of());
	}

	/**
	 * Does some work in each round.
	 * @param work what is done between opening and closing
	 * @return a copy that does it
	 */
	public ContextLeaks<C> whileOpen(Consumer<? super C> work) {
		return new ContextLeaks<>(this.opener, work, this.rounds, this.patience, this.otherThreads);
	}

	/**
	 * Looks in another number of rounds.
	 * @param rounds how many, beside the first and the last
	 * @return a copy with so many
	 */
	public ContextLeaks<C> rounds(int rounds) {
		return new ContextLeaks<>(this.opener, this.work, rounds, this.patience, this.otherThreads);
	}

	/**
	 * Waits longer, or not so long, until all has gone: threads take a moment to end.
	 * @param patience how long at most
	 * @return a copy that waits so long
	 */
	public ContextLeaks<C> waitAtMost(Duration patience) {
		return new ContextLeaks<>(this.opener, this.work, this.rounds, patience, this.otherThreads);
	}

	/**
	 * Leaves out threads that belong to nothing that is opened here, such as those that a
	 * library shares in the whole JVM and starts when it likes.
	 * @param names with what their names begin
	 * @return a copy that leaves them out
	 */
	public ContextLeaks<C> exceptThreads(String... names) {
		return new ContextLeaks<>(this.opener, this.work, this.rounds, this.patience, List.of(names));
	}

	/**
	 * Opens and closes all rounds, and fails with a list of what has stayed.
	 */
	public void assertNone() {
		round();
		Shared before = Shared.now(this.otherThreads);
		List<WeakReference<C>> closed = new ArrayList<>();
		for (int i = 0; i < this.rounds; i++) {
			closed.add(round());
		}
		round();
		List<String> left = left(before, closed);
		if (!left.isEmpty()) {
			throw new AssertionError("Expected nothing to be left of what was closed, but there is still:"
					+ System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", left));
		}
	}

	private WeakReference<C> round() {
		try (C context = this.opener.get()) {
			this.work.accept(context);
			return new WeakReference<>(context);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("What was opened could not be closed", ex);
		}
	}

	private List<String> left(Shared before, List<WeakReference<C>> closed) {
		long end = System.nanoTime() + this.patience.toNanos();
		boolean interrupted = false;
		List<String> left;
		do {
			Memory.collect();
			left = before.added(this.otherThreads);
			for (int i = 0; i < closed.size(); i++) {
				C kept = closed.get(i).get();
				if (kept != null) {
					left.add("the %s of round %d, in memory".formatted(kept.getClass().getSimpleName(), i + 1));
				}
			}
			interrupted = !left.isEmpty() && paused();
		}
		while (!left.isEmpty() && !interrupted && System.nanoTime() - end < 0);
		return left;
	}

	private static boolean paused() {
		try {
			Thread.sleep(PAUSE_MILLIS);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

}
