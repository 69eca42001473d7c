package io.sightglass.processor;

import java.util.List;
import java.util.Locale;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

import org.jspecify.annotations.Nullable;

/**
 * Reads an enum whose constants are the values of a tag.
 */
final class EnumReader {

	private static final String FLUENT = "lombok.experimental.Accessors";

	private final Elements elements;

	private final Types types;

	private final Problems problems;

	private final PackageElement from;

	/**
	 * Reads enums for a set.
	 * @param elements of the compiler
	 * @param types of the compiler
	 * @param problems where to say what is wrong
	 * @param from the package of the generated class
	 */
	EnumReader(Elements elements, Types types, Problems problems, PackageElement from) {
		this.elements = elements;
		this.types = types;
		this.problems = problems;
		this.from = from;
	}

	static boolean isEnum(TypeMirror type) {
		return type.getKind() == TypeKind.DECLARED && ((DeclaredType) type).asElement().getKind() == ElementKind.ENUM;
	}

	TagModel read(VariableElement parameter, TypeMirror type, String key) {
		TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
		List<String> constants = constants(element);
		if (constants.isEmpty()) {
			this.problems.error(parameter, "The enum %s has no constants, so the tag has no values.", element);
		}
		if (!isVisible(element)) {
			this.problems.error(parameter, "The generated class, in the package of the set, does not see %s. Make the "
					+ "enum and what is around it public, or leave 'private' off within the package.", element);
		}
		ExecutableElement naming = naming(element);
		if (naming != null) {
			check(parameter, element, naming);
		}
		else if (isNamedByLombok(element)) {
			this.problems.error(parameter,
					"Lombok gives %s its tag() later, or has already: that depends on the order of the processors. Let "
							+ "the enum implement an interface with String tag(), such as "
							+ "io.sightglass.meters.set.TagValue.",
					element);
		}
		return new TagModel(parameter, type, key, TagModel.Type.ENUM,
				(naming != null) ? List.of() : constants.stream().distinct().toList(), naming != null, constants.size(),
				0);
	}

	private void check(VariableElement parameter, TypeElement element, ExecutableElement naming) {
		if (!naming.getModifiers().contains(Modifier.PUBLIC) && !this.elements.getPackageOf(naming).equals(this.from)) {
			this.problems.error(parameter, "The method tag() of %s names the tag's values, but the generated class "
					+ "does not see it. Make it public.", element);
		}
		if (naming.getThrownTypes().stream().anyMatch(this::isChecked)) {
			this.problems.error(parameter,
					"The method tag() of %s names the tag's values, but throws a checked " + "exception. Leave it off.",
					element);
		}
	}

	private boolean isChecked(TypeMirror thrown) {
		return !isA(thrown, RuntimeException.class) && !isA(thrown, Error.class);
	}

	private boolean isA(TypeMirror type, Class<?> above) {
		return this.types.isSubtype(type, this.elements.getTypeElement(above.getName()).asType());
	}

	private boolean isVisible(TypeElement type) {
		boolean samePackage = this.elements.getPackageOf(type).equals(this.from);
		for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
			boolean seen = samePackage ? !at.getModifiers().contains(Modifier.PRIVATE)
					: at.getModifiers().contains(Modifier.PUBLIC);
			if (!seen) {
				return false;
			}
		}
		return true;
	}

	// Its own, or of an interface that it implements.
	private @Nullable ExecutableElement naming(TypeElement enumeration) {
		for (ExecutableElement method : ElementFilter.methodsIn(this.elements.getAllMembers(enumeration))) {
			if (method.getSimpleName().contentEquals("tag") && method.getParameters().isEmpty()
					&& !method.getModifiers().contains(Modifier.STATIC)
					&& !method.getModifiers().contains(Modifier.PRIVATE)) {
				ExecutableType member = (ExecutableType) this.types.asMemberOf((DeclaredType) enumeration.asType(),
						method);
				if (ParameterReader.is(member.getReturnType(), String.class.getName())) {
					return method;
				}
			}
		}
		return null;
	}

	private static boolean isNamedByLombok(TypeElement enumeration) {
		return ElementFilter.fieldsIn(enumeration.getEnclosedElements())
			.stream()
			.filter((field) -> field.getSimpleName().contentEquals("tag"))
			.anyMatch((field) -> isFluent(field) || isFluent(enumeration));
	}

	private static boolean isFluent(Element element) {
		for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
			if (ParameterReader.is(annotation.getAnnotationType(), FLUENT)) {
				return annotation.getElementValues()
					.entrySet()
					.stream()
					.anyMatch((value) -> value.getKey().getSimpleName().contentEquals("fluent")
							&& Boolean.TRUE.equals(value.getValue().getValue()));
			}
		}
		return false;
	}

	private static List<String> constants(TypeElement enumeration) {
		return enumeration.getEnclosedElements()
			.stream()
			.filter((element) -> element.getKind() == ElementKind.ENUM_CONSTANT)
			.map((element) -> element.getSimpleName().toString().toLowerCase(Locale.ROOT))
			.toList();
	}

}
