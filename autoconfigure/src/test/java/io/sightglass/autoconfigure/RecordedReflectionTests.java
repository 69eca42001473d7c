package io.sightglass.autoconfigure;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import org.springframework.aot.agent.RecordedInvocation;
import org.springframework.aot.agent.RecordedInvocationsListener;
import org.springframework.aot.agent.RecordedInvocationsPublisher;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.test.agent.EnabledIfRuntimeHintsAgent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * What the tests of the families make our code do by reflection, recorded by Spring's
 * agent and held against our hints.
 */
@EnabledIfRuntimeHintsAgent
@SuppressWarnings("removal") // The agent that is to take its place needs a native image.
class RecordedReflectionTests {

	private static final String[] FAMILIES = { "annotation.AnnotatedMethodsTests", "connection.WebSocketMetersTests",
			"connection.ReactiveWebSocketMetersTests", "connection.WebServerConnectionsTests",
			"llm.LangChain4jLlmTests", "llm.LlmSdkTests", "llm.SpringAiLlmTests", "pipeline.BatchPipelineTests",
			"pipeline.IntegrationEndpointTests", "pipeline.KafkaAdapterTests", "pipeline.KafkaPipelineTests" };

	// Those call on behalf of ours.
	private static final Pattern HELPERS = Pattern
		.compile("(java|org\\.springframework\\.(util|aot\\.agent)|org\\.springframework\\.beans\\.BeanUtils)\\b.*");

	// Conditions are decided ahead of time, and the classes of beans are Spring's to
	// register.
	private static final Pattern NOT_OURS = Pattern.compile(
			"io\\.sightglass\\.autoconfigure\\.(part\\..*|KnownPropert(y|ies))|.*(Tests?\\b|\\$\\$|\\$Proxy|AnnotatedTypes|ExtendedBean).*");

	private final RuntimeHints hints = new RuntimeHints();

	private final Set<String> hinted = new ConcurrentSkipListSet<>();

	private final Set<String> missing = new ConcurrentSkipListSet<>();

	@Test
	void everyCallIsHinted() {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		RecordedInvocationsListener listener = this::record;
		RecordedInvocationsPublisher.addListener(listener);
		try {
			runFamilies();
		}
		finally {
			RecordedInvocationsPublisher.removeListener(listener);
		}
		assertThat(this.missing).isEmpty();
		assertThat(String.join("\n", this.hinted)).contains("KafkaCommitMeters", "KafkaDeadLetterMeters",
				"AbstractReplyProducingMessageHandler", "getEndpoint", "MeasuredHandler", "OpenAiTokenUsage",
				"OpenAIClient", "AnthropicClient", "DefaultToolCallingManager");
	}

	private void runFamilies() {
		var request = LauncherDiscoveryRequestBuilder.request();
		for (String family : FAMILIES) {
			request.selectors(selectClass(getClass().getPackageName() + '.' + family));
		}
		SummaryGeneratingListener summary = new SummaryGeneratingListener();
		Launcher launcher = LauncherFactory.create();
		launcher.execute(request.build(), summary);
		assertThat(summary.getSummary().getFailures()).isEmpty();
		assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(FAMILIES.length);
	}

	private void record(RecordedInvocation invocation) {
		String caller = invocation.getStackFrames()
			.map(StackFrame::getClassName)
			.filter(Predicate.not(HELPERS.asMatchPredicate()))
			.findFirst()
			.orElse("");
		boolean kafkas = caller.startsWith("org.apache.kafka.")
				&& invocation.toString().contains("io.sightglass.instrumentation.");
		if (isInVain(invocation)) {
			return;
		}
		if (kafkas || (caller.startsWith("io.sightglass.") && !NOT_OURS.matcher(caller).matches())) {
			String call = caller + ": " + invocation;
			(invocation.matches(this.hints) ? this.hinted : this.missing).add(call);
		}
	}

	// Of a type whose public methods are hinted, one that is not there may be asked for.
	private static boolean isInVain(RecordedInvocation invocation) {
		return invocation.getMethodReference().toString().equals("java.lang.Class#getMethod")
				&& invocation.getReturnValue() == null;
	}

}
