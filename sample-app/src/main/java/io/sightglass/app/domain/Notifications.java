package io.sightglass.app.domain;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import io.sightglass.app.domain.NotificationMeters.Channel;

import org.springframework.stereotype.Service;

/**
 * Keeps notifications until somebody delivers them; what finds no room is lost.
 */
@Service
class Notifications {

	private final BlockingQueue<Channel> waiting = new ArrayBlockingQueue<>(20);

	private final NotificationMeters meters;

	Notifications(NotificationMeters meters) {
		this.meters = meters;
		meters.queued().track(this.waiting::size);
	}

	void send(Channel channel, String text) {
		this.meters.size(channel, text.getBytes(StandardCharsets.UTF_8).length);
		if (!this.waiting.offer(channel)) {
			this.meters.notified(channel, false);
		}
	}

	void deliver() {
		for (Channel next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			this.meters.notified(next, true);
		}
	}

}
