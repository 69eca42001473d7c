package io.sightglass.clinic;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One variant after the same visitors.
 *
 * @param variant the variant
 * @param scrape its scrape, when nothing new comes any more
 * @param firstMillis how long the very first request took
 * @param log what it logged
 */
record Measured(Variant variant, Scrape scrape, long firstMillis, String log) {

	private static final String[] PAGES = { "/", "/clinic.css", "/vets.html", "/vets.html", "/owners/find",
			"/owners?lastName=Stone", "/owners?lastName=Reed", "/owners/1", "/owners/new", "/owners/1/pets/new",
			"/owners/1/pets/1/visits/new", "/oups", "/nowhere", "/owners/99" };

	private static final String[][] FORMS = { { "/owners/new", "name=&telephone=none" },
			{ "/owners/new", "name=Ida+Falk&telephone=5550100004" }, { "/owners/1/pets/new", "name=Kiwi" },
			{ "/owners/1/pets/1/visits/new", "description=check-up" } };

	static final int REQUESTS = 1 + PAGES.length + FORMS.length;

	static Measured measure(Variant variant, Path directory) throws Exception {
		try (ClinicProcess clinic = new ClinicProcess(variant, directory.resolve(variant + ".log"))) {
			long start = System.nanoTime();
			clinic.get(PAGES[0]);
			long first = System.nanoTime() - start;
			for (String page : PAGES) {
				clinic.get(page);
			}
			for (String[] form : FORMS) {
				clinic.post(form[0], form[1]);
			}
			Set<String> before = new HashSet<>();
			Scrape last = clinic.await(() -> {
				Scrape scrape = new Scrape(clinic.get("/actuator/prometheus"));
				boolean all = scrape.sum("http_server_requests_seconds_count") == REQUESTS;
				return (!before.addAll(scrape.series()) && all) ? scrape : null;
			});
			return new Measured(variant, last, TimeUnit.NANOSECONDS.toMillis(first), clinic.log());
		}
	}

	int series() {
		return this.scrape.series().size();
	}

	double startSeconds() {
		return this.scrape.sum("application_ready_time_seconds");
	}

}
