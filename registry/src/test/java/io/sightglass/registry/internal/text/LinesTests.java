package io.sightglass.registry.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LinesTests {

	private static final byte[] LABELS = " ".getBytes(StandardCharsets.UTF_8);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Lines lines = new Lines(this.out, new byte[Lines.SIZE]);

	@Test
	void takesBackAllOfASeriesThatFailsAndNothingOfTheOneBefore() throws IOException {
		this.lines.mark();
		this.lines.begin(name("first"), LABELS);
		this.lines.end(1);
		// Its value threw before there was a line of it.
		this.lines.mark();
		this.lines.drop();
		this.lines.mark();
		this.lines.begin(name("third_count"), LABELS);
		this.lines.end(3);
		this.lines.begin(name("third_sum"), LABELS);
		this.lines.drop();
		this.lines.mark();
		this.lines.begin(name("last"), LABELS);
		this.lines.end(4);
		this.lines.flush();
		assertThat(this.out).hasToString("first 1\nlast 4\n");
	}

	private static byte[] name(String name) {
		return name.getBytes(StandardCharsets.UTF_8);
	}

}
