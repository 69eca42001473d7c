package io.sightglass.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;

/**
 * Compiles sets the way that javac does it for users.
 */
final class Compile {

	private static final String HEAD = """
			package app;
			import io.micrometer.core.annotation.*;
			import io.sightglass.meters.set.*;
			import java.time.Duration;
			""";

	private Compile() {
	}

	/**
	 * Compiles a set named orders with the given methods.
	 * @param methods what stands in the interface
	 * @return what javac says
	 */
	static Compilation methods(String methods) {
		return source("@MeterSet(\"orders\") interface OrderMeters {\n" + methods + "\n}\nenum Size { S, M }");
	}

	static Compilation source(String types) {
		return Compiler.javac()
			.withProcessors(new MeterSetProcessor())
			.compile(JavaFileObjects.forSourceString("app.OrderMeters", HEAD + types));
	}

}
