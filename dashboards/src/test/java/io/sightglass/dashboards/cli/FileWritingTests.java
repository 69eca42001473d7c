package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is there stays, unless it is said otherwise; what fails leaves nothing.
 */
class FileWritingTests {

	@TempDir
	private Path directory;

	private Path out = Path.of("");

	@BeforeEach
	void choose() {
		this.out = this.directory.resolve("a/out");
	}

	private Run export(String... more) {
		return Run.of(Stream.concat(Stream.of("export", "--out", this.out.toString()), Stream.of(more))
			.toArray(String[]::new));
	}

	private Path there(String name, String content) throws IOException {
		Path file = this.out.resolve(name);
		Files.createDirectories(file.toAbsolutePath().getParent());
		return Files.writeString(file, content);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.walk(this.directory)) {
			return all.filter((each) -> !Files.isDirectory(each)).toList();
		}
	}

	@Test
	void aFileOfSomebodyElseStaysAndIsNamed() throws IOException {
		Path runbooks = there("runbooks.md", "mine");
		Path llm = there("grafana/llm.json", "mine too");
		assertThat(export().failed(1)).contains("runbooks.md", "grafana/llm.json", "--force")
			.doesNotContain("grafana/http.json");
		assertThat(files()).containsExactlyInAnyOrder(runbooks, llm);
		assertThat(runbooks).hasContent("mine");
		assertThat(export("--force").code()).isZero();
		assertThat(Files.readString(llm)).contains("sightglass-llm");
		assertThat(files()).noneMatch((file) -> file.toString().contains(".sightglass-"));
	}

	@Test
	void theSameAgainIsNothingNew() throws IOException {
		assertThat(export().code()).isZero();
		assertThat(export().code()).isZero();
		assertThat(export("--prefix", "shop").failed(1)).contains("grafana/llm.json", "more");
		assertThat(export("--prefix", "shop", "--force").code()).isZero();
		assertThat(Files.readString(this.out.resolve("grafana/llm.json"))).contains("shop_llm");
	}

	@Test
	void aLinkIsNotFollowed() throws IOException {
		Path elsewhere = Files.writeString(this.directory.resolve("elsewhere"), "precious");
		Path folder = Files.createDirectory(this.directory.resolve("folder"));
		Files.createDirectories(this.out);
		Files.createSymbolicLink(this.out.resolve("runbooks.md"), elsewhere);
		Files.createSymbolicLink(this.out.resolve("grafana"), folder);
		Files.createDirectories(this.out.resolve("prometheus"));
		Files.createSymbolicLink(this.out.resolve("prometheus/prometheus.yml"), this.directory.resolve("nowhere"));
		for (String force : new String[] { "--https", "--force" }) {
			assertThat(export(force).failed(1)).contains("grafana is a link to a directory");
		}
		assertThat(folder).isEmptyDirectory();
		Files.delete(this.out.resolve("grafana"));
		assertThat(export().failed(1)).contains("runbooks.md", "prometheus/prometheus.yml");
		assertThat(elsewhere).hasContent("precious");
		assertThat(folder).isEmptyDirectory();
		assertThat(this.directory.resolve("nowhere")).doesNotExist();
		Files.delete(this.out.resolve("prometheus/prometheus.yml"));
		assertThat(export("--force").code()).isZero();
		assertThat(Files.readString(elsewhere)).contains("SightglassRouteNodeDown");
		assertThat(this.out.resolve("runbooks.md")).isSymbolicLink();
	}

	@Test
	void whatFailsHalfWayLeavesWhatWasThere() throws IOException {
		Path first = there("grafana/http.json", "old");
		Files.createDirectories(this.out.resolve("prometheus/rules/llm.yml/full"));
		assertThat(export("--force").failed(1)).contains("llm.yml");
		assertThat(first).hasContent("old");
		assertThat(files()).containsExactly(first);
		assertThat(this.out.resolve("kubernetes")).doesNotExist();
		try (Stream<Path> left = Files.list(this.out)) {
			assertThat(left.map((each) -> each.getFileName().toString())).containsExactlyInAnyOrder("grafana",
					"prometheus");
		}
	}

	@Test
	void whatCannotBeWrittenLeavesNoFolders() throws IOException {
		Path file = Files.writeString(this.directory.resolve("a"), "a file");
		for (String force : new String[] { "--https", "--force" }) {
			assertThat(export(force).failed(1)).contains(file + " is no directory").doesNotContain("already");
			assertThat(files()).containsExactly(file);
		}
		Files.delete(file);
		this.out = this.directory.resolve("a/" + "x".repeat(300));
		assertThat(export().failed(1)).contains("xxx: File name too long").doesNotContain("Exception");
		assertThat(this.directory).isEmptyDirectory();
		this.out = Path.of("/proc/sightglass/out");
		assertThat(export().failed(1)).contains("/proc/sightglass: there is no such").doesNotContain("Exception");
	}

	@Test
	void rulesAndSetsAskToo() throws IOException {
		Path rules = there("prometheus/rules/llm.yml", "mine");
		assertThat(Run.of("rules", "--out", this.out.toString()).failed(1)).contains("llm.yml");
		assertThat(rules).hasContent("mine");
		assertThat(Run.of("rules", "--out", this.out.toString(), "--force").code()).isZero();
		Path dashboard = there("grafana/set-shop.json", "mine");
		String classes = "target/test-classes/io/sightglass/dashboards/set";
		assertThat(Run.of("sets", "--out", this.out.toString(), classes).failed(1)).contains("grafana/set-shop.json");
		assertThat(dashboard).hasContent("mine");
		assertThat(Run.of("sets", "--out", this.out.toString(), classes, "--force").code()).isZero();
	}

}
