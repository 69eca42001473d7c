package io.sightglass.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
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

	// By name: the next round has elements of its own.
	private final Set<String> deferred = new LinkedHashSet<>();

	private @Nullable Origins origins;

	private @Nullable Problems problems;

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
	public synchronized void init(ProcessingEnvironment environment) {
		super.init(environment);
		this.origins = new Origins(environment);
		this.problems = new Problems(environment.getMessager(), this.origins);
		this.collisions = new CollisionChecks(this.problems);
	}

	@Override
	public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
		Origins origins = Objects.requireNonNull(this.origins);
		Problems problems = Objects.requireNonNull(this.problems);
		origins.add(round.getRootElements());
		Set<Element> elements = new LinkedHashSet<>();
		this.deferred.forEach((name) -> elements.add(this.processingEnv.getElementUtils().getTypeElement(name)));
		elements.addAll(round.getElementsAnnotatedWith(MeterSet.class));
		this.deferred.clear();
		SetReader reader = new SetReader(this.processingEnv, origins, problems);
		for (Element element : elements) {
			if (element instanceof TypeElement type) {
				problems.in(type);
				guarded(type, reader, problems, round.processingOver());
			}
		}
		if (round.processingOver() && !this.sets.isEmpty() && !round.errorRaised()) {
			index(problems);
			new ModuleCheck(this.processingEnv.getElementUtils(), origins, problems).check(this.sets);
		}
		return false;
	}

	private void guarded(TypeElement type, SetReader reader, Problems problems, boolean over) {
		try {
			read(type, reader, problems, over);
		}
		catch (RuntimeException ex) {
			problems.error(type, "This set could not be read. Please report this with the interface: %s", ex);
		}
	}

	private void read(TypeElement type, SetReader reader, Problems problems, boolean over) {
		Unresolved unresolved = reader.unresolved(type);
		if (unresolved != null && over) {
			problems.error(unresolved.element(), "The compiler does not know %s, nor did another processor write it.",
					unresolved.what());
		}
		else if (unresolved != null) {
			this.deferred.add(type.getQualifiedName().toString());
		}
		else {
			SetModel set = reader.read(type);
			if (set != null) {
				Objects.requireNonNull(this.collisions).check(set);
				write(set, problems);
				this.sets.add(set);
			}
		}
	}

	private void write(SetModel set, Problems problems) {
		try {
			new SetWriter(set, this.processingEnv.getElementUtils()).file().writeTo(this.processingEnv.getFiler());
			new DescriptionFiles(this.processingEnv.getFiler()).write(set);
		}
		catch (FilerException ex) {
			problems.error(set.type(),
					"The class of this set would be %s, which exists already. Rename one of the two.",
					set.qualifiedClassName());
		}
		catch (IOException ex) {
			problems.error(set.type(), "The class of this set could not be written: %s", ex);
		}
	}

	private void index(Problems problems) {
		try {
			new IndexFile(this.processingEnv.getFiler()).write(this.sets);
		}
		catch (IOException ex) {
			problems.error(this.sets.get(0).type(), "The index of meter sets could not be written: %s", ex);
		}
	}

}
