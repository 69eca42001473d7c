package io.sightglass.processor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.TreeSet;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

import io.sightglass.meters.set.MeterSetFactory;

/**
 * The index by which sets are found: a services file of the JDK.
 */
final class IndexFile {

	private static final String NAME = "META-INF/services/" + MeterSetFactory.class.getName();

	private final Filer filer;

	private final Elements elements;

	IndexFile(Filer filer, Elements elements) {
		this.filer = filer;
		this.elements = elements;
	}

	void write(List<SetModel> sets) throws IOException {
		// An IDE compiles only what changed: what the index had and still exists stays.
		TreeSet<String> lines = new TreeSet<>(earlier());
		sets.forEach((set) -> lines.add(set.qualifiedClassName()));
		Element[] origins = sets.stream().map(SetModel::type).toArray(Element[]::new);
		FileObject file = this.filer.createResource(StandardLocation.CLASS_OUTPUT, "", NAME, origins);
		try (Writer writer = file.openWriter()) {
			for (String line : lines) {
				writer.write(line + "\n");
			}
		}
	}

	private List<String> earlier() {
		try {
			FileObject file = this.filer.getResource(StandardLocation.CLASS_OUTPUT, "", NAME);
			try (Reader reader = file.openReader(true); BufferedReader lines = new BufferedReader(reader)) {
				return lines.lines().filter((line) -> this.elements.getTypeElement(line) != null).toList();
			}
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
