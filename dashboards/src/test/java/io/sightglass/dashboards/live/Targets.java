package io.sightglass.dashboards.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Three instances to scrape.
 */
interface Targets extends AutoCloseable {

	int COUNT = 3;

	List<String> addresses();

	@Override
	void close();

	static Targets synthetic(Map<String, String> renamed) throws IOException {
		List<SyntheticApplication> applications = new ArrayList<>();
		for (int i = 0; i < COUNT; i++) {
			applications.add(new SyntheticApplication(i, renamed));
		}
		return new Targets() {
			@Override
			public List<String> addresses() {
				return applications.stream().map(SyntheticApplication::target).toList();
			}

			@Override
			public void close() {
				applications.forEach(SyntheticApplication::close);
			}
		};
	}

}
