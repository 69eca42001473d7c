package io.sightglass.processor;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

import io.sightglass.meters.set.MeterSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads an interface that is a set, and checks it for itself.
 */
final class SetReader {

	private final Elements elements;

	private final Problems problems;

	SetReader(Elements elements, Problems problems) {
		this.elements = elements;
		this.problems = problems;
	}

	/**
	 * The set of an interface.
	 * @param element what is annotated
	 * @return the set, or nothing where something is wrong
	 */
	@Nullable SetModel read(Element element) {
		MeterSet annotation = element.getAnnotation(MeterSet.class);
		if (annotation == null || !isUsable(element)) {
			return null;
		}
		TypeElement type = (TypeElement) element;
		int errors = this.problems.errors();
		names(type, annotation);
		List<MeterModel> meters = meters(type);
		NameChecks names = new NameChecks(this.problems);
		meters.forEach(names::check);
		if (this.problems.errors() > errors) {
			return null;
		}
		String packageName = this.elements.getPackageOf(type).getQualifiedName().toString();
		return new SetModel(type, packageName, annotation.value(), annotation.prefix(), meters);
	}

	private List<MeterModel> meters(TypeElement type) {
		MethodReader reader = new MethodReader(this.elements, this.problems);
		List<MeterModel> meters = new ArrayList<>();
		for (ExecutableElement method : ElementFilter.methodsIn(this.elements.getAllMembers(type))) {
			if (method.getModifiers().contains(Modifier.ABSTRACT)) {
				MeterModel meter = reader.read(method);
				if (meter != null) {
					meters.add(meter);
				}
			}
		}
		return meters;
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

	private boolean isUsable(Element element) {
		if (element.getKind() != ElementKind.INTERFACE) {
			this.problems.error(element, "A @MeterSet is an interface: its class is written for you.");
			return false;
		}
		if (!((TypeElement) element).getTypeParameters().isEmpty()) {
			this.problems.error(element, "A @MeterSet has no type parameters: its class is written once.");
			return false;
		}
		for (Element at = element; at != null; at = at.getEnclosingElement()) {
			if (at.getModifiers().contains(Modifier.PRIVATE)) {
				this.problems.error(element, "A @MeterSet is not private: its class, beside it, could not see it.");
				return false;
			}
		}
		return true;
	}

}
