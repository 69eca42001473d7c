package io.sightglass.processor;

import java.util.List;
import java.util.Objects;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The compilers under which the processor works.
 */
final class Compilers {

	static final List<JavaCompiler> ALL = List.of(Objects.requireNonNull(ToolProvider.getSystemJavaCompiler()),
			new EclipseCompiler());

	private Compilers() {
	}

}
