package io.sightglass.instrumentation.internal.integration;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

/**
 * When a record came in, as a header that goes with it: each component that makes a new
 * message gives it a new timestamp, but copies this one.
 */
final class OriginHeader {

	static final String HEADER = "sightglass_origin";

	private OriginHeader() {
	}

	/** A message that came in, perhaps from another process that knows its origin. */
	static Message<?> mark(Message<?> message) {
		Long timestamp = message.getHeaders().getTimestamp();
		// Messages of other types are more than what a builder copies.
		if (timestamp == null || message.getClass() != GenericMessage.class || known(message) != null) {
			return message;
		}
		return MessageBuilder.fromMessage(message).setHeader(HEADER, timestamp).build();
	}

	/** What a transformer makes has only the headers that it chose. */
	static @Nullable Object carry(Message<?> request, @Nullable Object reply) {
		Number origin = known(request);
		if (origin == null || !(reply instanceof GenericMessage<?> made) || made.getClass() != GenericMessage.class
				|| known(made) != null) {
			return reply;
		}
		return MessageBuilder.fromMessage(made).setHeader(HEADER, origin).build();
	}

	static @Nullable Long of(Message<?> message) {
		Number origin = known(message);
		return (origin != null) ? Long.valueOf(origin.longValue()) : message.getHeaders().getTimestamp();
	}

	private static @Nullable Number known(Message<?> message) {
		return (message.getHeaders().get(HEADER) instanceof Number origin) ? origin : null;
	}

}
