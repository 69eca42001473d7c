package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which requests ask a model, by method and path. What is not here asks none: lists of
 * models, counts of tokens, files and the like.
 */
public final class LlmPaths {

	private static final Pattern CELLS = Pattern.compile("(\\S+) +(\\S+) +(\\S+) +(\\S+)(?: +(\\S+))?");

	// Method and end of the path, where * is any one segment; operation; "poll" asks
	// again for an answer that may be made in the background, "made" for one that is,
	// "entries" reads those of a batch, "stream" always answers with a stream and
	// "unmetered" tells no usage. The last that fits holds.
	private static final String TABLE = """
			*              POST completions                      text_completion
			*              POST chat/completions                 chat
			*              POST fim/completions                  text_completion
			*              POST agents/completions               chat
			*              POST responses                        chat
			*              POST responses/compact                chat
			*              GET  responses/*                      chat             poll
			*              GET  chat/deferred-completion/*       chat             made
			*              GET  async/chat/completions/*         chat             made
			*              POST v1/sonar                         chat
			*              POST async/sonar                      chat
			*              GET  async/sonar/*                    chat             made
			*              POST embeddings                       embeddings
			*              POST images/generations               image
			*              POST images/edits                     image
			*              POST images/variations                image
			*              POST audio/transcriptions             transcription
			*              POST audio/translations               transcription
			*              POST audio/speech                     speech           unmetered
			*              POST moderations                      moderation       unmetered
			*              GET  files/*/content                  chat             entries
			*              POST messages                         chat
			*              POST complete                         text_completion
			*              GET  messages/batches/*/results       chat             entries
			*              POST *:generateContent                chat
			*              POST *:streamGenerateContent          chat             stream
			*              POST *:embedContent                   embeddings
			*              POST *:batchEmbedContents             embeddings
			*              POST *:rawPredict                     chat
			*              POST *:streamRawPredict               chat             stream
			*              POST interactions                     chat
			*              GET  interactions/*                   chat             poll
			gcp.gemini     GET  files/*:download                 chat             entries
			gcp.gemini     POST *:predict                        image
			gcp.vertex_ai  POST *:predict                        image
			gcp.vertex_ai  POST *embedding*:predict              embeddings
			gcp.vertex_ai  POST *gecko*:predict                  embeddings
			gcp.vertex_ai  POST *lyria*:predict                  -
			gcp.vertex_ai  POST count-tokens:rawPredict          -
			*              POST model/*/converse                 chat
			*              POST model/*/converse-stream          chat             stream
			*              POST model/*/invoke                   chat
			*              POST model/*rerank*/invoke            rerank           unmetered
			*              POST model/*image*/invoke             image
			*              POST model/*canvas*/invoke            image
			*              POST model/stability.*/invoke         image
			*              POST model/*embed*/invoke             embeddings
			*              POST model/*/invoke-with-response-stream  chat         stream
			*              POST api/chat                         chat
			*              POST api/generate                     text_completion
			*              POST api/embed                        embeddings
			*              POST api/embeddings                   embeddings
			*              POST v1/chat                          chat
			*              POST v2/chat                          chat
			cohere         POST v1/generate                      text_completion
			*              POST v1/embed                         embeddings
			*              POST v2/embed                         embeddings
			*              POST rerank                           rerank
			*              POST multimodalembeddings             embeddings
			*              POST contextualizedembeddings         embeddings
			*              POST ocr                              ocr
			mistral_ai     POST conversations                    chat
			mistral_ai     POST conversations/*                  chat
			""";

	// By the last segment without what may differ, so that most are found at once.
	private static final Map<String, List<Row>> ROWS = rows();

	private LlmPaths() {
	}

	/**
	 * What a request asks for.
	 * @param provider who is asked
	 * @param method the request's method
	 * @param uri where it goes
	 * @return what it asks of a model, or {@code null} where it asks none
	 */
	public static @Nullable LlmPath of(String provider, String method, URI uri) {
		String path = uri.getRawPath();
		if (path == null) {
			return null;
		}
		List<String> segments = segments(path);
		if (segments.isEmpty()) {
			return null;
		}
		Row found = find(segments, provider.toLowerCase(Locale.ROOT), method.toUpperCase(Locale.ROOT));
		return (found == null || found.operation().equals("-")) ? null : new LlmPath(found.operation(), model(segments),
				found.kind(), (found.kind() == LlmPath.Kind.ENTRIES) ? path : null);
	}

	private static @Nullable Row find(List<String> segments, String provider, String method) {
		Row found = null;
		for (String key : new String[] { key(segments.get(segments.size() - 1)), "*" }) {
			for (Row row : ROWS.getOrDefault(key, List.of())) {
				if (row.fits(segments, provider, method) && (found == null || row.number() > found.number())) {
					found = row;
				}
			}
		}
		return found;
	}

	private static List<String> segments(String path) {
		List<String> segments = new ArrayList<>();
		for (String segment : path.split("/")) {
			if (!segment.isEmpty()) {
				segments.add(decoded(segment));
			}
		}
		return segments;
	}

	private static String decoded(String segment) {
		if (segment.indexOf('%') < 0) {
			return segment;
		}
		try {
			return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return segment;
		}
	}

	// Gemini and Vertex write it before a colon, Azure and Bedrock behind a word.
	private static @Nullable String model(List<String> segments) {
		for (int i = 0; i < segments.size() - 1; i++) {
			String next = segments.get(i + 1);
			switch (segments.get(i)) {
				case "models", "tunedModels" -> {
					int end = next.lastIndexOf(':');
					if (end > 0 && i + 2 == segments.size()) {
						return next.substring(0, end);
					}
				}
				case "deployments", "model" -> {
					return next;
				}
				default -> {
				}
			}
		}
		return null;
	}

	private static String key(String segment) {
		int colon = segment.lastIndexOf(':');
		return (colon >= 0) ? segment.substring(colon) : segment;
	}

	private static Map<String, List<Row>> rows() {
		Map<String, List<Row>> rows = new HashMap<>();
		TABLE.lines().forEach((line) -> {
			Matcher cells = CELLS.matcher(line.strip());
			if (!cells.matches()) {
				throw new IllegalStateException(line);
			}
			List<Pattern> ends = new ArrayList<>();
			String[] path = cells.group(3).split("/");
			for (String segment : path) {
				ends.add(Pattern.compile(Pattern.quote(segment).replace("*", "\\E.*\\Q")));
			}
			rows.computeIfAbsent(key(path[path.length - 1]), (key) -> new ArrayList<>())
				.add(new Row((int) rows.values().stream().mapToLong(List::size).sum(), cells.group(1), cells.group(2),
						ends, cells.group(4), LlmPath.Kind.of(cells.group(5))));
		});
		return rows;
	}

	private record Row(int number, String provider, String method, List<Pattern> path, String operation,
			LlmPath.Kind kind) {

		boolean fits(List<String> segments, String provider, String method) {
			int start = segments.size() - this.path.size();
			if (start < 0 || !this.method.equals(method)
					|| !(this.provider.equals("*") || this.provider.equals(provider))) {
				return false;
			}
			for (int i = 0; i < this.path.size(); i++) {
				if (!this.path.get(i).matcher(segments.get(start + i)).matches()) {
					return false;
				}
			}
			return true;
		}

	}

}
