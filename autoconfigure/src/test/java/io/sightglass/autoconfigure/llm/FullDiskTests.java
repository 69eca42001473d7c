package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.ReloadedPrices;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A price file on a disk that is really full.
 */
@Timeout(60)
class FullDiskTests {

	private static final int SMALL = 1_000;

	private static final int LARGE = 2_000;

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private SmallDisk disk;

	private Path file;

	@BeforeEach
	void mount(@TempDir Path directory) throws Exception {
		this.disk = SmallDisk.mount(directory);
		this.file = Files.writeString(this.disk.file("prices.csv"), prices(SMALL, 1234));
	}

	@AfterEach
	void unmount() throws Exception {
		if (this.disk != null) {
			this.disk.close();
		}
	}

	@Test
	void aFileThatIsRewrittenInPlaceLeavesTheLastGoodPricesUntilThereIsRoomAgain() throws IOException {
		try (ReloadedPrices prices = reloaded()) {
			this.disk.fill();
			assertThatIOException().isThrownBy(() -> Files.writeString(this.file, prices(LARGE, 5678)));
			assertThat(Files.size(this.file)).isPositive().isLessThan(prices(LARGE, 5678).length());
			prices.reload();
			requireAll(prices, SMALL, 1234);
			assertThat(failures()).isOne();
			this.disk.clear();
			Files.writeString(this.file, prices(LARGE, 5678));
			prices.reload();
			requireAll(prices, LARGE, 5678);
			assertThat(failures()).isOne();
		}
	}

	@Test
	void aFileThatIsEmptyForWantOfRoomLeavesTheLastGoodPrices() throws IOException {
		try (ReloadedPrices prices = reloaded()) {
			Files.writeString(this.file, "");
			this.disk.fill();
			assertThatIOException().isThrownBy(() -> Files.writeString(this.file, prices(SMALL, 5678)));
			assertThat(this.file).isEmptyFile();
			prices.reload();
			requireAll(prices, SMALL, 1234);
			assertThat(failures()).isOne();
		}
	}

	@Test
	void aFileThatIsWrittenBesideAndRenamedIsNeverSeenCut() throws IOException {
		try (ReloadedPrices prices = reloaded()) {
			this.disk.fill();
			assertThatIOException().isThrownBy(() -> replace(5678));
			prices.reload();
			requireAll(prices, SMALL, 1234);
			this.disk.clear();
			replace(5678);
			prices.reload();
			requireAll(prices, SMALL, 5678);
			assertThat(this.registry.find("sightglass.failures").counters()).allMatch((family) -> family.count() == 0);
		}
	}

	@Test
	void whileItIsRewrittenAgainAndAgainNoPriceIsEverWrong() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService writer = Executors.newSingleThreadExecutor();
		try (ReloadedPrices prices = reloaded()) {
			this.disk.fill();
			Future<?> writing = writer.submit(() -> {
				while (!over.get()) {
					rewrite(5678);
					rewrite(234);
				}
			});
			for (int i = 0; i < 500; i++) {
				prices.reload();
				assertThat(price(prices, i)).isEqualTo(1234);
			}
			over.set(true);
			writing.get(20, TimeUnit.SECONDS);
			requireAll(prices, SMALL, 1234);
			assertThat(failures()).isPositive();
		}
		finally {
			writer.shutdownNow();
		}
	}

	private void rewrite(int usd) {
		try {
			Files.writeString(this.file, prices(LARGE, usd));
		}
		catch (IOException expected) {
			assertThat(this.file).exists();
		}
	}

	private void replace(int usd) throws IOException {
		Path beside = this.disk.file("prices.new");
		Files.writeString(beside, prices(SMALL, usd));
		Files.move(beside, this.file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private ReloadedPrices reloaded() {
		return new ReloadedPrices(new PriceLocation(this.file.toUri().toString()), Duration.ofHours(1),
				new Instruments(this.registry).failures());
	}

	private double failures() {
		return this.registry.get("sightglass.failures").tag("family", "llm").counter().count();
	}

	// More than half of the disk if they are many.
	private static String prices(int models, int usd) {
		StringBuilder text = new StringBuilder("model,unit,usd\n");
		for (int i = 0; i < models; i++) {
			text.append("model-%05d,input,%d\n".formatted(i, usd));
		}
		return text.toString();
	}

	private static void requireAll(ReloadedPrices prices, int models, double usd) {
		for (int i = 0; i < models; i++) {
			assertThat(price(prices, i)).isEqualTo(usd);
		}
	}

	private static @Nullable Double price(ReloadedPrices prices, int model) {
		ModelPrice price = prices.price("any", "model-%05d".formatted(model));
		return (price != null) ? Dollars.usd(price.cost(new LlmUsage(1_000_000, 0, 0, 0, 0), LlmTier.STANDARD)) : null;
	}

}
