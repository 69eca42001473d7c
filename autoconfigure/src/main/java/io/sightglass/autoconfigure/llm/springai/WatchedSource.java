package io.sightglass.autoconfigure.llm.springai;

import java.io.IOException;

import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.autoconfigure.llm.SeenStream;
import io.sightglass.llm.TokenUsage;
import io.sightglass.llm.wire.WireReader;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * Reads a stream's bytes after the SDK has got them, in the same order and the same
 * pieces.
 */
class WatchedSource extends ForwardingSource {

	private final SeenStreams streams;

	private final SeenStream seen = new SeenStream();

	private final WireReader reader = new WireReader();

	private boolean known;

	WatchedSource(Source source, SeenStreams streams) {
		super(source);
		this.streams = streams;
	}

	@Override
	public long read(Buffer sink, long byteCount) throws IOException {
		long read = super.read(sink, byteCount);
		if (read > 0) {
			// Shares the segments with the sink: nothing is copied but what is looked at.
			try (Buffer passing = new Buffer()) {
				sink.copyTo(passing, sink.size() - read, read);
				look(passing.readByteArray());
			}
			catch (RuntimeException ignored) {
				// The stream is the application's: it goes on unwatched.
				this.known = true;
			}
		}
		return read;
	}

	private void look(byte[] bytes) {
		this.reader.feed(bytes, 0, bytes.length);
		if (this.reader.hasContent()) {
			this.seen.firstTokenNow();
		}
		TokenUsage usage = this.reader.usage();
		if (usage != null) {
			this.seen.usage(usage);
		}
		String id = this.reader.id();
		if (!this.known && id != null) {
			this.known = true;
			this.streams.put(id, this.seen);
		}
	}

}
