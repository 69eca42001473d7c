package io.sightglass.app.http;

import io.sightglass.app.incidents.Incident;

import org.springframework.stereotype.Component;

/**
 * The archive is slow, and who waits for an invoice asks again.
 */
@Component
class SlowDependency implements Incident {

	private final Archive archive;

	private final ShopClient shop;

	SlowDependency(Archive archive, ShopClient shop) {
		this.archive = archive;
		this.shop = shop;
	}

	@Override
	public String kind() {
		return "slow-dependency";
	}

	@Override
	public String shows() {
		return "The archive of invoices is slow: http_server_requests_seconds of /orders/{id}/invoice";
	}

	@Override
	public void begin() {
		this.archive.slow(true);
	}

	@Override
	public void play() {
		this.shop.get("/orders/{id}/invoice", 7);
	}

	@Override
	public void end() {
		this.archive.slow(false);
	}

}
