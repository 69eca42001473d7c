package io.sightglass.processor;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The description of a set beside its class: {@code IncidentMeters.meters.json} for
 * programs and {@code IncidentMeters.meters.md} for people.
 */
final class DescriptionFiles {

	private final Filer filer;

	DescriptionFiles(Filer filer) {
		this.filer = filer;
	}

	void write(SetModel set) throws IOException {
		write(set, ".meters.json", JsonDescription.of(set));
		write(set, ".meters.md", MarkdownDescription.of(set));
	}

	private void write(SetModel set, String ending, String content) throws IOException {
		FileObject file = this.filer.createResource(StandardLocation.CLASS_OUTPUT, set.packageName(),
				set.flatName() + ending, set.type());
		try (Writer writer = new OutputStreamWriter(file.openOutputStream(), StandardCharsets.UTF_8)) {
			writer.write(content);
		}
	}

}
