package io.sightglass.dashboards.kubernetes;

import java.util.Map;

import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

import static io.sightglass.dashboards.Text.map;

/**
 * How Prometheus reaches an actuator. Secrets are named and never written out: for the
 * operator they are in the monitor's namespace; for a Prometheus without it, files of the
 * same names lie beside its configuration, below {@code secrets}.
 *
 * @param https whether it scrapes over TLS
 * @param caSecret the Secret with {@code ca.crt}, or null for the system's authorities
 * @param serverName the name in the application's certificate, or null for the address
 * @param basicAuthSecret the Secret with {@code username} and {@code password}, or null
 * @param tokenSecret the Secret with {@code token}, or null
 */
public record ScrapeAccess(boolean https, @Nullable String caSecret, @Nullable String serverName,
		@Nullable String basicAuthSecret, @Nullable String tokenSecret) {

	/** An actuator that is open to Prometheus. */
	public static final ScrapeAccess OPEN = new ScrapeAccess(false, null, null, null, null);

	/** Bytes of an answer, beyond which Prometheus gives it up. */
	static final String BODY_SIZE_LIMIT = ScrapeLimits.PROMETHEUS_MEGABYTES + "MB";

	private static final String NAME = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

	/**
	 * How Prometheus reaches an actuator.
	 * @param https whether it scrapes over TLS
	 * @param caSecret the Secret with {@code ca.crt}, or null
	 * @param serverName the name in the application's certificate, or null
	 * @param basicAuthSecret the Secret with {@code username} and {@code password}, or
	 * null
	 * @param tokenSecret the Secret with {@code token}, or null
	 * @throws IllegalArgumentException if a name is none, or one excludes another
	 */
	public ScrapeAccess {
		require("ca-secret", caSecret);
		require("server-name", serverName);
		require("basic-auth-secret", basicAuthSecret);
		require("token-secret", tokenSecret);
		if (basicAuthSecret != null && tokenSecret != null) {
			throw new IllegalArgumentException("Give one of basic-auth-secret and token-secret");
		}
		if (!https && (caSecret != null || serverName != null)) {
			throw new IllegalArgumentException("ca-secret and server-name go with https");
		}
	}

	private static void require(String what, @Nullable String name) {
		if (name != null && !name.matches(NAME)) {
			throw new IllegalArgumentException(
					"The %s is '%s', but its name is small letters, digits, - and dots".formatted(what, name));
		}
	}

	/**
	 * As an endpoint of a monitor has it.
	 * @return the fields beside port and path
	 */
	Map<String, Object> monitor() {
		Map<String, Object> fields = map();
		if (this.https) {
			fields.put("scheme", "https");
			Map<String, Object> tls = map();
			if (this.caSecret != null) {
				tls.put("ca", map("secret", key(this.caSecret, "ca.crt")));
			}
			putTls(fields, "tlsConfig", tls, "serverName");
		}
		if (this.basicAuthSecret != null) {
			fields.put("basicAuth", map("username", key(this.basicAuthSecret, "username"), "password",
					key(this.basicAuthSecret, "password")));
		}
		if (this.tokenSecret != null) {
			fields.put("authorization", map("type", "Bearer", "credentials", key(this.tokenSecret, "token")));
		}
		return fields;
	}

	/**
	 * As a job of {@code prometheus.yml} has it.
	 * @return the limit of the answer, and the fields beside the targets
	 */
	public Map<String, Object> prometheus() {
		Map<String, Object> fields = map("body_size_limit", BODY_SIZE_LIMIT);
		if (this.https) {
			fields.put("scheme", "https");
			Map<String, Object> tls = map();
			if (this.caSecret != null) {
				tls.put("ca_file", file(this.caSecret, "ca.crt"));
			}
			putTls(fields, "tls_config", tls, "server_name");
		}
		if (this.basicAuthSecret != null) {
			// Before 2.49 Prometheus reads no user from a file.
			fields.put("basic_auth",
					map("username", "prometheus", "password_file", file(this.basicAuthSecret, "password")));
		}
		if (this.tokenSecret != null) {
			fields.put("authorization", map("type", "Bearer", "credentials_file", file(this.tokenSecret, "token")));
		}
		return fields;
	}

	private void putTls(Map<String, Object> fields, String field, Map<String, Object> tls, String serverNameField) {
		if (this.serverName != null) {
			tls.put(serverNameField, this.serverName);
		}
		if (!tls.isEmpty()) {
			fields.put(field, tls);
		}
	}

	private static Map<String, Object> key(String secret, String key) {
		return map("name", secret, "key", key);
	}

	private static String file(String secret, String key) {
		return "secrets/" + secret + "/" + key;
	}

}
