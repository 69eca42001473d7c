package io.sightglass.instrumentation.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.FileRegion;

/**
 * How many bytes a message is.
 */
final class Sizes {

	private static final long NO_BYTES = -1;

	private Sizes() {
	}

	static long of(Object message) {
		if (message instanceof ByteBuf bytes) {
			return bytes.readableBytes();
		}
		if (message instanceof ByteBufHolder holder) {
			return holder.content().readableBytes();
		}
		return (message instanceof FileRegion region) ? region.count() : NO_BYTES;
	}

}
