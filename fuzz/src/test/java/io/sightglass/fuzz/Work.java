package io.sightglass.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;
import io.sightglass.fuzz.Mutations.Target;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much work an input makes. One in 32, in long runs one in 512, is read as often as
 * makes a large one: what takes the square of the length shows nowhere else.
 */
public final class Work {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int LARGE = 128 * 1024;

	private static final int FIXED = 1024 * 1024;

	// Jazzer copies what is compared, to learn from it, which takes memory and time.
	private static final long JAZZERS = (System.getenv("JAZZER_FUZZ") != null) ? 16 : 1;

	private static final long MEASURABLE = 1_000_000_000;

	private Work() {
	}

	/**
	 * Checks that memory and time grow as the input does.
	 * @param input the input
	 * @param most bytes of memory for each byte of it, in all
	 * @param reader what reads it
	 * @throws Exception what the reader throws
	 */
	public static void isLinear(byte[] input, int most, Target reader) throws Exception {
		if (input.length == 0 || Arrays.hashCode(input) % (32 * JAZZERS) != 0) {
			return;
		}
		byte[] large = repeated(input, LARGE);
		long before = THREADS.getCurrentThreadAllocatedBytes();
		long once = cpu(large, reader);
		assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as("bytes of memory for %d bytes", large.length)
			.isLessThan((FIXED + (long) most * large.length) * JAZZERS);
		if (once > MEASURABLE) {
			byte[] larger = repeated(large, 2 * large.length);
			once = Math.min(once, cpu(large, reader));
			long twice = Math.min(cpu(larger, reader), cpu(larger, reader));
			assertThat(twice).as("nanoseconds for twice as much").isLessThan(3 * once);
		}
	}

	private static byte[] repeated(byte[] input, int length) {
		byte[] large = new byte[length];
		for (int i = 0; i < length; i++) {
			large[i] = input[i % input.length];
		}
		return large;
	}

	private static long cpu(byte[] input, Target reader) throws Exception {
		long start = THREADS.getCurrentThreadCpuTime();
		reader.read(input);
		return THREADS.getCurrentThreadCpuTime() - start;
	}

}
