package io.sightglass.app.http;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.sightglass.app.incidents.Incident;

import org.springframework.stereotype.Component;

/**
 * Somebody looks for a door, under random addresses. The series stay as few as they were.
 */
@Component
class Scanner implements Incident {

	private static final int URLS = 10;

	private static final List<String> DOORS = List.of("/wp-admin/{x}.php", "/.git/{x}", "/backup-{x}.zip", "/cgi/{x}");

	private final ShopClient shop;

	Scanner(ShopClient shop) {
		this.shop = shop;
	}

	@Override
	public String kind() {
		return "scanner";
	}

	@Override
	public String shows() {
		return "A scanner tries random addresses: http_requests_total with status 404, in one series";
	}

	@Override
	public void play() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < URLS; i++) {
			this.shop.get(DOORS.get(random.nextInt(DOORS.size())), Long.toHexString(random.nextLong()));
		}
	}

}
