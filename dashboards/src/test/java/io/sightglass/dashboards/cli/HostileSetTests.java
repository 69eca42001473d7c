package io.sightglass.dashboards.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jars and descriptions of a stranger: what they say reaches queries, files and the
 * terminal as words only, or not at all.
 */
@Timeout(120)
class HostileSetTests {

	private static final String SET = """
			{"set": "shop", "type": "shop.ShopMeters", "meters": [{"name": "shop.orders", "type": "counter",
			"unit": "", "description": "Orders.", "prometheus": "shop_orders_total", "tags": [{"label": "kind"}]}]}""";

	@TempDir
	private Path directory;

	private Run sets(Path... places) {
		return Run.of(
				Stream
					.concat(Stream.of("sets", "--out", this.directory.resolve("out").toString()),
							Stream.of(places).map(Path::toString))
					.toArray(String[]::new));
	}

	private void assertThatNothingIsWritten() {
		assertThat(this.directory.resolve("out")).doesNotExist();
	}

	private Path description(String name, String text) throws IOException {
		return Files.writeString(this.directory.resolve(name + ".meters.json"), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "kind) (up) or sum by (x", "kind\\\"", "kind, instance", "", "1kind", "k\\u202eind",
			"k ind", "kind\\n", "{{kind}}", "$kind" })
	void aLabelThatIsNoneReachesNoQuery(String label) throws IOException {
		Path bad = description("bad", SET.replace("\"kind\"", "\"" + label + "\""));
		assertThat(sets(bad).failed(2)).contains("bad.meters.json").contains("label");
		assertThatNothingIsWritten();
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop_orders_total{} or up", "shop_orders\\n_total", "shop orders", "1shop", "up#" })
	void aNameThatIsNoneReachesNoQuery(String name) throws IOException {
		assertThat(sets(description("bad", SET.replace("shop_orders_total", name))).failed(2)).contains("prometheus");
		assertThatNothingIsWritten();
	}

	@Test
	void aUnitOrATypeThatIsNoneIsRefused() throws IOException {
		assertThat(sets(description("unit", SET.replace("\"unit\": \"\"", "\"unit\": \"a} or up{\""))).failed(2))
			.contains("unit");
		assertThat(sets(description("type", SET.replace("counter", "\\u001b[31mdial"))).failed(2))
			.contains("'\\u001b[31mdial'");
		assertThat(
				sets(description("fixed", SET.replace("\"tags\"", "\"fixedTags\": [{}, \"x\"], \"tags\""))).failed(2))
			.contains("label");
	}

	@Test
	void titlesAndDescriptionsArePlainText() throws IOException {
		String evil = "\\u001b[31m\\u202e![x](http://evil.example/x.png) <img src=x> [y](javascript:alert(1))\\n---\\nkind: Secret";
		Path place = description("odd",
				SET.replace("\"set\": \"shop\"", "\"set\": \"" + evil + "\"")
					.replace("Orders.", evil)
					.replace("shop.orders", evil)
					.replace("shop.ShopMeters", evil));
		Run run = sets(place);
		assertThat(run.code()).as(run.err()).isZero();
		Run.assertThatItIsPrintable(run.out());
		try (Stream<Path> files = Files.walk(this.directory.resolve("out"))) {
			Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
			assertThat(file.getFileName().toString()).matches("set-[a-zA-Z0-9_-]+\\.json");
			JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
			json.findValuesAsString("title").forEach(Run::assertThatItIsPrintable);
			assertThat(json.findValuesAsString("description")).isNotEmpty().allSatisfy((shown) -> {
				Run.assertThatItIsPrintable(shown);
				assertThat(shown).doesNotContainPattern("(?<!\\\\)[<\\[]");
			});
		}
	}

	@Test
	void twoSetsOfOneDashboardAreRefusedAndNamed() throws IOException {
		for (String other : new String[] { "shop", "SHOP" }) {
			Path first = description("first", SET);
			Path second = description("second",
					SET.replace("\"shop\"", "\"" + other + "\"").replace("shop.ShopMeters", "other.ShopMeters"));
			assertThat(sets(first, second).failed(2)).contains("first.meters.json", "second.meters.json",
					"shop.ShopMeters", "other.ShopMeters");
			assertThatNothingIsWritten();
		}
		Path dots = description("dots", SET.replace("\"shop\"", "\"a.b\""));
		Path spaces = description("spaces", SET.replace("\"shop\"", "\"a b\""));
		assertThat(sets(dots, spaces).failed(2)).contains("'a.b'", "'a b'", "set-a-b");
		assertThatNothingIsWritten();
	}

	@Test
	void theSameSetTwiceIsOne() throws IOException {
		assertThat(sets(description("first", SET), description("second", SET)).out()).contains("1 files");
	}

	@Test
	void aJarThatInflatesWithoutEndIsGivenUp() throws IOException {
		for (String name : new String[] { "zeros.bin", "X.meters.json", "inner.jar" }) {
			Path jar = this.directory.resolve("bomb.jar");
			try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
				out.putNextEntry(new ZipEntry(name));
				byte[] zeros = new byte[1024 * 1024];
				for (int i = 0; i < 300; i++) {
					out.write(zeros);
				}
			}
			assertThat(Files.size(jar)).isLessThan(400_000);
			assertThat(sets(jar).failed(1)).as(name).contains("bomb.jar");
			assertThatNothingIsWritten();
		}
	}

	@Test
	void jarsWithinJarsHaveAnEnd() throws IOException {
		byte[] inner = jar(Map.of("X.meters.json", SET.getBytes(StandardCharsets.UTF_8)));
		for (int depth = 0; depth < 50; depth++) {
			inner = jar(Map.of("\u001b[31m.jar", inner));
		}
		Path jar = Files.write(this.directory.resolve("deep.jar"), inner);
		assertThat(sets(jar).failed(1)).contains("jars within jars");
	}

	@Test
	void namesOfEntriesLeadNowhere() throws IOException {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		for (int i = 0; i < 5000; i++) {
			entries.put("../../" + "x/".repeat(50) + i, new byte[0]);
		}
		entries.put("../../../../elsewhere/evil.meters.json",
				SET.replace("\"shop\"", "\"../../evil\"").getBytes(StandardCharsets.UTF_8));
		entries.put("/etc/evil.meters.json", SET.getBytes(StandardCharsets.UTF_8));
		Path jar = Files.write(this.directory.resolve("names.jar"), jar(entries));
		assertThat(sets(jar).code()).isZero();
		assertThat(this.directory.resolve("out/grafana")).isDirectoryContaining("glob:**/set-------evil.json")
			.isDirectoryContaining("glob:**/set-shop.json");
		try (Stream<Path> all = Files.walk(this.directory)) {
			assertThat(all.filter(Files::isRegularFile)).hasSize(3);
		}
	}

	@Test
	void whatIsDeepLongBrokenOrNumerousIsOneLine() throws IOException {
		for (String open : new String[] { "[", "{\"meters\":[", "{\"meters\":" }) {
			assertThat(sets(description("deep", open.repeat(1_000_000 / open.length()))).failed(2)).contains("no JSON");
		}
		assertThat(sets(description("long", SET.replace("Orders.", "x".repeat(2_000_000)))).failed(1))
			.contains("longer than");
		assertThat(sets(description("many",
				SET.replace("{\"label\": \"kind\"}",
						Stream.iterate(0, (i) -> i + 1)
							.limit(100)
							.map((i) -> "{\"label\": \"k" + i + "\"}")
							.reduce((one, other) -> one + "," + other)
							.orElseThrow())))
			.failed(2)).contains("tags");
		byte[] whole = jar(Map.of("X.meters.json", SET.getBytes(StandardCharsets.UTF_8)));
		Path broken = Files.write(this.directory.resolve("broken.jar"), Arrays.copyOf(whole, 60));
		assertThat(sets(broken).code()).isNotZero();
		Map<String, byte[]> many = new LinkedHashMap<>();
		for (int i = 0; i < 2000; i++) {
			many.put(i + ".meters.json", SET.getBytes(StandardCharsets.UTF_8));
		}
		assertThat(sets(Files.write(this.directory.resolve("many.jar"), jar(many))).failed(1))
			.contains("more than 1000 descriptions");
	}

	private static byte[] jar(Map<String, byte[]> entries) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream target = bytes; ZipOutputStream out = new ZipOutputStream(target)) {
			for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
				out.putNextEntry(new ZipEntry(entry.getKey()));
				out.write(entry.getValue());
			}
		}
		return bytes.toByteArray();
	}

}
