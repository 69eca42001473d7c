package io.sightglass.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.internal.text.Utf8;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a meter is registered with: the bytes 0xff, which no text has, stand between its
 * name, description, unit, and keys and values.
 *
 * @param name the name
 * @param description the description
 * @param unit the unit
 * @param tags the tags
 */
record Fields(String name, String description, String unit, List<Tag> tags) {

	static Fields of(byte[] input) {
		List<String> texts = new ArrayList<>();
		int start = 0;
		for (int i = 0; i <= input.length; i++) {
			if (i == input.length || input[i] == (byte) 0xff) {
				// Half of a pair where there is no character.
				texts.add(new String(input, start, i - start, StandardCharsets.UTF_8).replace('\ufffd', '\ud83d'));
				start = i + 1;
			}
		}
		List<Tag> tags = new ArrayList<>();
		for (int i = 3; i + 1 < texts.size(); i += 2) {
			tags.add(Tag.of(texts.get(i), texts.get(i + 1)));
		}
		return new Fields("fuzz." + texts.get(0), (texts.size() > 1) ? texts.get(1) : "",
				(texts.size() > 2) ? texts.get(2) : "", tags);
	}

	@Nullable Class<?> register(MeterRegistry registry) {
		try {
			Counter.builder(this.name + ".a")
				.description(this.description)
				.baseUnit(this.unit)
				.tags(this.tags)
				.register(registry)
				.increment(3);
			Gauge.builder(this.name + ".b", () -> 7)
				.description(this.description)
				.baseUnit(this.unit)
				.tags(this.tags)
				.register(registry);
			Timer.builder(this.name + ".c").description(this.description).tags(this.tags).register(registry);
			DistributionSummary.builder(this.name + ".d")
				.description(this.description)
				.baseUnit(this.unit)
				.tags(this.tags)
				.register(registry)
				.record(1);
			return null;
		}
		catch (RuntimeException ex) {
			return ex.getClass();
		}
	}

	boolean isUsual() {
		return Utf8.fits(this.name, ScrapeLimits.NAME_BYTES - 2)
				&& Utf8.fits(this.description, ScrapeLimits.DESCRIPTION_BYTES)
				&& Utf8.fits(this.unit, ScrapeLimits.UNIT_BYTES) && this.tags.size() <= ScrapeLimits.TAGS
				&& this.tags.stream()
					.allMatch((tag) -> Utf8.fits(tag.getKey(), ScrapeLimits.KEY_BYTES)
							&& Utf8.fits(tag.getValue(), ScrapeLimits.VALUE_BYTES) && isKept(tag));
	}

	private static boolean isKept(Tag tag) {
		return tag.getKey().indexOf(':') < 0 && !tag.getValue().contains("://")
				&& tag.getValue().chars().noneMatch((each) -> "?#;".indexOf(each) >= 0);
	}

}
