package io.sightglass.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Maps as JSON or YAML, byte for byte the same on every machine.
 */
public final class Text {

	private static final ObjectWriter JSON = JsonMapper.builder()
		.build()
		.writer()
		.with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"))
			.withArrayIndenter(new DefaultIndenter("  ", "\n")));

	private static final YAMLMapper YAML = YAMLMapper.builder()
		.disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
		.enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.LITERAL_BLOCK_STYLE,
				YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS, YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
		.build();

	private Text() {
	}

	/**
	 * A map that keeps its order.
	 * @param keysAndValues keys and values in turn
	 * @return the map, which may be added to
	 */
	public static Map<String, Object> map(Object... keysAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		}
		return map;
	}

	/**
	 * As JSON, indented.
	 * @param value maps, lists, texts and numbers
	 * @return the text, with a line break at the end
	 */
	public static String json(Object value) {
		return JSON.writeValueAsString(value) + "\n";
	}

	/**
	 * As YAML.
	 * @param value maps, lists, texts and numbers
	 * @return the text of one document
	 */
	public static String yaml(Object value) {
		return YAML.writeValueAsString(value);
	}

}
