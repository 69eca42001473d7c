package io.sightglass.autoconfigure.http;

/**
 * What nobody should send, the same for the same seed.
 */
interface Hostility {

	/**
	 * The bytes of one connection.
	 * @return the bytes
	 */
	byte[] request();

	/**
	 * What a slow client says, a byte at a time, again and again.
	 * @return a request whose body is not whole
	 */
	byte[] slow();

	/**
	 * The dice that the bytes are made with.
	 * @param percent how probable
	 * @return whether it is so
	 */
	boolean chance(int percent);

}
