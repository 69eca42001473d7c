package io.sightglass.instrumentation.internal.llm;

import java.nio.ByteBuffer;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of an answer while they pass, and keeps its details in the cache as
 * soon as it knows the answer's id, or at its end where there is none but a usage.
 */
public final class StreamReader {

	private final StreamDetailsCache cache;

	private final StreamDetails details;

	private final WireReader reader = new WireReader();

	private final boolean streaming;

	private boolean cached;

	private int chunks;

	/**
	 * A reader of one answer.
	 * @param cache where its details go, unless it is known whose they are
	 * @param call the call that it answers, if it is known
	 * @param origin the request that it answers
	 * @param streaming whether it is a stream, whose first token has a time
	 */
	public StreamReader(StreamDetailsCache cache, @Nullable OuterCall call, StreamOrigin origin, boolean streaming) {
		this.cache = cache;
		this.streaming = streaming;
		this.details = new StreamDetails(origin);
		this.reader.asked(origin.asked());
		if (streaming) {
			this.details.streaming();
		}
		if (call != null) {
			call.details(this.details);
			this.cached = true;
		}
	}

	/**
	 * Keeps who answers, where the configuration says that of the host.
	 * @param provider the provider, nothing if it is who the library says
	 */
	public void provider(@Nullable String provider) {
		this.details.provider(provider);
	}

	/**
	 * What is to be told what the answer's head says.
	 * @return it
	 */
	public LlmCall head() {
		return this.details.head();
	}

	private @Nullable LlmError error() {
		String code = this.reader.error();
		return this.reader.isBlocked() ? LlmError.CONTENT_FILTER : (code != null) ? LlmError.ofCode(code) : null;
	}

	/**
	 * The answer has come to its end, or is closed before it, on this thread.
	 */
	public void ended() {
		if (this.details.hasUsage()) {
			keep();
		}
		this.details.ended();
	}

	private synchronized void keep() {
		if (!this.cached) {
			this.cached = true;
			this.cache.put(this.details);
		}
	}

	public void read(ByteBuffer bytes) {
		try {
			this.reader.feed(bytes);
		}
		catch (Throwable ignored) {
			// The stream is the application's, whatever it is.
			return;
		}
		if (this.streaming && this.reader.hasContent()) {
			this.details.firstTokenNow();
		}
		while (this.cache.hasChunks() && this.streaming && this.reader.chunks() > this.chunks) {
			this.chunks++;
			this.details.chunkNow();
		}
		LlmUsage usage = this.reader.usage();
		if (usage != null) {
			this.details.usage(usage);
		}
		this.details.tier(this.reader.tier());
		this.details.cost(this.reader.cost());
		this.details.finish(this.reader.finish());
		this.details.error(error());
		this.details.model(this.reader.model());
		String id = this.reader.id();
		if (!this.cached && id != null && !id.isBlank()) {
			this.details.origin().id(id);
			keep();
		}
	}

}
