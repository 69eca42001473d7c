package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An answer of a provider and what should be counted of it, from a file beside this
 * class: a head of names and values, a blank line, and the body as it is sent.
 *
 * <pre>
 * page: where the provider documents it
 * read: on which day
 * note: in what it differs from what is shown there
 * request: POST /v1/chat/completions
 * asks: the request's body; %id% is another word in each run
 * status: 200 unless said
 * header: Content-Type: application/json, as one of several
 * send: gzip, members (of gzip), deflate, or frames for Amazon's binary event stream of lines "event json"
 * prompt: the tokens of the longest of several prompts
 * times: how often it is asked, 1 unless said
 * calls, operation, model, outcome, error, finish, units, tier, cost, unparsed, limits,
 * first: what the meters show
 * </pre>
 *
 * @param name the provider and the file's name
 * @param head the head
 * @param headers the answer's headers
 * @param body the body
 */
record WireCase(String name, Map<String, String> head, Map<String, String> headers, String body) {

	private static final Set<String> SHOWN = Set.of("calls", "operation", "model", "outcome", "error", "finish",
			"units", "tier", "cost", "unparsed", "limits", "first");

	private static final Map<String, String> USUAL = Map.of("calls", "1", "outcome", "success", "error", "-", "finish",
			"-", "units", "-", "tier", "-", "cost", "-", "unparsed", "0", "limits", "-");

	static List<WireCase> all() {
		URL place = Objects.requireNonNull(WireCase.class.getResource("cases"), "no cases");
		try (Stream<Path> files = Files.walk(Path.of(place.toURI()))) {
			return files.filter(Files::isRegularFile).sorted().map(WireCase::of).toList();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static WireCase of(Path file) {
		String name = file.getName(file.getNameCount() - 2) + "/" + file.getFileName().toString().replace(".txt", "");
		try {
			String text = Files.readString(file);
			int end = text.indexOf("\n\n");
			Map<String, String> head = new LinkedHashMap<>();
			Map<String, String> headers = new LinkedHashMap<>();
			for (String line : text.substring(0, end).split("\n")) {
				String[] cells = line.split(": *", 2);
				if (cells[0].equals("header")) {
					String[] header = cells[1].split(": *", 2);
					headers.put(header[0], header[1]);
				}
				else {
					head.put(cells[0], cells[1]);
				}
			}
			return new WireCase(name, head, headers, text.substring(end + 2));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(name, ex);
		}
	}

	String provider() {
		return this.name.substring(0, this.name.indexOf('/'));
	}

	String method() {
		return get("request").split(" ")[0];
	}

	String path(String id) {
		return get("request").split(" ")[1].replace("%id%", id);
	}

	String asks(String id) {
		return get("asks").replace("%id%", id);
	}

	int status() {
		return Integer.parseInt(this.head.getOrDefault("status", "200"));
	}

	int times() {
		return Integer.parseInt(this.head.getOrDefault("times", "1"));
	}

	int calls() {
		return Integer.parseInt(this.head.getOrDefault("calls", "1"));
	}

	String get(String key) {
		return this.head.getOrDefault(key, "");
	}

	/**
	 * The body as it is sent.
	 * @param id stands for what differs in each run
	 * @return its bytes
	 */
	byte[] bytes(String id) {
		String body = this.body.replace("%id%", id);
		return switch (get("send")) {
			case "frames" -> Frames.of(body);
			case "gzip" -> Frames.zipped(body.getBytes(StandardCharsets.UTF_8));
			case "members" -> Frames.inMembers(body.getBytes(StandardCharsets.UTF_8));
			case "deflate" -> Frames.deflated(body.getBytes(StandardCharsets.UTF_8));
			// In a file a return is a new line in some tools.
			case "returns" -> body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
			case "mark" -> ("\uFEFF" + body).getBytes(StandardCharsets.UTF_8);
			default -> body.getBytes(StandardCharsets.UTF_8);
		};
	}

	/**
	 * What the meters should show, as far as the case says something of it.
	 * @return the expectation by name
	 */
	Map<String, String> expected() {
		Map<String, String> expected = new TreeMap<>(USUAL);
		if (get("calls").equals("0")) {
			expected.keySet().retainAll(Set.of("calls", "unparsed", "units", "cost"));
		}
		SHOWN.stream().filter(this.head::containsKey).forEach((key) -> expected.put(key, get(key)));
		return expected;
	}

	List<String> missing() {
		List<String> missing = new ArrayList<>(List.of("page", "read", "request"));
		missing.removeIf(this.head::containsKey);
		return missing;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
