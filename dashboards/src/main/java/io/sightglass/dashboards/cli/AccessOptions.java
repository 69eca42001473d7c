package io.sightglass.dashboards.cli;

import java.io.PrintWriter;

import io.sightglass.dashboards.kubernetes.ScrapeAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How Prometheus reaches an actuator that is secured.
 */
final class AccessOptions {

	@Option(names = "--https", description = "Monitors and prometheus.yml scrape over TLS.")
	private boolean https;

	@Option(names = "--ca-secret", paramLabel = "NAME",
			description = "With --https: the Secret whose key ca.crt has the certificate of who signed the application's.")
	private @Nullable String caSecret;

	@Option(names = "--server-name", paramLabel = "HOST",
			description = "With --https: the name in the application's certificate, where it is not the address.")
	private @Nullable String serverName;

	@Option(names = "--basic-auth-secret", paramLabel = "NAME",
			description = "The Secret whose keys username and password Prometheus sends.")
	private @Nullable String basicAuthSecret;

	@Option(names = "--token-secret", paramLabel = "NAME",
			description = "The Secret whose key token Prometheus sends as a bearer token.")
	private @Nullable String tokenSecret;

	ScrapeAccess access() {
		return new ScrapeAccess(this.https, this.caSecret, this.serverName, this.basicAuthSecret, this.tokenSecret);
	}

	/**
	 * Says that who listens on the way can read what Prometheus sends.
	 * @param err where notes go
	 */
	void noteOpenSecret(PrintWriter err) {
		if (!this.https && (this.basicAuthSecret != null || this.tokenSecret != null)) {
			err.println("Note: without --https what is in the Secret goes over the network as it is.");
			err.flush();
		}
	}

}
