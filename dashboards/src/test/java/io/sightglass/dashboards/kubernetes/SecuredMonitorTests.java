package io.sightglass.dashboards.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.cli.DashboardsCommand;
import io.sightglass.dashboards.export.Bundle;
import io.sightglass.dashboards.tool.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Monitors and the scrape configuration of an actuator that is secured, against the types
 * of the operator and against promtool.
 */
class SecuredMonitorTests {

	private static final ScrapeAccess BASIC = new ScrapeAccess(true, "shop-ca", "shop.internal", "shop-login", null);

	private static final ScrapeAccess TOKEN = new ScrapeAccess(true, null, null, null, "shop-token");

	private static final Pattern SECRET = Pattern.compile("secrets/[a-z.-]+/[a-z.]+");

	private static Bundle bundle(ScrapeAccess access) {
		return new Bundle(Options.DEFAULT, Thresholds.STANDARD, access);
	}

	private static Endpoint service(ScrapeAccess access) throws IOException {
		return ((ServiceMonitor) ManifestModelTests
			.read(String.valueOf(bundle(access).files().get("kubernetes/service-monitor.yaml")))).getSpec()
			.getEndpoints()
			.get(0);
	}

	private static PodMetricsEndpoint pod(ScrapeAccess access) throws IOException {
		return ((PodMonitor) ManifestModelTests
			.read(String.valueOf(bundle(access).files().get("kubernetes/pod-monitor.yaml")))).getSpec()
			.getPodMetricsEndpoints()
			.get(0);
	}

	@Test
	void bothMonitorsSendAUserAndAPasswordOverTls() throws IOException {
		Endpoint service = service(BASIC);
		assertThat(service.getScheme()).isEqualTo("https");
		assertThat(service.getTlsConfig().getServerName()).isEqualTo("shop.internal");
		assertThat(service.getTlsConfig().getCa().getSecret().getName()).isEqualTo("shop-ca");
		assertThat(service.getTlsConfig().getCa().getSecret().getKey()).isEqualTo("ca.crt");
		assertThat(service.getBasicAuth().getUsername().getName()).isEqualTo("shop-login");
		assertThat(service.getBasicAuth().getUsername().getKey()).isEqualTo("username");
		assertThat(service.getBasicAuth().getPassword().getKey()).isEqualTo("password");
		PodMetricsEndpoint pod = pod(BASIC);
		assertThat(pod.getScheme()).isEqualTo("https");
		assertThat(pod.getTlsConfig().getCa().getSecret().getName()).isEqualTo("shop-ca");
		assertThat(pod.getBasicAuth()).isEqualTo(service.getBasicAuth());
	}

	@Test
	void bothMonitorsSendAToken() throws IOException {
		assertThat(service(TOKEN).getAuthorization()).isEqualTo(pod(TOKEN).getAuthorization())
			.satisfies((authorization) -> {
				assertThat(authorization.getType()).isEqualTo("Bearer");
				assertThat(authorization.getCredentials().getName()).isEqualTo("shop-token");
				assertThat(authorization.getCredentials().getKey()).isEqualTo("token");
			});
		assertThat(service(TOKEN).getTlsConfig()).isNull();
		assertThat(service(TOKEN).getScheme()).isEqualTo("https");
	}

	@Test
	void promtoolTakesTheScrapeConfigurationOfEach(@TempDir Path directory) throws IOException {
		for (ScrapeAccess access : List.of(ScrapeAccess.OPEN, BASIC, TOKEN,
				new ScrapeAccess(true, "shop-ca", null, null, "shop-token"))) {
			for (String file : List.of("shop-ca/ca.crt", "shop-login/password", "shop-token/token")) {
				Path secret = directory.resolve("secrets").resolve(file);
				Files.createDirectories(secret.toAbsolutePath().getParent());
				Files.writeString(secret, "s3cret");
			}
			String config = String.valueOf(bundle(access).files().get("prometheus/prometheus.yml"));
			assertThat(config).contains("body_size_limit: 60MB");
			Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
			Promtool.run("check", "config", file.toString());
		}
	}

	@Test
	void theDocumentedOptionsWriteWhatIsDocumented(@TempDir Path directory) throws IOException {
		List<String> rows = Files.readString(Path.of("../docs/dashboards.md"))
			.lines()
			.filter((line) -> line.matches("\\| `--(https|ca-secret|server-name|basic-auth-secret|token-secret).*"))
			.toList();
		assertThat(rows).hasSize(5);
		for (String other : List.of("--token-secret", "--basic-auth-secret")) {
			List<String> arguments = new ArrayList<>(List.of("export", "--force", "--out", directory.toString()));
			List<String> tried = rows.stream().filter((row) -> !row.contains(other)).toList();
			tried.forEach((row) -> arguments.addAll(List.of(row.split("`")[1].split(" "))));
			assertThat(DashboardsCommand.commandLine().execute(arguments.toArray(String[]::new))).isZero();
			String config = Files.readString(directory.resolve("prometheus/prometheus.yml"));
			assertThat(tried).allSatisfy((row) -> assertThat(SECRET.matcher(row).results().map(MatchResult::group))
				.allSatisfy((file) -> assertThat(config).contains(file)));
			assertThat(Files.readString(directory.resolve("kubernetes/service-monitor.yaml")))
				.contains("scheme: https", "tlsConfig:", "serverName: shop.internal")
				.containsAnyOf("basicAuth:", "authorization:");
		}
	}

	@Test
	void refusesWhatAClusterOrPrometheusWould() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ScrapeAccess(true, null, null, "a", "b"))
			.withMessageContaining("one of");
		assertThatIllegalArgumentException().isThrownBy(() -> new ScrapeAccess(false, "a", null, null, null))
			.withMessageContaining("https");
		assertThatIllegalArgumentException().isThrownBy(() -> new ScrapeAccess(false, null, "a", null, null))
			.withMessageContaining("https");
		for (String name : List.of("", "A", "a b", "../a", "a/b", "a\nb", "-a", "x".repeat(300))) {
			assertThatIllegalArgumentException().isThrownBy(() -> new ScrapeAccess(true, null, null, name, null))
				.withMessageContaining("basic-auth-secret");
		}
	}

}
