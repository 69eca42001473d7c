package io.sightglass.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

import io.sightglass.meters.set.MeterSetFactory;

/**
 * The index by which sets are found: a services file of the JDK.
 */
final class IndexFile {

	private static final String NAME = "META-INF/services/" + MeterSetFactory.class.getName();

	private final Filer filer;

	IndexFile(Filer filer) {
		this.filer = filer;
	}

	void write(List<SetModel> sets) throws IOException {
		// An IDE compiles only what changed: what the index had and still exists stays.
		TreeSet<String> lines = new TreeSet<>(earlier());
		sets.forEach((set) -> lines.add(set.qualifiedClassName()));
		Element[] origins = sets.stream().map(SetModel::type).toArray(Element[]::new);
		FileObject file = this.filer.createResource(StandardLocation.CLASS_OUTPUT, "", NAME, origins);
		try (Writer writer = new OutputStreamWriter(file.openOutputStream(), StandardCharsets.UTF_8)) {
			for (String line : lines) {
				writer.write(line + "\n");
			}
		}
	}

	private List<String> earlier() {
		try {
			FileObject file = this.filer.getResource(StandardLocation.CLASS_OUTPUT, "", NAME);
			try (InputStream input = file.openInputStream()) {
				String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
				return text.lines().filter((line) -> !line.isBlank() && exists(line)).toList();
			}
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	// Not by the compiler: where it writes is not always where it looks for classes.
	private boolean exists(String name) {
		int dot = name.lastIndexOf('.');
		String packageName = (dot < 0) ? "" : name.substring(0, dot);
		try {
			FileObject file = this.filer.getResource(StandardLocation.CLASS_OUTPUT, packageName,
					name.substring(dot + 1) + ".class");
			try (InputStream input = file.openInputStream()) {
				return input.read() >= 0;
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			return false;
		}
	}

}
