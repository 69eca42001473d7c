package io.sightglass.dashboards.live;

import java.io.IOException;
import java.util.List;

/**
 * Three instances to scrape.
 */
interface Targets extends AutoCloseable {

	int COUNT = 3;

	List<String> addresses();

	String scrape(int number) throws IOException;

	void requireAlive() throws IOException;

	@Override
	void close();

}
