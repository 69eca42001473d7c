package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SetsCommandTests {

	private static final Path CLASSES = Path.of("target", "test-classes", "io", "sightglass", "dashboards", "set");

	private final StringWriter err = new StringWriter();

	@TempDir
	private Path directory;

	private int run(Path place, String... more) {
		CommandLine line = DashboardsCommand.commandLine();
		line.setOut(new PrintWriter(new StringWriter()));
		line.setErr(new PrintWriter(this.err));
		return line.execute(
				Stream.concat(Stream.of("sets", "--out", this.directory.toString(), place.toString()), Stream.of(more))
					.toArray(String[]::new));
	}

	@Test
	void writesADashboardForEachSetOfADirectoryOfClasses() throws IOException {
		assertThat(run(CLASSES, "--prefix", "acme")).isZero();
		assertThat(Files.readString(this.directory.resolve("grafana/set-shop.json")))
			.contains("acme_shop_orders_total");
		assertThat(Files.readString(this.directory.resolve("grafana/set-own-names.json")))
			.contains("(allsource_events_ingested_total{")
			.doesNotContain("acme");
	}

	@Test
	void findsSetsInAJarAndInTheJarsWithinIt() throws IOException {
		Path jar = this.directory.resolve("app.jar");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
			out.putNextEntry(new ZipEntry("BOOT-INF/lib/domain.jar"));
			pack(out, "OwnNamesMeters.meters.json");
			out.putNextEntry(new ZipEntry("BOOT-INF/classes/shop/ShopMeters.meters.json"));
			out.write(Files.readAllBytes(CLASSES.resolve("ShopMeters.meters.json")));
		}
		assertThat(run(jar)).isZero();
		assertThat(this.directory.resolve("grafana")).isDirectoryContaining("glob:**/set-shop.json")
			.isDirectoryContaining("glob:**/set-own-names.json");
	}

	@Test
	void saysWhereThereIsNoSet() throws IOException {
		assertThat(run(Files.createDirectory(this.directory.resolve("empty")))).isEqualTo(2);
		assertThat(this.err.toString()).contains("empty").contains("sightglass-processor");
	}

	private static void pack(OutputStream out, String description) throws IOException {
		ZipOutputStream inner = new ZipOutputStream(out);
		inner.putNextEntry(new ZipEntry(description));
		inner.write(Files.readAllBytes(CLASSES.resolve(description)));
		inner.finish();
	}

}
