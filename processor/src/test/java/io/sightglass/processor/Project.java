package io.sightglass.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * Sources and classes in directories, as a build has them.
 */
final class Project {

	private static final String HEAD = """
			package app;
			import io.micrometer.core.annotation.*;
			import io.sightglass.meters.set.*;
			""";

	private final Path sources;

	private final Path classes;

	private final Path generated;

	private final List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));

	private final List<String> options = new ArrayList<>();

	// A processor is for one compilation.
	private final List<Supplier<Processor>> processors = new ArrayList<>(List.of(MeterSetProcessor::new));

	private JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());

	Project(Path directory) {
		this.sources = create(directory.resolve("sources"));
		this.classes = create(directory.resolve("classes"));
		this.generated = create(directory.resolve("generated"));
	}

	Project with(JavaCompiler compiler) {
		this.compiler = compiler;
		return this;
	}

	Project with(Supplier<Processor> processor) {
		this.processors.add(processor);
		return this;
	}

	Project withoutProcessors() {
		this.processors.clear();
		return this;
	}

	Project uses(Project... others) {
		Stream.of(others).forEach((other) -> this.classPath.add(other.classes.toString()));
		return this;
	}

	Project options(String... options) {
		this.options.addAll(List.of(options));
		return this;
	}

	Path classes() {
		return this.classes;
	}

	Path generated() {
		return this.generated;
	}

	/**
	 * Writes a type of the package app.
	 * @param name its simple name
	 * @param text what stands below the imports
	 * @return the file
	 */
	Path write(String name, String text) {
		return write("app/" + name + ".java", HEAD, text);
	}

	Path write(String path, String head, String text) {
		try {
			Path file = this.sources.resolve(path);
			create(Objects.requireNonNull(file.getParent()));
			return Files.writeString(file, head + text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Result compile(Path... files) {
		return compile(List.of(), files);
	}

	/**
	 * Processes types that are classes by now.
	 * @param names their names
	 * @return what the compiler says
	 */
	Result process(String... names) {
		return uses(this).compile(List.of(names));
	}

	private Result compile(List<String> names, Path... files) {
		DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
		List<String> options = new ArrayList<>(List.of("-d", this.classes.toString(), "-s", this.generated.toString(),
				"-classpath", String.join(System.getProperty("path.separator"), this.classPath)));
		options.addAll(this.options);
		try (StandardJavaFileManager manager = this.compiler.getStandardFileManager(said, Locale.ROOT,
				StandardCharsets.UTF_8)) {
			JavaCompiler.CompilationTask task = this.compiler.getTask(Writer.nullWriter(), manager, said, options,
					names, manager.getJavaFileObjects(files));
			task.setProcessors(this.processors.stream().map(Supplier::get).toList());
			boolean done = task.call();
			return new Result(done, List.copyOf(said.getDiagnostics()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path create(Path directory) {
		try {
			return Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a compiler said.
	 *
	 * @param done whether it wrote classes
	 * @param diagnostics what is wrong
	 */
	record Result(boolean done, List<Diagnostic<? extends JavaFileObject>> diagnostics) {

		/**
		 * Errors and warnings as file, line and message.
		 * @return each on a line
		 */
		List<String> said() {
			return this.diagnostics.stream()
				.filter((said) -> said.getKind() != Diagnostic.Kind.NOTE && said.getKind() != Diagnostic.Kind.OTHER)
				.filter((said) -> !isOfTheTest(said.getMessage(Locale.ROOT)))
				.map((said) -> file(said.getSource()) + ":" + said.getLineNumber() + ": "
						+ said.getMessage(Locale.ROOT))
				.toList();
		}

		// Eclipse minds unused imports and the like in the sources of the tests.
		private static boolean isOfTheTest(String message) {
			return message.contains("is never used") || message.startsWith("Unnecessary @SuppressWarnings");
		}

		private static String file(@Nullable JavaFileObject source) {
			return (source != null) ? String.valueOf(Path.of(source.toUri()).getFileName()) : "nowhere";
		}

	}

}
