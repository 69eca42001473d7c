package io.sightglass.meters.llm.internal.wire;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.sightglass.meters.llm.internal.wire.WireField.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a scanner should tell of JSON, as Jackson reads it.
 */
final class Judge implements JsonListener {

	private static final JsonMapper JACKSON = JsonMapper.builder().build();

	private static final int LONGEST = 256;

	// Of a wide character Jackson takes the low byte for a hexadecimal digit.
	private static final Pattern WIDE_DIGIT = Pattern.compile("\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7f]");

	private static final Map<String, WireField> PLACES = Map.of("model", WireField.MODEL, "usage.prompt_tokens",
			WireField.PROMPT, "usage.cost", WireField.COST, "usage.prompt_tokens_details.cached_tokens",
			WireField.CACHED, "choices.delta.content", WireField.CONTENT, "background", WireField.BACKGROUND,
			"error.code", WireField.ERROR_CODE, "input", WireField.SPOKEN, "usageMetadata", WireField.PROMPT_MODALITY,
			"usageMetadata.promptTokenCount", WireField.MODALITY_TOKENS);

	private final List<String> events = new ArrayList<>();

	static JsonScanner scanner(JsonListener listener) {
		JsonShape shape = new JsonShape();
		PLACES.forEach(shape::add);
		return new JsonScanner(shape, listener);
	}

	List<String> events() {
		return this.events;
	}

	@Override
	public void value(WireField field, JsonText value) {
		boolean told = field.kind() != Kind.FLAG && field.kind() != Kind.PRESENT;
		this.events.add(field + (told ? " " + value + " " + value.count() : ""));
	}

	@Override
	public void length(WireField field, int characters, int hash) {
		this.events.add("length " + characters);
	}

	@Override
	public void ended(WireField group) {
		this.events.add("ended " + group);
	}

	@Override
	public void objectEnded() {
		this.events.add("ended");
	}

	/**
	 * Reads objects and arrays, one behind the other.
	 * @param json what may be such
	 * @return whether it was
	 */
	boolean reads(byte[] json) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
			if (WIDE_DIGIT.matcher(text).find()) {
				return false;
			}
			try (JsonParser parser = JACKSON.createParser(text)) {
				return reads(parser);
			}
		}
		catch (CharacterCodingException | JacksonException ex) {
			return false;
		}
	}

	// Of each object and array that is open, where it is.
	private boolean reads(JsonParser parser) {
		Deque<String> places = new ArrayDeque<>();
		Deque<Boolean> arrays = new ArrayDeque<>();
		String name = "";
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (places.isEmpty() && token.isScalarValue()) {
				return false;
			}
			boolean inArray = Boolean.TRUE.equals(arrays.peek());
			String place = places.isEmpty() ? "" : inArray ? places.peek() : places.peek() + "." + name;
			switch (token) {
				case START_OBJECT, START_ARRAY -> {
					places.push(place);
					arrays.push(token == JsonToken.START_ARRAY);
				}
				case END_OBJECT -> {
					arrays.pop();
					end(places.pop(), places.size());
				}
				case END_ARRAY -> {
					arrays.pop();
					places.pop();
				}
				// A point in a name leads to no place.
				case PROPERTY_NAME -> name = cut(parser.currentName()).replace('.', '/');
				default -> {
					if (!inArray && places.size() <= 32) {
						value(place, token, parser);
					}
				}
			}
		}
		return true;
	}

	private void end(String place, int depth) {
		WireField field = field(place);
		if (depth < 32 && field != null && field.kind() == Kind.GROUP) {
			ended(field);
		}
		if (depth < 32 && place.isEmpty()) {
			objectEnded();
		}
	}

	private static @Nullable WireField field(String place) {
		return place.startsWith(".") ? PLACES.get(place.substring(1)) : null;
	}

	private void value(String place, JsonToken token, JsonParser parser) {
		WireField field = field(place);
		Kind kind = (field != null) ? field.kind() : null;
		if (field == null || kind == null) {
			return;
		}
		String text = parser.getString();
		boolean number = token.isNumeric();
		boolean quoted = token == JsonToken.VALUE_STRING;
		if (kind == Kind.FLAG && token == JsonToken.VALUE_TRUE) {
			this.events.add(field.name());
		}
		else if (kind == Kind.PRESENT && quoted && !text.isEmpty()) {
			this.events.add(field.name());
		}
		else if (kind == Kind.LENGTH && quoted) {
			this.events.add("length " + length(text));
		}
		else if ((kind == Kind.TEXT && quoted)
				|| ((kind == Kind.WORD || kind == Kind.COUNT || kind == Kind.AMOUNT) && (quoted || number))) {
			this.events.add(field + " " + cut(text) + " " + count(cut(text)));
		}
	}

	// A pair is one character, or two where each half is written as an escape.
	private static int length(String text) {
		return text.codePointCount(0, text.length());
	}

	private static long count(String digits) {
		try {
			// No BigDecimal holds an exponent that is no int.
			double value = digits.matches("-?[0-9]+(\\.[0-9]+)?[eE][+-]?[0-9]{10,}") ? Double.parseDouble(digits)
					: new BigDecimal(digits).doubleValue();
			return ((digits.startsWith("-") && value != 0) || value != Math.rint(value)) ? -1
					: (value > 1L << 53) ? Long.MAX_VALUE : (long) value;
		}
		catch (NumberFormatException | ArithmeticException ex) {
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
