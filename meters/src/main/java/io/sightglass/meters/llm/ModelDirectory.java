package io.sightglass.meters.llm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.tag.BoundedValues;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meters of a model by the names in requests. Names from outside are remembered
 * up to a limit; beyond it they are still found, only slower.
 */
final class ModelDirectory {

	private static final int MAX_REMEMBERED = 1000;

	private final Instruments instruments;

	private final BoundedValues providers;

	private final BoundedValues models;

	private final BoundedValues operations;

	private final BoundedValues exact;

	private final BoundedValues answering;

	private final LlmConventions conventions;

	private final Map<Key, NamedModel> remembered = new ConcurrentHashMap<>();

	private final Map<String, ModelId> names = new ConcurrentHashMap<>();

	// Made once, as the registry shows the state of the first.
	private final Once<CallMeters> calls;

	private final Once<ModelMeters> ofModels;

	private final Once<GenAiMeters> openTelemetry;

	private final AtomicInteger forgotten = new AtomicInteger();

	ModelDirectory(Instruments instruments, LlmLimits limits, LlmConventions conventions, Runnable onForgotten) {
		this.instruments = instruments;
		this.conventions = conventions;
		this.providers = bounded(LlmMeter.REQUESTS, "provider", limits.providers());
		this.models = bounded(LlmMeter.REQUESTS, "model", limits.models());
		this.operations = bounded(LlmMeter.REQUESTS, "operation", limits.operations());
		this.exact = bounded(GenAiMeter.DURATION, "gen_ai.request.model", limits.models());
		this.answering = bounded(LlmMeter.DRIFTS, "answered", limits.models());
		Shown shown = new Shown(instruments, () -> {
			forget();
			onForgotten.run();
		});
		this.calls = new Once<>(
				(tags) -> new CallMeters(instruments, shown, tags.provider, tags.model, tags.operation));
		this.ofModels = new Once<>(
				(tags) -> new ModelMeters(instruments, shown, tags.provider, tags.model, this.answering));
		this.openTelemetry = new Once<>(
				(tags) -> new GenAiMeters(instruments, conventions == LlmConventions.OPENTELEMETRY_1_37, tags.operation,
						tags.provider, tags.model, this.answering));
	}

	NamedModel find(@Nullable String provider, @Nullable String model, @Nullable String operation) {
		Key raw = new Key(provider, model, operation);
		NamedModel known = this.remembered.get(raw);
		if (known != null) {
			return known;
		}
		int forgotten = this.forgotten.get();
		NamedModel named = name(raw);
		if (forgotten == this.forgotten.get() && this.remembered.size() < MAX_REMEMBERED && raw.isShort()) {
			this.remembered.put(raw, named);
		}
		return named;
	}

	/**
	 * The names of a model that answered.
	 * @param raw its name as the answer has it
	 * @return its names
	 */
	ModelId names(String raw) {
		ModelId known = this.names.get(raw);
		if (known != null) {
			return known;
		}
		ModelId names = ModelId.of(raw);
		if (this.names.size() < MAX_REMEMBERED && Key.isShort(raw)) {
			this.names.put(raw, names);
		}
		return names;
	}

	// What is remembered last of all, as it is found first. The registry may have its
	// lock.
	private void forget() {
		this.calls.forget();
		this.ofModels.forget();
		this.openTelemetry.forget();
		this.forgotten.incrementAndGet();
		this.remembered.clear();
	}

	private NamedModel name(Key raw) {
		String provider = ProviderName.of(raw.provider());
		ModelId names = ModelId.of(raw.model());
		Tags tags = new Tags(this.providers.bound(provider), this.models.bound(names.comparable()),
				this.operations.bound(OperationName.of(raw.operation())));
		return new NamedModel(provider, names, this.calls.get(tags), this.ofModels.get(tags.ofAny()),
				new AtomicBoolean(),
				this.conventions.isOpenTelemetry()
						? this.openTelemetry.get(tags.of(names.isEmpty() ? "" : this.exact.bound(names.written())))
						: null);
	}

	private BoundedValues bounded(CatalogueMeter meter, String tag, int limit) {
		return new BoundedValues(limit, new OtherValues(this.instruments, meter, tag));
	}

	private record Tags(String provider, String model, String operation) {

		Tags ofAny() {
			return new Tags(this.provider, this.model, "");
		}

		Tags of(String model) {
			return new Tags(this.provider, model, this.operation);
		}

	}

	/**
	 * Meters with a state that the registry shows: made once. Known ones are found
	 * without the map's lock, in which others may be made.
	 *
	 * @param <M> the meters
	 */
	private static final class Once<M> {

		private volatile Map<Tags, M> made = new ConcurrentHashMap<>();

		private final Function<Tags, M> maker;

		Once(Function<Tags, M> maker) {
			this.maker = maker;
		}

		M get(Tags tags) {
			Map<Tags, M> made = this.made;
			M known = made.get(tags);
			return (known != null) ? known : made.computeIfAbsent(tags, this.maker);
		}

		// Another one, as whoever makes one waits for the registry inside of the map.
		void forget() {
			this.made = new ConcurrentHashMap<>();
		}

	}

	private record Key(@Nullable String provider, @Nullable String model, @Nullable String operation) {

		boolean isShort() {
			return isShort(this.provider) && isShort(this.model) && isShort(this.operation);
		}

		static boolean isShort(@Nullable String text) {
			return text == null || text.length() <= ScrapeLimits.VALUE_BYTES;
		}

	}

}
