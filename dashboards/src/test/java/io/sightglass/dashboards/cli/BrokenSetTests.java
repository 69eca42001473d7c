package io.sightglass.dashboards.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jars and descriptions that are broken: the place is named.
 */
@Timeout(60)
class BrokenSetTests {

	private static final String SET = """
			{"set": "shop", "type": "shop.ShopMeters", "meters": [{"name": "shop.orders", "type": "counter",
			"prometheus": "shop_orders_total", "fixedTags": ["zone", "a"], "tags": [{"label": "kind"}]}]}""";

	@TempDir
	private Path directory;

	private String refused(int code, Path... places) {
		String message = Run
			.of(Stream.concat(Stream.of("sets", "--out", this.directory.resolve("out").toString()),
					Stream.of(places).map(Path::toString))
				.toArray(String[]::new))
			.failed(code);
		assertThat(this.directory.resolve("out")).doesNotExist();
		return message;
	}

	private static byte[] jar(String name, byte[] content) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream out = new ZipOutputStream(bytes)) {
			out.putNextEntry(new ZipEntry("first.txt"));
			out.putNextEntry(new ZipEntry(name));
			out.write(content);
		}
		return bytes.toByteArray();
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	// The checksum stands behind the content, after the signature PK 7 8.
	private static byte[] withAnotherChecksum(byte[] jar) {
		byte[] broken = jar.clone();
		for (int i = broken.length - 5; i >= 0; i--) {
			if (broken[i] == 'P' && broken[i + 1] == 'K' && broken[i + 2] == 7 && broken[i + 3] == 8) {
				broken[i + 4]++;
				return broken;
			}
		}
		throw new AssertionError("no checksum");
	}

	@Test
	void aBrokenJarIsNamedWithWhatIsBrokenInIt() throws IOException {
		Path whole = Files.write(this.directory.resolve("whole.jar"), jar("X.meters.json", text(SET)));
		byte[] inner = jar("X.meters.json", text(SET));
		byte[] cut = Arrays.copyOf(inner, 130);
		Path broken = this.directory.resolve("broken.jar");
		Files.write(broken, cut);
		assertThat(refused(1, whole, broken)).contains("broken.jar!/X.meters.json").doesNotContain("whole.jar");
		Files.write(broken, withAnotherChecksum(inner));
		assertThat(refused(1, whole, broken)).contains("broken.jar!/X.meters.json");
		for (byte[] each : new byte[][] { cut, withAnotherChecksum(inner) }) {
			Files.write(broken, jar("lib/shop.jar", each));
			assertThat(refused(1, broken, whole)).contains("broken.jar!/lib/shop.jar!/X.meters.json");
		}
		Files.write(broken, jar("x".repeat(60_000) + ".meters.json", cut));
		assertThat(refused(1, broken)).contains("broken.jar!/xxx", "UTF-8").hasSizeLessThan(3000);
	}

	@ParameterizedTest
	@CsvSource({ "le, reserved", "quantile, reserved", "__name__, reserved", "__x, reserved", "zone, twice" })
	void aLabelThatTheProcessorRefusesIsRefusedHereToo(String label, String reason) throws IOException {
		Path place = Files.writeString(this.directory.resolve("bad.meters.json"),
				SET.replace("\"kind\"", "\"" + label + "\""));
		assertThat(refused(2, place)).contains("bad.meters.json", "'" + label + "'", reason);
		Files.writeString(place, SET.replace("{\"label\": \"kind\"}", "{\"label\": \"kind\"}, {\"label\": \"kind\"}"));
		assertThat(refused(2, place)).contains("bad.meters.json", "'kind'", "twice");
	}

	@Test
	void whatIsNotInUtf8IsNamed() throws IOException {
		byte[] latin = SET.replace("\"a\"", "\"é\"").getBytes(StandardCharsets.ISO_8859_1);
		Path file = Files.write(this.directory.resolve("latin.meters.json"), latin);
		assertThat(refused(1, file)).contains("latin.meters.json is not in UTF-8");
		assertThat(refused(1, Files.write(this.directory.resolve("latin.jar"), jar("X.meters.json", latin))))
			.contains("latin.jar!/X.meters.json is not in UTF-8");
	}

	@Test
	void whatIsNoFileIsNamedForWhatItIs() throws IOException, InterruptedException {
		Path folder = Files.createDirectory(this.directory.resolve("classes"));
		Path place = folder.resolve("X.meters.json");
		assertThat(refused(2, place)).contains("X.meters.json is not there");
		Files.createSymbolicLink(place, this.directory.resolve("nowhere"));
		for (Path each : new Path[] { place, folder }) {
			assertThat(refused(2, each)).contains("X.meters.json is a link that leads nowhere");
		}
		Files.delete(place);
		assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
		for (Path each : new Path[] { place, folder }) {
			assertThat(refused(2, each)).contains("X.meters.json is a pipe");
		}
	}

}
