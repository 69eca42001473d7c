package io.sightglass.registry.internal.limit;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UriTextFuzzTests {

	private static final String METER = "http.client.requests";

	@FuzzTest
	void hidesSecrets(byte[] input) throws Exception {
		String text = new String(input, StandardCharsets.UTF_8);
		String bare = UriText.bare(METER, "uri", text);
		assertThat(bare).doesNotContain("?", "#", ";");
		assertThat(bare.length()).isLessThanOrEqualTo(text.length());
		assertThat(UriText.bare(METER, "uri", bare)).isEqualTo(bare);
		assertThat(UriText.bare(METER, "other", text)).isEqualTo(text.contains("://") ? bare : text);
		if (text.chars().noneMatch((each) -> "?#;@".indexOf(each) >= 0)) {
			assertThat(bare).isEqualTo(text);
		}
		asTheJdkReadsIt(text, bare);
		Work.isLinear(input, 64, (large) -> UriText.bare(METER, "uri", new String(large, StandardCharsets.UTF_8)));
	}

	@Test
	@Tag("mutations")
	void hidesSecretsOfMutations() {
		Mutations.of(UriTextFuzzTests.class, "hidesSecrets", this::hidesSecrets);
	}

	private static void asTheJdkReadsIt(String text, String bare) throws URISyntaxException {
		URI uri;
		try {
			uri = new URI(text);
		}
		catch (URISyntaxException ex) {
			return;
		}
		if (uri.getHost() == null || uri.getScheme() == null || text.indexOf("://") != text.lastIndexOf("://")) {
			return;
		}
		URI left = new URI(bare);
		assertThat(left.getRawUserInfo()).isNull();
		assertThat(left.getHost()).isEqualTo(uri.getHost());
		assertThat(left.getPort()).isEqualTo(uri.getPort());
		assertThat(left.getScheme()).isEqualTo(uri.getScheme());
		assertThat(left.getRawPath()).isEqualTo(uri.getRawPath().replaceAll(";[^/]*", ""));
	}

}
