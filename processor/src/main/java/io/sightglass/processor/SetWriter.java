package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.SetMeter;
import io.sightglass.meters.set.SetMeters;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * Writes the class of a set: a factory, the set that records, and the set that is off.
 */
final class SetWriter {

	private static final String GENERATED = "javax.annotation.processing.Generated";

	// All of Eclipse, the rest of javac: a set may use deprecated types.
	private static final List<String> SUPPRESSED = List.of("all", "deprecation", "exports", "removal");

	private static final List<Class<?>> LANGUAGE = List.of(Class.class, Override.class, String.class,
			SuppressWarnings.class);

	private final SetModel set;

	private final Elements elements;

	private final Fields fields;

	private final TypeName type;

	SetWriter(SetModel set, Elements elements) {
		this.set = set;
		this.elements = elements;
		this.fields = new Fields(set, elements);
		this.type = TypeName.get(set.type().asType());
	}

	JavaFile file() {
		TypeSpec.Builder factory = TypeSpec.classBuilder(this.set.className())
			.addOriginatingElement(this.set.type())
			.addJavadoc("The meter set {@code $L}, written from {@link $T}.\n", this.set.name(), this.type)
			.addModifiers(Modifier.PUBLIC, Modifier.FINAL)
			.addSuperinterface(ParameterizedTypeName.get(ClassName.get(MeterSetFactory.class), this.type));
		TypeElement generated = this.elements.getTypeElement(GENERATED);
		if (generated != null) {
			factory.addAnnotation(AnnotationSpec.builder(ClassName.get(generated))
				.addMember("value", "$S", MeterSetProcessor.class.getName())
				.build());
		}
		AnnotationSpec.Builder suppressed = AnnotationSpec.builder(SuppressWarnings.class);
		SUPPRESSED.forEach((warning) -> suppressed.addMember("value", "$S", warning));
		factory.addAnnotation(suppressed.build());
		this.set.meters().forEach((meter) -> factory.addField(constant(meter)));
		factory.addMethod(MethodSpec.constructorBuilder()
			.addJavadoc("For the index of sets.\n")
			.addModifiers(Modifier.PUBLIC)
			.build());
		factory.addMethod(answer("type", ParameterizedTypeName.get(ClassName.get(Class.class), this.type),
				CodeBlock.of("$T.class", this.type)));
		factory.addMethod(answer("name", ClassName.get(String.class), CodeBlock.of("$S", this.set.name())));
		factory.addMethod(answer("prefix", ClassName.get(String.class), prefix()));
		factory.addMethod(answer("meters", ParameterizedTypeName.get(List.class, SetMeter.class), meters()));
		factory.addMethod(override("create", this.type).addParameter(SetMeters.class, "meters")
			.addStatement("return new $L(meters)", this.fields.recording())
			.build());
		factory.addMethod(answer("off", this.type, CodeBlock.of("new $L()", this.fields.off())));
		factory.addType(new RecordingWriter(this.set, this.fields).type());
		factory.addType(new OffWriter(this.set, this.fields).type());
		return JavaFile.builder(this.set.packageName(), factory.build())
			.skipJavaLangImports(!hasNamesOfTheLanguage())
			.indent("\t")
			.build();
	}

	private boolean hasNamesOfTheLanguage() {
		return LANGUAGE.stream().anyMatch((type) -> this.set.hasNeighbour(type.getSimpleName(), this.elements));
	}

	private CodeBlock prefix() {
		return this.set.prefix().equals(MeterSet.GLOBAL_PREFIX) ? CodeBlock.of("$T.GLOBAL_PREFIX", MeterSet.class)
				: CodeBlock.of("$S", this.set.prefix());
	}

	private CodeBlock meters() {
		CodeBlock names = this.set.meters()
			.stream()
			.map((meter) -> CodeBlock.of("$L", this.fields.constant(meter)))
			.collect(CodeBlock.joining(", "));
		return CodeBlock.of("$T.of($L)", List.class, names);
	}

	private FieldSpec constant(MeterModel meter) {
		CodeBlock.Builder code = CodeBlock.builder();
		code.add("new $T($T.$L($S, $L", SetMeter.class, MeterSpec.class, meter.kind().spec(), meter.name(),
				Literals.of(meter.annotation().description()));
		meter.keys().forEach((key) -> code.add(", $S", key));
		code.add(")");
		if (!meter.unit().isEmpty()) {
			code.add(".in($S)", meter.unit());
		}
		code.add(")");
		details(meter.annotation(), code);
		return FieldSpec
			.builder(SetMeter.class, this.fields.constant(meter), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
			.addJavadoc("What {@code $L} records.\n", meter.member().name())
			.initializer(code.build())
			.build();
	}

	private static void details(MeterAnnotation annotation, CodeBlock.Builder code) {
		if (!annotation.extraTags().isEmpty()) {
			code.add(".fixed($L)", annotation.extraTags().stream().map(Literals::of).collect(CodeBlock.joining(", ")));
		}
		if (annotation.histogram()) {
			code.add(".withHistogram()");
		}
		if (!annotation.percentiles().isEmpty()) {
			code.add(".withPercentiles($L)", numbers(annotation.percentiles()));
		}
		if (!annotation.objectives().isEmpty()) {
			code.add(".withObjectives($L)", numbers(annotation.objectives()));
		}
	}

	private static CodeBlock numbers(List<Double> numbers) {
		return numbers.stream().map((number) -> CodeBlock.of("$L", number)).collect(CodeBlock.joining(", "));
	}

	private static MethodSpec answer(String name, TypeName type, CodeBlock value) {
		return override(name, type).addStatement("return $L", value).build();
	}

	private static MethodSpec.Builder override(String name, TypeName type) {
		return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC).returns(type);
	}

}
