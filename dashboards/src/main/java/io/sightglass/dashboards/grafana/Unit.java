package io.sightglass.dashboards.grafana;

/**
 * Units by Grafana's names.
 */
public enum Unit {

	/** A number of things. */
	COUNT("short"),

	/** Text or a number as it is. */
	NONE("none"),

	/** Seconds. */
	SECONDS("s"),

	/** Bytes by powers of two. */
	BYTES("bytes"),

	/** Bytes a second. */
	BYTES_PER_SECOND("binBps"),

	/** Bits a second. */
	BITS_PER_SECOND("bps"),

	/** Packets a second. */
	PACKETS_PER_SECOND("pps"),

	/** A share from 0 to 1. */
	SHARE("percentunit"),

	/** Requests a second. */
	REQUESTS_PER_SECOND("reqps"),

	/** Anything else a second. */
	PER_SECOND("ops"),

	/** Dollars. */
	DOLLARS("currencyUSD"),

	/** Yes and no. */
	YES_NO("bool_yes_no");

	private final String id;

	Unit(String id) {
		this.id = id;
	}

	String id() {
		return this.id;
	}

}
