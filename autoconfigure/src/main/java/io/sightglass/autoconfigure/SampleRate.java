package io.sightglass.autoconfigure;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How many durations and sizes are recorded: a share of them, or as many as load allows.
 */
public final class SampleRate {

	static final String ALLOWED = "a share from 0.0 to 1.0, or auto";

	private static final String AUTO = "auto";

	private static final SampleRate LOAD = new SampleRate(1, true);

	private final double share;

	private final boolean auto;

	private SampleRate(double share, boolean auto) {
		this.share = share;
		this.auto = auto;
	}

	/**
	 * The rate of a text, from which Spring binds it.
	 * @param text a number, or auto in any case
	 * @return the rate
	 * @throws NumberFormatException if it is neither
	 */
	public static SampleRate of(String text) {
		return AUTO.equalsIgnoreCase(text.trim()) ? LOAD : of(Double.valueOf(text));
	}

	/**
	 * The rate of a number, as YAML has it.
	 * @param share a share
	 * @return the rate, which {@link #check} has not seen
	 */
	public static SampleRate of(Double share) {
		return new SampleRate(share, false);
	}

	/**
	 * The rate of a whole number, as YAML has it.
	 * @param share 0 or 1
	 * @return the rate, which {@link #check} has not seen
	 */
	public static SampleRate of(Integer share) {
		return of(share.doubleValue());
	}

	/**
	 * Refuses what is no share.
	 * @param property the property's name
	 * @throws InvalidConfigurationPropertyValueException if it is not from 0.0 to 1.0
	 */
	public void check(String property) {
		if (!(this.share >= 0 && this.share <= 1)) {
			throw WrongProperty.of(property, this, "It is " + ALLOWED + ".");
		}
	}

	/**
	 * The sampler of a family.
	 * @param instruments what makes its meters
	 * @param family its name
	 * @param properties what all families share
	 * @return a new one
	 */
	public Sampler sampler(Instruments instruments, String family, SightglassProperties properties) {
		return this.auto ? Sampler.auto(instruments, family, properties.sampling().maxCoreShare())
				: Sampler.of(this.share);
	}

	@Override
	public String toString() {
		return this.auto ? AUTO : String.valueOf(this.share);
	}

}
