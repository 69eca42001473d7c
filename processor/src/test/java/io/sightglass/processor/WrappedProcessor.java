package io.sightglass.processor;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The processor in an environment that is not the compiler's own, as Gradle gives it.
 */
final class WrappedProcessor extends AbstractProcessor {

	private final MeterSetProcessor processor = new MeterSetProcessor();

	@Override
	public synchronized void init(ProcessingEnvironment environment) {
		super.init(environment);
		this.processor.init(new Wrapped(environment));
	}

	@Override
	public Set<String> getSupportedAnnotationTypes() {
		return this.processor.getSupportedAnnotationTypes();
	}

	@Override
	public SourceVersion getSupportedSourceVersion() {
		return this.processor.getSupportedSourceVersion();
	}

	@Override
	public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
		this.processor.process(annotations, round);
		return false;
	}

	private record Wrapped(ProcessingEnvironment delegate) implements ProcessingEnvironment {

		@Override
		public Map<String, String> getOptions() {
			return this.delegate.getOptions();
		}

		@Override
		public Messager getMessager() {
			return this.delegate.getMessager();
		}

		@Override
		public Filer getFiler() {
			return this.delegate.getFiler();
		}

		@Override
		public Elements getElementUtils() {
			return this.delegate.getElementUtils();
		}

		@Override
		public Types getTypeUtils() {
			return this.delegate.getTypeUtils();
		}

		@Override
		public SourceVersion getSourceVersion() {
			return this.delegate.getSourceVersion();
		}

		@Override
		public Locale getLocale() {
			return this.delegate.getLocale();
		}

	}

}
