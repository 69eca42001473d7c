package io.sightglass.processor;

import java.util.List;

import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads one method of a set.
 */
final class MethodReader {

	private final Elements elements;

	private final Origins origins;

	private final EnumReader enums;

	private final Problems problems;

	MethodReader(Elements elements, Origins origins, EnumReader enums, Problems problems) {
		this.elements = elements;
		this.origins = origins;
		this.enums = enums;
		this.problems = problems;
	}

	/**
	 * The meter behind a method.
	 * @param member a method without a body
	 * @return its meter, or nothing where it says too little
	 */
	@Nullable MeterModel read(MemberMethod member) {
		ExecutableElement method = member.element();
		List<MeterAnnotation> annotations = MeterAnnotation.of(method);
		if (annotations.size() != 1) {
			this.problems.error(method, annotations.isEmpty()
					? "What does this method record? Say @Counted, @Timed, @Gauged or @Summed, or give it a body."
					: "A method is one meter, but this one has two annotations. Write a second method.");
			return null;
		}
		if (!method.getTypeParameters().isEmpty()) {
			this.problems.error(method, "A meter has no type parameters. Name the types.");
			return null;
		}
		if (SourceVersion.isKeyword(member.name())) {
			this.problems.error(method, "Java has no methods named '%s'. Give it another name.", member.name());
			return null;
		}
		MeterAnnotation annotation = annotations.get(0);
		int errors = this.problems.errors();
		lost(method, annotation);
		ParameterReader parameters = new ParameterReader(this.enums, this.problems);
		for (int i = 0; i < method.getParameters().size(); i++) {
			parameters.read(method.getParameters().get(i), member.parameterTypes().get(i));
		}
		Returns returns = returns(member.type().getReturnType());
		if (errors < this.problems.errors() || !fits(method, annotation, returns, parameters.amount())) {
			return null;
		}
		String unit = unit(annotation, parameters.amount());
		return new MeterModel(member, annotation.kind(), returns, described(method, annotation), unit,
				parameters.tags(), parameters.amount());
	}

	// What a class file does not keep would change the series without a word.
	private void lost(ExecutableElement method, MeterAnnotation annotation) {
		if (isUnnamed(method) && !this.origins.isSurelySource(method)) {
			this.problems.error(method,
					"The names of these parameters, which are the tags' keys, are lost: %s was read from a class file "
							+ "without them. Compile it with -parameters, or say @TagKey(\"…\") at each.",
					Problems.signature(method));
		}
		if (annotation.description().isEmpty() && this.origins.inClassFile(method)
				&& this.elements.getDocComment(method) == null) {
			this.problems.error(method,
					"The javadoc of %s, which describes the meter, is lost, if it has one: it was "
							+ "read from a class file. Say description = \"…\" in its annotation.",
					Problems.signature(method));
		}
	}

	// The names that each compiler gives where a class file has none.
	private static boolean isUnnamed(ExecutableElement method) {
		List<? extends VariableElement> parameters = method.getParameters();
		boolean lost = false;
		for (int i = 0; i < parameters.size(); i++) {
			if (!parameters.get(i).getSimpleName().contentEquals("arg" + i)) {
				return false;
			}
			lost |= ParameterReader.isTagWithoutKey(parameters.get(i));
		}
		return lost;
	}

	private boolean fits(ExecutableElement method, MeterAnnotation annotation, Returns returns,
			@Nullable AmountModel amount) {
		String wrong = ReturnRules.wrong(annotation.kind(), returns, amount);
		if (wrong.isEmpty()) {
			wrong = unusable(method);
		}
		if (!wrong.isEmpty()) {
			this.problems.error(method, "%s", wrong);
		}
		return wrong.isEmpty();
	}

	private static String unusable(ExecutableElement method) {
		Counted counted = method.getAnnotation(Counted.class);
		if (counted != null && counted.recordFailuresOnly()) {
			return "recordFailuresOnly is for aspects. In a set, call the method where it fails.";
		}
		Timed timed = method.getAnnotation(Timed.class);
		if (timed != null && timed.longTask()) {
			return "A set has no long tasks. For what runs now, write a @Gauged GaugeLevel and hold() it.";
		}
		return "";
	}

	private static Returns returns(TypeMirror type) {
		if (type.getKind() == TypeKind.VOID) {
			return Returns.NOTHING;
		}
		if (type.getKind() != TypeKind.DECLARED) {
			return Returns.ANOTHER;
		}
		String name = ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().toString();
		if (name.equals(Timing.class.getName())) {
			return Returns.TIMING;
		}
		if (name.equals(Stopwatch.class.getName())) {
			return Returns.STOPWATCH;
		}
		return name.equals(GaugeLevel.class.getName()) ? Returns.LEVEL : Returns.ANOTHER;
	}

	private static String unit(MeterAnnotation annotation, @Nullable AmountModel amount) {
		if (annotation.kind() == Kind.TIMER) {
			return "";
		}
		return (annotation.unit().isEmpty() && amount != null) ? amount.unit() : annotation.unit();
	}

	// Without a description, the first sentence of the method's javadoc is one.
	private MeterAnnotation described(ExecutableElement method, MeterAnnotation annotation) {
		String comment = this.elements.getDocComment(method);
		if (!annotation.description().isEmpty() || comment == null) {
			return annotation;
		}
		String text = comment.split("(?m)^\\s*@", 2)[0].replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
			.replaceAll("<[^>]*>", "")
			.replaceAll("\\s+", " ")
			.strip();
		int end = text.indexOf(". ");
		return annotation.described((end < 0) ? text : text.substring(0, end + 1));
	}

}
