package io.sightglass.meters.llm;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.llm.internal.name.ModelName;
import io.sightglass.meters.llm.internal.name.ProviderName;
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

	private final Map<Key, NamedModel> remembered = new ConcurrentHashMap<>();

	private final Map<Key, CallMeters> meters = new ConcurrentHashMap<>();

	ModelDirectory(Instruments instruments, LlmLimits limits) {
		this.instruments = instruments;
		this.providers = bounded("provider", limits.providers());
		this.models = bounded("model", limits.models());
		this.operations = bounded("operation", limits.operations());
	}

	NamedModel find(@Nullable String provider, @Nullable String model, @Nullable String operation) {
		Key raw = new Key(provider, model, operation);
		NamedModel known = this.remembered.get(raw);
		if (known != null) {
			return known;
		}
		NamedModel named = name(raw);
		if (this.remembered.size() < MAX_REMEMBERED && raw.isShort()) {
			this.remembered.put(raw, named);
		}
		return named;
	}

	private NamedModel name(Key raw) {
		String provider = ProviderName.of(raw.provider());
		String model = ModelName.of(raw.model());
		Key tags = new Key(this.providers.bound(provider), this.models.bound(model),
				this.operations.bound(OperationName.of(raw.operation())));
		// Made once, as the registry shows the state of the first; known ones are found
		// without the map's lock, in which others may be made.
		CallMeters known = this.meters.get(tags);
		return new NamedModel(provider, model, written(raw.model()),
				(known != null) ? known : this.meters.computeIfAbsent(tags, this::meters));
	}

	private static String written(@Nullable String model) {
		return (model != null) ? model.strip().toLowerCase(Locale.ROOT) : "";
	}

	private CallMeters meters(Key tags) {
		return new CallMeters(this.instruments, String.valueOf(tags.provider()), String.valueOf(tags.model()),
				String.valueOf(tags.operation()));
	}

	private BoundedValues bounded(String tag, int limit) {
		return new BoundedValues(limit, new OtherValues(this.instruments, LlmMeter.REQUESTS, tag));
	}

	private record Key(@Nullable String provider, @Nullable String model, @Nullable String operation) {

		boolean isShort() {
			return isShort(this.provider) && isShort(this.model) && isShort(this.operation);
		}

		private static boolean isShort(@Nullable String text) {
			return text == null || text.length() <= ScrapeLimits.VALUE_BYTES;
		}

	}

}
