package io.sightglass.instrumentation.internal.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class KernelTcpTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void readsAModernKernel() {
		assertThat(KernelTcp.show(new Instruments(this.registry), proc("linux-6.1"))).isTrue();
		assertThat(segments("in")).isEqualTo(81_000);
		assertThat(segments("out")).isEqualTo(82_000);
		assertThat(total("retransmissions")).isEqualTo(15);
		assertThat(total("resets")).isEqualTo(21);
		assertThat(total("timeouts")).isEqualTo(33);
		assertThat(this.registry.get("transport.kernel.connections").gauge().value()).isEqualTo(7);
	}

	@Test
	void readsAnOldKernelWithFewerColumns() {
		assertThat(KernelTcp.show(new Instruments(this.registry), proc("linux-3.10"))).isTrue();
		assertThat(segments("in")).isEqualTo(4_294_967_296.0);
		assertThat(total("timeouts")).isEqualTo(6);
		assertThat(total("resets")).isEqualTo(10);
	}

	@Test
	void isAbsentWhereProcIsAbsent() {
		assertThat(KernelTcp.show(new Instruments(this.registry), Path.of("no-proc-here"))).isFalse();
		assertThat(this.registry.find("transport.kernel.connections").gauge()).isNull();
	}

	@Test
	void countsWhatItCannotReadAsAFailureOfItsOwn() {
		assertThat(KernelTcp.show(new Instruments(this.registry), proc("broken"))).isTrue();
		assertThat(total("resets")).isZero();
		assertThat(this.registry.get("sightglass.failures").tag("family", "transport").counter().count()).isOne();
		assertThatIOException().isThrownBy(new ProcTable(proc("broken").resolve("snmp"), "Tcp:", "CurrEstab")::read)
			.withMessageContaining("lacks a column");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void seesRealConnectionsOfThisMachine() throws IOException {
		assertThat(KernelTcp.show(new Instruments(this.registry))).isTrue();
		ProcTable tcp = new ProcTable(Path.of("/proc/self/net/snmp"), "Tcp:", "PassiveOpens", "OutSegs");
		long[] before = tcp.read().clone();
		try (ServerSocket server = new ServerSocket(0);
				Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
				Socket accepted = server.accept()) {
			client.getOutputStream().write(1);
			assertThat(accepted.getInputStream().read()).isOne();
			long[] after = tcp.read();
			assertThat(after[0]).isGreaterThan(before[0]);
			assertThat(after[1]).isGreaterThan(before[1]);
			assertThat(segments("out")).isGreaterThanOrEqualTo(after[1]);
			assertThat(this.registry.get("transport.kernel.connections").gauge().value()).isGreaterThanOrEqualTo(2);
		}
		assertThat(Files.exists(Path.of("/proc/self/net/netstat"))).isTrue();
	}

	private static Path proc(String kernel) {
		return Path.of("src/test/resources/proc", kernel);
	}

	private double segments(String direction) {
		return this.registry.get("transport.kernel.segments").tag("direction", direction).functionCounter().count();
	}

	private double total(String name) {
		return this.registry.get("transport.kernel." + name).functionCounter().count();
	}

}
