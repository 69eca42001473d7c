package io.sightglass.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a build tries beside the kept inputs of a fuzz test: these, changed by chance, the
 * same each time.
 */
public final class Mutations {

	private static final int COUNT = Integer.getInteger("sightglass.fuzz.mutations", 2000);

	private static final int LONGEST = 4096;

	private static final byte[] ODD = { '{', '}', '[', ']', '"', ':', ',', '\\', '\n', '\r', '\t', 0, ';', '/', '?',
			'#', '@', '%', '=', '*', ' ', '-', '.', '0', '9', 'e', 0x1b, 0x7f, (byte) 0xff, (byte) 0xc2, (byte) 0x85,
			(byte) 0xe2, (byte) 0x80, (byte) 0xae, (byte) 0xf0, (byte) 0x9f };

	private final List<byte[]> seeds;

	private final Random random = new Random(21);

	private Mutations(List<byte[]> seeds) {
		this.seeds = seeds;
	}

	/**
	 * Feeds a test.
	 * @param test its class, beside whose resources its inputs are
	 * @param method its method
	 * @param target gets each input
	 */
	public static void of(Class<?> test, String method, Target target) {
		Mutations mutations = new Mutations(seeds(test, method));
		for (int i = 0; i < COUNT; i++) {
			byte[] input = mutations.next();
			try {
				target.read(input);
			}
			catch (Exception | Error ex) {
				throw new AssertionError(
						"Input " + i + " of " + method + ", in Base64: " + Base64.getEncoder().encodeToString(input),
						ex);
			}
		}
	}

	private static List<byte[]> seeds(Class<?> test, String method) {
		URL place = Objects.requireNonNull(test.getResource(test.getSimpleName() + "Inputs/" + method), "no inputs");
		try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
			List<byte[]> seeds = new ArrayList<>();
			for (Path file : files.sorted().toList()) {
				seeds.add(Files.readAllBytes(file));
			}
			return seeds;
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private byte[] next() {
		byte[] input = any();
		for (int changes = 1 + this.random.nextInt(6); changes > 0; changes--) {
			input = changed(input);
		}
		return (input.length <= LONGEST) ? input : Arrays.copyOf(input, LONGEST);
	}

	private byte[] any() {
		return this.seeds.get(this.random.nextInt(this.seeds.size()));
	}

	private byte[] changed(byte[] input) {
		int from = this.random.nextInt(input.length + 1);
		int to = from + this.random.nextInt(Math.min(input.length - from, 32) + 1);
		byte[] part = Arrays.copyOfRange(input, from, to);
		return switch (this.random.nextInt(7)) {
			case 0 -> replaced(input, from, Math.min(from + 1, input.length), odd());
			case 1 -> replaced(input, from, from, odd());
			case 2 -> replaced(input, from, to, new byte[0]);
			case 3 -> replaced(input, to, to, repeated(part, 1 + this.random.nextInt(40)));
			case 4 ->
				replaced(input, from, Math.min(from + 1, input.length), new byte[] { (byte) this.random.nextInt() });
			case 5 -> replaced(input, 0, from, part(any()));
			default -> replaced(input, from, to, part(any()));
		};
	}

	private byte[] odd() {
		return new byte[] { ODD[this.random.nextInt(ODD.length)] };
	}

	private byte[] part(byte[] other) {
		int from = this.random.nextInt(other.length + 1);
		return Arrays.copyOfRange(other, from, from + this.random.nextInt(other.length - from + 1));
	}

	private static byte[] repeated(byte[] part, int times) {
		byte[] repeated = new byte[part.length * times];
		for (int i = 0; i < repeated.length; i++) {
			repeated[i] = part[i % part.length];
		}
		return repeated;
	}

	private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(input, 0, from);
		out.writeBytes(by);
		out.write(input, to, input.length - to);
		return out.toByteArray();
	}

	/**
	 * What reads an input.
	 */
	@FunctionalInterface
	public interface Target {

		void read(byte[] input) throws Exception;

	}

}
