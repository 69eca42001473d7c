package io.sightglass.dashboards.live;

import java.util.List;

/**
 * Three instances to scrape.
 */
interface Targets extends AutoCloseable {

	int COUNT = 3;

	List<String> addresses();

	@Override
	void close();

}
