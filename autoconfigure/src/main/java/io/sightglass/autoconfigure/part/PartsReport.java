package io.sightglass.autoconfigure.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.SightglassEndpoint.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.NativeDetector;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * What of Sightglass is on, what is off and why, in the words of Boot's report on
 * conditions. It is read when somebody asks.
 */
final class PartsReport {

	private static final String OURS = "io.sightglass.";

	private static final String AHEAD_OF_TIME = "so it was decided when the application was built";

	private static final Set<String> IN_BOOTS_PLACE = Set.of("clock", "the Prometheus registry",
			"meters that threads record without contention", "the fast scrape");

	private final ConfigurableListableBeanFactory beans;

	private final SimpleMetadataReaderFactory classes;

	PartsReport(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
		// Not the asking thread's, which may not see into the application's jar.
		this.classes = new SimpleMetadataReaderFactory(beans.getBeanClassLoader());
	}

	List<Part> all() {
		if (NativeDetector.inNativeImage()) {
			return built();
		}
		Map<String, Part> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String root : ImportCandidates.load(AutoConfiguration.class, this.beans.getBeanClassLoader())) {
			if (root.startsWith(OURS)) {
				add(root, null, parts);
			}
		}
		return List.copyOf(parts.values());
	}

	// Without class files there is only what was built in.
	private List<Part> built() {
		return Arrays.stream(this.beans.getBeanDefinitionNames())
			.filter((bean) -> bean.startsWith(OURS) && bean.contains("Configuration"))
			.map((bean) -> new Part(ClassUtils.getShortName(bean), true, null, null, null))
			.toList();
	}

	// A configuration and those within it, which are off where it is.
	private void add(String type, @Nullable Part outer, Map<String, Part> parts) {
		MetadataReader reader = read(type);
		AnnotationMetadata metadata = reader.getAnnotationMetadata();
		Part part = part(type, type, metadata, outer);
		add(part, parts);
		for (MethodMetadata method : metadata.getAnnotatedMethods(ConditionalOnEnabled.class.getName())) {
			Part bean = part(method.getMethodName(), type + "#" + method.getMethodName(), method, part);
			add(bean, parts);
		}
		Stream
			.concat(Arrays.stream(reader.getClassMetadata().getMemberClassNames()),
					strings(metadata.getAnnotations().get(Import.class), "value"))
			.filter((name) -> name.startsWith(OURS)
					&& read(name).getAnnotationMetadata().hasAnnotation(Configuration.class.getName()))
			.forEach((name) -> add(name, part, parts));
	}

	// One way to have it is enough.
	private static void add(Part part, Map<String, Part> parts) {
		if (!part.name().isEmpty()) {
			parts.merge(part.name(), part, (known, other) -> known.on() ? known : other);
		}
	}

	private Part part(String bean, String source, AnnotatedTypeMetadata metadata, @Nullable Part outer) {
		MergedAnnotations annotations = metadata.getAnnotations();
		MergedAnnotation<ConditionalOnEnabled> enabled = annotations.get(ConditionalOnEnabled.class);
		String optIn = enabled.isPresent() ? enabled.getString("optIn") : "";
		String key = !optIn.isEmpty() ? optIn : strings(enabled, "value").reduce("", (first, last) -> last);
		MergedAnnotation<ConditionalOnNeeds> needs = annotations.get(ConditionalOnNeeds.class);
		String of = needs.isPresent() ? needs.getString("of") : "";
		String name = of.isEmpty() ? (needs.isPresent() ? needs.getString("value") : key) : of;
		String missing = this.beans.containsBeanDefinition(bean) ? missing(metadata) : source;
		boolean on = missing == null;
		String property = key.isEmpty() ? (outer != null) ? outer.property() : "sightglass.enabled"
				: "sightglass." + key + ".enabled";
		return new Part(name, on, property, on ? version(annotations) : null,
				(missing == null) ? null : why(missing, outer));
	}

	// A configuration may be there and have nothing to configure.
	private @Nullable String missing(AnnotatedTypeMetadata metadata) {
		if (!(metadata instanceof AnnotationMetadata type)) {
			return null;
		}
		Set<MethodMetadata> methods = type.getAnnotatedMethods(Bean.class.getName());
		return methods.stream().anyMatch(this::isThere) ? null
				: methods.stream()
					.map((method) -> type.getClassName() + "#" + method.getMethodName())
					.findFirst()
					.orElse(null);
	}

	private boolean isThere(MethodMetadata method) {
		return this.beans.containsBeanDefinition(method.getMethodName()) && isOurs(method.getMethodName());
	}

	private String why(String source, @Nullable Part outer) {
		ConditionEvaluationReport report = ConditionEvaluationReport.get(this.beans);
		ConditionAndOutcomes outcomes = report.getConditionAndOutcomesBySource().get(source);
		if (outcomes != null && !outcomes.isFullMatch()) {
			return message(outcomes);
		}
		if (report.getExclusions().contains(source)) {
			return "the application excludes " + source;
		}
		return (outer != null && outer.why() != null) ? outer.why() : AHEAD_OF_TIME;
	}

	private static String message(ConditionAndOutcomes outcomes) {
		return outcomes.stream()
			.map((one) -> one.getOutcome())
			.filter((outcome) -> !outcome.isMatch())
			.map((outcome) -> outcome.getMessage())
			.collect(Collectors.joining("; "));
	}

	private @Nullable String version(MergedAnnotations annotations) {
		MergedAnnotation<ConditionalOnClass> needed = annotations.get(ConditionalOnClass.class);
		ClassLoader loader = this.beans.getBeanClassLoader();
		return Stream.concat(strings(needed, "value"), strings(needed, "name"))
			.filter((name) -> ClassUtils.isPresent(name, loader))
			.map((name) -> ClassUtils.resolveClassName(name, loader).getPackage().getImplementationVersion())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * What takes the place of Boot's own.
	 * @return a line with each, and why it does not where that is so
	 */
	String inBootsPlace() {
		return all().stream()
			.filter((part) -> IN_BOOTS_PLACE.contains(part.name()))
			.map((part) -> part.name() + (part.on() ? "" : " is not, as " + part.why()))
			.collect(Collectors.joining("; ", "In the place of Boot's: ", ""));
	}

	Map<String, String> replacedByTheApplication() {
		Set<String> ours = ours();
		return replaced((source) -> source.startsWith(OURS), (words) -> ours.stream().noneMatch(words::contains));
	}

	Map<String, String> replacedOfBoot() {
		Set<String> ours = ours();
		return replaced((source) -> source.startsWith("org.springframework.boot."),
				(words) -> ours.stream().anyMatch(words::contains));
	}

	private Set<String> ours() {
		return Arrays.stream(this.beans.getBeanDefinitionNames()).filter(this::isOurs).collect(Collectors.toSet());
	}

	// One of Boot's goes by Boot's name.
	private boolean isOurs(String bean) {
		String factory = this.beans.getBeanDefinition(bean).getFactoryBeanName();
		return bean.startsWith("sightglass") || (factory != null && factory.startsWith(OURS));
	}

	private Map<String, String> replaced(Predicate<String> sources, Predicate<Set<String>> by) {
		Map<String, String> replaced = new LinkedHashMap<>();
		ConditionEvaluationReport.get(this.beans).getConditionAndOutcomesBySource().forEach((source, outcomes) -> {
			String message = outcomes.isFullMatch() ? "" : message(outcomes);
			if (source.contains("#") && message.contains("@ConditionalOnMissingBean") && message.contains("found bean")
					&& sources.test(source) && by.test(words(message))) {
				replaced.put(source.substring(source.indexOf('#') + 1), message);
			}
		});
		return replaced;
	}

	private static Set<String> words(String message) {
		return new HashSet<>(Arrays.asList(message.split("[^\\w.$-]+")));
	}

	private MetadataReader read(String type) {
		try {
			return this.classes.getMetadataReader(type);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class file of " + type + " cannot be read", ex);
		}
	}

	private static Stream<String> strings(MergedAnnotation<?> annotation, String attribute) {
		return annotation.isPresent() ? Arrays.stream(annotation.getStringArray(attribute)) : Stream.empty();
	}

}
