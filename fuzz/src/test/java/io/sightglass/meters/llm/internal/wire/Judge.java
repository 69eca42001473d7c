package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a scanner should tell of JSON, as Jackson reads it.
 */
final class Judge implements JsonScanner.Listener {

	private static final JsonMapper JACKSON = JsonMapper.builder().build();

	private static final int LONGEST = 256;

	private final List<String> events = new ArrayList<>();

	List<String> events() {
		return this.events;
	}

	@Override
	public void text(String parent, String name, String value) {
		this.events.add("text " + parent + " " + name + " " + value);
	}

	@Override
	public void number(String parent, String name, long value) {
		this.events.add("number " + parent + " " + name + " " + value);
	}

	@Override
	public void objectEnded() {
		this.events.add("ended");
	}

	/**
	 * Reads objects, one behind the other.
	 * @param json what may be such objects
	 * @return whether it was
	 */
	boolean reads(byte[] json) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
			try (JsonParser parser = JACKSON.createParser(text)) {
				return reads(parser);
			}
		}
		catch (CharacterCodingException | JacksonException ex) {
			return false;
		}
	}

	private boolean reads(JsonParser parser) {
		Deque<String> parents = new ArrayDeque<>();
		String name = "";
		boolean first = false;
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			switch (token) {
				case START_OBJECT -> {
					parents.push((parents.isEmpty() || !name.isEmpty()) ? name : JsonScanner.UNNAMED);
					name = "";
				}
				case END_OBJECT -> name = end(parents);
				case PROPERTY_NAME -> name = cut(parser.currentName());
				case VALUE_STRING -> value(first, parents, name, parser.getString(), true);
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value(first, parents, name, parser.getString(), false);
				default -> {
				}
			}
			if (parents.isEmpty() && token.isScalarValue()) {
				return false;
			}
			// The first of an array counts as the array's.
			first = token == JsonToken.PROPERTY_NAME || (token == JsonToken.START_ARRAY && first);
		}
		return true;
	}

	private String end(Deque<String> parents) {
		String name = parents.pop();
		if (parents.isEmpty()) {
			objectEnded();
			return "";
		}
		return name;
	}

	private void value(boolean first, Deque<String> parents, String name, String value, boolean text) {
		String parent = parents.peek();
		if (!first || parent == null) {
			return;
		}
		if (text) {
			text(told(parent, parents.size()), name, cut(value));
		}
		else {
			number(told(parent, parents.size()), name, count(cut(value)));
		}
	}

	private static String told(String parent, int depth) {
		return (depth > 32) ? JsonScanner.UNNAMED : parent;
	}

	private static long count(String digits) {
		try {
			return Long.parseLong(digits);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private static String cut(@Nullable String text) {
		// Half of a pair is no character.
		byte[] bytes = String.valueOf(text)
			.codePoints()
			.map((each) -> (each >= 0xd800 && each <= 0xdfff) ? 0xfffd : each)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.getBytes(StandardCharsets.UTF_8);
		return new String(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)), StandardCharsets.UTF_8);
	}

}
