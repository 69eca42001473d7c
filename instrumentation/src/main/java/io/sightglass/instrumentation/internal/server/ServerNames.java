package io.sightglass.instrumentation.internal.server;

import java.util.BitSet;

/**
 * The names of web servers over one registry: web, web-2 and so on. The contexts of one
 * parent have one registry, and a server each.
 */
public final class ServerNames {

	private final BitSet taken = new BitSet();

	/**
	 * Takes the first name that no server has.
	 * @return the name
	 */
	public synchronized String take() {
		int number = this.taken.nextClearBit(1);
		this.taken.set(number);
		return (number == 1) ? "web" : "web-" + number;
	}

	/**
	 * Gives a name back when its server is gone.
	 * @param name the name
	 */
	public synchronized void free(String name) {
		this.taken.clear(name.equals("web") ? 1 : Integer.parseInt(name.substring("web-".length())));
	}

}
