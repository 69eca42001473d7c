package io.sightglass.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.netty.MeteringHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the handler add to a read of 1 KiB?
 */
public class NettyReadBenchmark extends Question {

	@Benchmark
	public boolean without(Channels channels) {
		return channels.plain.writeInbound(channels.message);
	}

	@Benchmark
	public boolean sightglass(Sightglass sightglass, Channels channels) {
		return channels.metered(sightglass.endpoint).writeInbound(channels.message);
	}

	/** An endpoint that the application meters by name. */
	public static class Sightglass extends Side.Starter {

		private final MeteredEndpoint endpoint = this.application.bean(Endpoints.class).server("gateway", "tcp");

	}

	/**
	 * The channels of a thread.
	 */
	@State(Scope.Thread)
	public static class Channels {

		private final ByteBuf message = Unpooled.unreleasableBuffer(Unpooled.buffer(1024).writeZero(1024));

		private final EmbeddedChannel plain = new EmbeddedChannel(new Swallow());

		private final EmbeddedChannel metered = new EmbeddedChannel(new Swallow());

		EmbeddedChannel metered(MeteredEndpoint endpoint) {
			if (this.metered.pipeline().get(MeteringHandler.class) == null) {
				this.metered.pipeline().addFirst(new MeteringHandler(endpoint));
			}
			return this.metered;
		}

		@TearDown
		public void close() {
			this.plain.close();
			this.metered.close();
		}

	}

	private static final class Swallow extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
		}

	}

}
