package io.sightglass.processor;

import java.util.ArrayList;
import java.util.List;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

import io.sightglass.meters.set.MeterSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads an interface that is a set, and checks it for itself.
 */
final class SetReader {

	private final ProcessingEnvironment environment;

	private final MemberMethods members;

	private final Origins origins;

	private final Problems problems;

	SetReader(ProcessingEnvironment environment, Origins origins, Problems problems) {
		this.environment = environment;
		this.members = new MemberMethods(environment.getElementUtils(), environment.getTypeUtils());
		this.origins = origins;
		this.problems = problems;
	}

	@Nullable Unresolved unresolved(TypeElement type) {
		return Unresolved.in(type, this.members.of(type));
	}

	/**
	 * The set of an interface.
	 * @param type what is annotated
	 * @return the set, or nothing where something is wrong
	 */
	@Nullable SetModel read(TypeElement type) {
		MeterSet annotation = type.getAnnotation(MeterSet.class);
		if (annotation == null || !isUsable(type)) {
			return null;
		}
		int errors = this.problems.errors();
		names(type, annotation);
		bodies(type);
		List<MeterModel> meters = meters(type);
		NameChecks names = new NameChecks(this.problems);
		meters.forEach(names::check);
		ValueChecks values = new ValueChecks(this.problems);
		meters.forEach(values::check);
		String packageName = packageOf(type).getQualifiedName().toString();
		SetModel set = new SetModel(type, packageName, annotation.value(), annotation.prefix(), meters);
		values.check(set);
		new ShadowedNames(this.environment.getElementUtils(), this.problems).check(set);
		return (this.problems.errors() > errors) ? null : set;
	}

	private PackageElement packageOf(TypeElement type) {
		return this.environment.getElementUtils().getPackageOf(type);
	}

	private List<MeterModel> meters(TypeElement type) {
		Elements elements = this.environment.getElementUtils();
		EnumReader enums = new EnumReader(elements, this.environment.getTypeUtils(), this.problems, packageOf(type));
		MethodReader reader = new MethodReader(elements, this.origins, enums, this.problems);
		List<MeterModel> meters = new ArrayList<>();
		for (MemberMethod method : this.members.of(type)) {
			if (isMeter(method)) {
				MeterModel meter = reader.read(method);
				if (meter != null && isNew(meter, meters, type)) {
					meters.add(meter);
				}
			}
		}
		return meters;
	}

	private boolean isMeter(MemberMethod method) {
		boolean annotated = !MeterAnnotation.of(method.element()).isEmpty();
		if (!method.element().getModifiers().contains(Modifier.ABSTRACT)) {
			return false;
		}
		if (!this.members.isOfObject(method)) {
			return true;
		}
		if (annotated || !this.members.isRepeated(method)) {
			this.problems.error(method.element(),
					"'%s' is a method of every object. Give the meter's method another " + "name.",
					Problems.signature(method.element()));
		}
		return false;
	}

	// Two interfaces may bring one method each, of which the class has one.
	private boolean isNew(MeterModel meter, List<MeterModel> meters, TypeElement type) {
		for (MeterModel known : meters) {
			if (this.members.haveOneSignature(known.member(), meter.member())) {
				if (!known.saysTheSameAs(meter)) {
					this.problems.error(type,
							"The method %s comes from %s and from %s, which say different things of its meter. Declare it "
									+ "here too, to say which is meant.",
							Problems.signature(meter.method()), known.declaredIn(), meter.declaredIn());
				}
				return false;
			}
		}
		return true;
	}

	private void bodies(TypeElement type) {
		for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
			if (!method.getModifiers().contains(Modifier.ABSTRACT) && !MeterAnnotation.of(method).isEmpty()) {
				this.problems.error(method, "This method has a body, so nothing is recorded for its annotation. Leave "
						+ "one of the two off.");
			}
		}
	}

	private void names(TypeElement type, MeterSet annotation) {
		if (!annotation.value().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
			this.problems.error(type, "'%s' is no name of a set. Use lower-case words joined by dashes, such as "
					+ "incident-reports: properties and documents know the set by it.", annotation.value());
		}
		String prefix = annotation.prefix();
		if (!prefix.isEmpty() && !prefix.equals(MeterSet.GLOBAL_PREFIX) && !PrometheusNames.isDotted(prefix)) {
			this.problems.error(type, "Prometheus would rewrite the prefix '%s'. Use letters, digits and underscores, "
					+ "without a dot at the end.", prefix);
		}
	}

	private boolean isUsable(TypeElement type) {
		String wrong = "";
		if (type.getKind() != ElementKind.INTERFACE) {
			wrong = "A @MeterSet is an interface: its class is written for you.";
		}
		else if (!type.getTypeParameters().isEmpty()) {
			wrong = "A @MeterSet has no type parameters: its class is written once.";
		}
		else if (type.getModifiers().contains(Modifier.SEALED)) {
			wrong = "A @MeterSet is not sealed: the class that is written for it could not implement it.";
		}
		for (Element at = type; at != null; at = at.getEnclosingElement()) {
			if (at.getModifiers().contains(Modifier.PRIVATE)) {
				wrong = "A @MeterSet is not private: its class, beside it, could not see it.";
			}
		}
		if (!wrong.isEmpty()) {
			this.problems.error(type, "%s", wrong);
		}
		return wrong.isEmpty();
	}

}
