package io.sightglass.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * What the page is made of. Only what is listed here is served, so a path can lead
 * nowhere else.
 */
class ConsoleAssets {

	private static final MimeType SCRIPT = MimeType.valueOf("text/javascript;charset=UTF-8");

	private static final MimeType STYLE = MimeType.valueOf("text/css;charset=UTF-8");

	private static final List<String> SCRIPTS = List.of("app.js", "history.js", "links.js", "views.js");

	/** The dashboards in which the page looks for panels. */
	private static final List<String> DASHBOARDS = List.of("connections", "http", "llm", "pipelines", "series", "state",
			"transport");

	private final Map<String, Asset> assets = new HashMap<>();

	ConsoleAssets() {
		this.assets.put("console.css", ours("console.css", STYLE));
		this.assets.put("chart.js", ours("chart.umd.min.js", SCRIPT));
		SCRIPTS.forEach((name) -> this.assets.put(name, ours(name, SCRIPT)));
		DASHBOARDS.forEach((name) -> {
			String path = "dashboards/" + name + ".json";
			this.assets.put(path, ours(path, MimeTypeUtils.APPLICATION_JSON));
		});
	}

	ClassPathResource page() {
		return new ClassPathResource("index.html", ConsoleAssets.class);
	}

	@Nullable Asset find(String path) {
		return this.assets.get(path);
	}

	/**
	 * Everything that is served, the page included.
	 * @return the resources
	 */
	Stream<ClassPathResource> all() {
		return Stream.concat(Stream.of(page()), this.assets.values().stream().map(Asset::content));
	}

	private static Asset ours(String name, MimeType type) {
		return new Asset(new ClassPathResource(name, ConsoleAssets.class), type);
	}

	record Asset(ClassPathResource content, MimeType type) {
	}

}
