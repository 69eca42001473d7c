package io.sightglass.instrumentation.internal.websocket;

/**
 * What a WebSocket's close status is called as a reason.
 */
final class CloseReasons {

	private CloseReasons() {
	}

	static String of(int code) {
		return switch (code) {
			// 1005: a close frame came, without a status.
			case 1000, 1005 -> "closed";
			case 1001 -> "going_away";
			case 1002 -> "protocol_error";
			case 1003 -> "not_acceptable";
			case 1006 -> "reset";
			case 1007 -> "bad_data";
			case 1008 -> "policy_violation";
			case 1009 -> "too_big";
			case 1011 -> "server_error";
			case 4500 -> "timeout";
			default -> "status_" + code;
		};
	}

}
