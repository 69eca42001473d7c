package io.sightglass.instrumentation.internal.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.transport.TransportMeter;

/**
 * TCP as the kernel counts it for the process's network namespace: of every process in
 * the same container or host, not of this one alone. Both files are read at most once a
 * second, however many meters ask.
 *
 * <pre>
 * transport_kernel_segments_total{direction="out"} 81234.0
 * transport_kernel_retransmissions_total 12.0
 * transport_kernel_connections 7.0
 * </pre>
 */
public final class KernelTcp {

	private static final long FRESH_NANOS = 1_000_000_000L;

	private static final int IN = 0;

	private static final int OUT = 1;

	private static final int RETRANSMITTED = 2;

	private static final int RESETS = 3;

	private static final int ESTABLISHED = 4;

	private final ProcTable tcp;

	private final ProcTable extended;

	private final long[] values = new long[5];

	private long timeouts;

	private long readAt;

	private boolean read;

	KernelTcp(Path directory) {
		this.tcp = new ProcTable(directory.resolve("snmp"), "Tcp:", "InSegs", "OutSegs", "RetransSegs", "OutRsts",
				"CurrEstab");
		this.extended = new ProcTable(directory.resolve("netstat"), "TcpExt:", "TCPTimeouts");
	}

	/**
	 * Shows the kernel's meters, where there is a /proc to read them from.
	 * @param instruments the door to the registry
	 * @return whether there is
	 */
	public static boolean show(Instruments instruments) {
		return show(instruments, Path.of("/proc/self/net"));
	}

	static boolean show(Instruments instruments, Path directory) {
		if (!Files.isReadable(directory.resolve("snmp")) || !Files.isReadable(directory.resolve("netstat"))) {
			return false;
		}
		new KernelTcp(directory).bind(instruments);
		return true;
	}

	private void bind(Instruments instruments) {
		// The gauge holds this object for the counters, which do not.
		instruments.gauge(TransportMeter.KERNEL_CONNECTIONS, this, (kernel) -> kernel.value(ESTABLISHED));
		instruments.functionCounter(TransportMeter.KERNEL_SEGMENTS, this, (kernel) -> kernel.value(IN), "in");
		instruments.functionCounter(TransportMeter.KERNEL_SEGMENTS, this, (kernel) -> kernel.value(OUT), "out");
		instruments.functionCounter(TransportMeter.KERNEL_RETRANSMISSIONS, this,
				(kernel) -> kernel.value(RETRANSMITTED));
		instruments.functionCounter(TransportMeter.KERNEL_RESETS, this, (kernel) -> kernel.value(RESETS));
		instruments.functionCounter(TransportMeter.KERNEL_TIMEOUTS, this, KernelTcp::timeouts);
	}

	private synchronized double value(int column) {
		refresh();
		return this.values[column];
	}

	private synchronized double timeouts() {
		refresh();
		return this.timeouts;
	}

	private void refresh() {
		long now = System.nanoTime();
		if (this.read && now - this.readAt < FRESH_NANOS) {
			return;
		}
		try {
			System.arraycopy(this.tcp.read(), 0, this.values, 0, this.values.length);
			this.timeouts = this.extended.read()[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.readAt = now;
		this.read = true;
	}

}
