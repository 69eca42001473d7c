package io.sightglass.instrumentation.internal.llm.http;

import java.nio.ByteBuffer;

/**
 * The body of an answer for whoever sees its pieces pass.
 *
 * @param call the call that the answer belongs to
 */
public record HttpBody(HttpCall call) {

	public void passed(ByteBuffer piece) {
		this.call.read(piece);
	}

	public void failed(Throwable error) {
		this.call.failed(error);
	}

	/**
	 * The body has come to its end.
	 */
	public void ended() {
		this.call.ended();
	}

	/**
	 * Nobody wants more of the body, which may not have come to its end.
	 */
	public void closed() {
		this.call.cancelled();
	}

}
