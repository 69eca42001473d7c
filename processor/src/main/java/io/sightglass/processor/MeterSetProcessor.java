package io.sightglass.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

import io.sightglass.meters.set.MeterSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a class for each interface that is a {@link MeterSet}, its description beside
 * it, and the index of all. Gradle runs it as aggregating: the index and the search for
 * collisions need all sets of a module.
 */
public final class MeterSetProcessor extends AbstractProcessor {

	private final List<SetModel> sets = new ArrayList<>();

	private @Nullable CollisionChecks collisions;

	/** For javac, which finds it as a service. */
	public MeterSetProcessor() {
	}

	@Override
	public SourceVersion getSupportedSourceVersion() {
		return SourceVersion.latestSupported();
	}

	@Override
	public Set<String> getSupportedAnnotationTypes() {
		return Set.of(MeterSet.class.getName());
	}

	@Override
	public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
		Problems problems = new Problems(this.processingEnv.getMessager());
		if (this.collisions == null) {
			this.collisions = new CollisionChecks(problems);
		}
		SetReader reader = new SetReader(this.processingEnv.getElementUtils(), problems);
		for (Element element : round.getElementsAnnotatedWith(MeterSet.class)) {
			SetModel set = reader.read(element);
			if (set != null) {
				this.collisions.check(set);
				write(set, problems);
				this.sets.add(set);
			}
		}
		if (round.processingOver() && !this.sets.isEmpty() && !round.errorRaised()) {
			index(problems);
		}
		return false;
	}

	private void write(SetModel set, Problems problems) {
		try {
			new SetWriter(set, this.processingEnv.getElementUtils()).file().writeTo(this.processingEnv.getFiler());
			new DescriptionFiles(this.processingEnv.getFiler()).write(set);
		}
		catch (IOException ex) {
			problems.error(set.type(), "The class of this set could not be written: %s", ex);
		}
	}

	private void index(Problems problems) {
		try {
			new IndexFile(this.processingEnv.getFiler(), this.processingEnv.getElementUtils()).write(this.sets);
		}
		catch (IOException ex) {
			problems.error(this.sets.get(0).type(), "The index of meter sets could not be written: %s", ex);
		}
	}

}
