package io.sightglass.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Knows what was started and has not ended: steps, LLM calls, connections and their
 * streams, and the timings of meter sets, with the line that started each.
 *
 * <pre class="code">
 * OpenWork open = new OpenWork();
 * Shop shop = new Shop(open.watch(PipelineMeters.in(registry)), open.watch(RecordedSet.of(OrderMeters.class)));
 * shop.order(small);
 * assertThat(open).hasNothingOpen();
 * </pre>
 *
 * What is watched records as ever. What is started stays reachable until it ends, so that
 * nothing ends by itself because it was forgotten.
 */
public final class OpenWork implements AssertProvider<OpenWorkAssert> {

	private final Set<Opened> opened = ConcurrentHashMap.newKeySet();

	private final List<RecordedSet<?>> sets = new CopyOnWriteArrayList<>();

	private final AtomicLong numbers = new AtomicLong();

	/**
	 * Pipelines, of which the steps are watched.
	 * @param pipelines where they record
	 * @return what is given to the code under test
	 */
	public PipelineMeters watch(PipelineMeters pipelines) {
		return Watched.of(PipelineMeters.class, pipelines, this, "");
	}

	/**
	 * LLM calls, all of which are watched.
	 * @param calls where they record
	 * @return what is given to the code under test
	 */
	public LlmMeters watch(LlmMeters calls) {
		return Watched.of(LlmMeters.class, calls, this, "");
	}

	/**
	 * Connections, which are watched, and their streams.
	 * @param connections where they record
	 * @return what is given to the code under test
	 */
	public ConnectionMeters watch(ConnectionMeters connections) {
		return Watched.of(ConnectionMeters.class, connections, this, "");
	}

	/**
	 * A meter set, of which the timings and stopwatches are watched.
	 * @param <T> the interface
	 * @param set the set
	 * @return what is given to the code under test
	 */
	public <T> T watch(RecordedSet<T> set) {
		this.sets.add(set);
		return set.meters();
	}

	/**
	 * For AssertJ, whose {@code assertThat} takes this.
	 * @return an assertion on what is open
	 */
	@Override
	public OpenWorkAssert assertThat() {
		return new OpenWorkAssert(this);
	}

	/**
	 * What is open, in the order in which it was started.
	 * @return a line each
	 */
	List<String> open() {
		List<String> open = new ArrayList<>();
		this.opened.stream().sorted(Comparator.comparingLong(Opened::number)).map(Opened::toString).forEach(open::add);
		for (RecordedSet<?> set : this.sets) {
			set.calls()
				.stream()
				.filter(RecordedCall::isOpen)
				.map((call) -> "%s of %s, started at %s".formatted(call.text(), set.type().getSimpleName(),
						call.where()))
				.forEach(open::add);
		}
		return open;
	}

	Opened opened(String what, @Nullable Opened within) {
		Opened opened = new Opened(this.numbers.incrementAndGet(), what, Place.ofCaller(), within);
		this.opened.add(opened);
		return opened;
	}

	void ended(Opened ended) {
		this.opened.remove(ended);
		this.opened.removeIf((each) -> each.within() == ended);
	}

	@Override
	public String toString() {
		return "open work " + open();
	}

	/**
	 * Something that was started.
	 */
	record Opened(long number, String what, String where, @Nullable Opened within) {

		@Override
		public String toString() {
			return this.what + ", started at " + this.where;
		}

	}

}
