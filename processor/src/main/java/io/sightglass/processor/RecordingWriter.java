package io.sightglass.processor;

import javax.lang.model.element.Modifier;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.sightglass.meters.set.Counters;
import io.sightglass.meters.set.EnumTag;
import io.sightglass.meters.set.FlagTag;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterTable;
import io.sightglass.meters.set.NamedTag;
import io.sightglass.meters.set.SetMeters;
import io.sightglass.meters.set.OutcomeTimers;
import io.sightglass.meters.set.Summaries;
import io.sightglass.meters.set.Timers;

/**
 * Writes the set that records: a table a method, and a tag a parameter.
 */
final class RecordingWriter {

	private static final String TAG = "A tag";

	private final SetModel set;

	private final Fields fields;

	private final TypeSpec.Builder recording;

	private final MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
		.addJavadoc("Makes the tags, and the tables of the meters.\n@param meters where they come from\n")
		.addParameter(SetMeters.class, "meters");

	RecordingWriter(SetModel set, Fields fields) {
		this.set = set;
		this.fields = fields;
		this.recording = TypeSpec.classBuilder(fields.recording())
			.addJavadoc("The set that records.\n")
			.addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
	}

	TypeSpec type() {
		this.recording.avoidClashesWithNestedClasses(this.set.type())
			.addSuperinterface(TypeName.get(this.set.type().asType()));
		for (MeterModel meter : this.set.meters()) {
			meter.tags().forEach((tag) -> tag(meter, tag));
			table(meter);
		}
		this.recording.addMethod(this.constructor.build());
		this.set.meters().forEach((meter) -> this.recording.addMethod(method(meter)));
		return this.recording.build();
	}

	private void tag(MeterModel meter, TagModel tag) {
		String field = this.fields.tag(tag);
		TypeName type = TypeName.get(tag.is()).withoutAnnotations();
		switch (tag.type()) {
			case ENUM -> {
				field(ParameterizedTypeName.get(ClassName.get(EnumTag.class), type), field, TAG);
				CodeBlock arguments = tag.named() ? CodeBlock.of("$L, $T.values(), (constant) -> constant.tag()",
						this.fields.constant(meter), type) : CodeBlock.of("$T.values()", type);
				this.constructor.addStatement("this.$L = meters.enumeration($L)", field, arguments);
			}
			case FLAG -> {
				field(ClassName.get(FlagTag.class), field, TAG);
				this.constructor.addStatement("this.$L = new $T()", field, FlagTag.class);
			}
			case NAMED -> {
				field(ClassName.get(NamedTag.class), field, TAG);
				this.constructor.addStatement("this.$L = meters.named($L, $L, $L)", field, this.fields.constant(meter),
						Literals.of(tag.key()), tag.limit());
			}
		}
	}

	private void table(MeterModel meter) {
		String field = this.fields.table(meter);
		field(tableType(meter), field, "The meters of {@code " + meter.member().name() + "}");
		CodeBlock.Builder arguments = CodeBlock.builder().add("$L", this.fields.constant(meter));
		meter.tags().forEach((tag) -> arguments.add(", this.$L", this.fields.tag(tag)));
		this.constructor.addStatement("this.$L = meters.$L($L)", field, source(meter), arguments.build());
	}

	private void field(TypeName type, String name, String what) {
		this.recording.addField(
				FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).addJavadoc("$L.\n", what).build());
	}

	private static TypeName tableType(MeterModel meter) {
		return switch (meter.kind()) {
			case COUNTER -> ClassName.get(Counters.class);
			case GAUGE -> ParameterizedTypeName.get(MeterTable.class, GaugeLevel.class);
			case SUMMARY -> ClassName.get(Summaries.class);
			case TIMER -> ClassName.get((meter.returns() == Returns.TIMING) ? OutcomeTimers.class : Timers.class);
		};
	}

	private static String source(MeterModel meter) {
		return switch (meter.kind()) {
			case COUNTER -> "counters";
			case GAUGE -> "levels";
			case SUMMARY -> "summaries";
			case TIMER -> (meter.returns() == Returns.TIMING) ? "timings" : "timers";
		};
	}

	private MethodSpec method(MeterModel meter) {
		MethodSpec.Builder method = Overrides.of(meter, this.fields);
		CodeBlock slot = slot(meter, method);
		String table = this.fields.table(meter);
		AmountModel amount = meter.amount();
		CodeBlock value = (amount != null) ? value(amount) : CodeBlock.of("");
		switch (meter.kind()) {
			case COUNTER -> {
				CodeBlock arguments = value.isEmpty() ? slot : CodeBlock.of("$L, $L", slot, value);
				method.addStatement("this.$L.increment($L)", table, arguments);
			}
			case SUMMARY -> method.addStatement("this.$L.record($L, $L)", table, slot, value);
			case GAUGE -> {
				if (meter.returns() == Returns.LEVEL) {
					method.addStatement("return this.$L.at($L)", table, slot);
				}
				else {
					method.addStatement("this.$L.at($L).set($L)", table, slot, value);
				}
			}
			case TIMER -> {
				if (meter.returns() == Returns.NOTHING) {
					method.addStatement("this.$L.record($L, $L)", table, slot, value);
				}
				else {
					method.addStatement("return this.$L.start($L)", table, slot);
				}
			}
		}
		return method.build();
	}

	private CodeBlock value(AmountModel amount) {
		String name = this.fields.parameter(amount.parameter());
		return (amount.type() == AmountModel.Type.FLAG) ? CodeBlock.of("$L ? 1 : 0", name) : CodeBlock.of("$L", name);
	}

	// The tags' numbers make one number, as digits do.
	private CodeBlock slot(MeterModel meter, MethodSpec.Builder method) {
		CodeBlock before = CodeBlock.of("0");
		String local = this.fields.slot(meter);
		for (int i = 0; i < meter.tags().size(); i++) {
			TagModel tag = meter.tags().get(i);
			method.addStatement("$L$L = this.$L.slot($L, $L)", (i == 0) ? "long " : "", local, this.fields.tag(tag),
					before, this.fields.parameter(tag.parameter()));
			before = CodeBlock.of("$L", local);
		}
		return before;
	}

}
