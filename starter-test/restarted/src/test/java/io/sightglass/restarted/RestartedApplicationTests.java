package io.sightglass.restarted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that its developer restarts again and again leaves nothing of the
 * earlier ones in memory, as without us.
 */
class RestartedApplicationTests {

	private static final String LOADER = "org.springframework.boot.devtools.restart.classloader.RestartClassLoader";

	private static final int RESTARTS = Integer.getInteger("restarts", 5);

	@TempDir
	private Path directory;

	@Test
	void leavesNoClassLoaderAndNoThread() throws IOException {
		int loaders;
		int threads;
		try (DevelopedApplication boots = start("boot", "sightglass.enabled=false")) {
			// Its WebClient would keep one loader a restart: the loops that all of the
			// JVM
			// shares begin their threads in it.
			work(boots, "/rest", "/work");
			loaders = boots.live(LOADER);
			threads = boots.threads();
		}
		assertThat(loaders).as("one at a time, and perhaps the one before").isBetween(1, 2);
		try (DevelopedApplication ours = start("ours")) {
			// First, as whoever uses the shared loops first begins their threads.
			work(ours, "/web", "/rest", "/work");
			assertThat(ours.get("/actuator/prometheus").body()).contains("desk_check_seconds_count{",
					"pipeline_records_processed_total{", "orders_total{", "llm_requests_total{",
					"connections_active{endpoint=\"web-client\"");
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(ours.live(LOADER)).isLessThanOrEqualTo(loaders));
			// The clock's, and one that refreshes the state.
			assertThat(ours.threads()).isLessThanOrEqualTo(threads + 4);
		}
	}

	private DevelopedApplication start(String name, String... properties) throws IOException {
		DevelopedApplication application = new DevelopedApplication(Files.createDirectory(this.directory.resolve(name)),
				properties);
		application.awaitStart();
		return application;
	}

	private static void work(DevelopedApplication application, String... paths) throws IOException {
		for (int i = 0; i <= RESTARTS; i++) {
			if (i > 0) {
				application.restart(i);
			}
			for (String path : paths) {
				assertThat(application.get(path).statusCode()).as(application.log()).isEqualTo(200);
			}
			assertThat(application.get("/fail").statusCode()).isEqualTo(500);
			assertThat(application.get("/actuator/prometheus").statusCode()).isEqualTo(200);
		}
	}

}
