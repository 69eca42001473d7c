package io.sightglass.autoconfigure.annotation;

import java.util.Set;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.annotation.library.Shelf;
import io.sightglass.meters.pipeline.PipelineStage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated beans of which others reach more than an extending class can answer.
 */
@SuppressWarnings({ "unused", "UnusedMethod", "UnusedVariable" }) // a framework calls
final class UnseenBeans {

	private UnseenBeans() {
	}

	static class Scheduling {

		private final String word = String.valueOf("word");

		@Timed("a")
		public String answer() {
			return this.word;
		}

		@Scheduled(fixedDelay = 1_000_000)
		private void tick() {
			assertThat(this.word).isNotNull();
		}

	}

	@EnableScheduling
	static class Clockwork {

	}

	static class Listening {

		private final String word = String.valueOf("word");

		@Counted("a")
		public String answer() {
			return this.word;
		}

		@EventListener
		private void hear(Object event) {
			assertThat(this.word).isNotNull();
		}

	}

	static class Staged {

		private final String word = String.valueOf("word");

		@PipelineStage(pipeline = "a")
		@Timed("a")
		public String answer() {
			return this.word;
		}

		@EventListener
		private void hear(Object event) {
			assertThat(this.word).isNotNull();
		}

	}

	static class Listed {

		final Set<String> items = Set.of("a");

		@Timed("a")
		public void go() {
		}

	}

	static class Open {

		public final String word = String.valueOf("word");

		@Timed("a")
		public void go() {
		}

	}

	static class Bound {

		private final String word = String.valueOf("word");

		@Timed("a")
		public void go() {
		}

		protected final String bound() {
			return this.word;
		}

	}

	static class Equal {

		private final Integer number = 7;

		@Timed("a")
		public void go() {
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Equal equal && equal.number.equals(this.number);
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	static class Ranked implements Comparable<Ranked> {

		private final Integer rank = 7;

		@Timed("a")
		public void go() {
		}

		@Override
		public int compareTo(Ranked other) {
			return this.rank.compareTo(other.rank);
		}

	}

	static sealed class Closed permits Ajar {

		private final String word = String.valueOf("word");

		@Timed("a")
		public String answer() {
			return this.word;
		}

	}

	static final class Ajar extends Closed {

	}

	static class Habitual {

		protected final Log logger = LogFactory.getLog(getClass());

		@Autowired
		MeterRegistry registry;

		@Timed("habit")
		public void answer() {
			this.logger.debug(this.registry);
		}

	}

	static class Volume extends Shelf {

		@Timed("a")
		public void go() {
		}

	}

	static class Plain {

		private final String word = String.valueOf("word");

		@Timed("plain")
		public String answer() {
			return help();
		}

		@Deprecated
		private String help() {
			return this.word;
		}

	}

	@RestController
	static class Controller {

		private final String word = String.valueOf("word");

		@GetMapping("/private")
		private String hidden() {
			return this.word;
		}

		@Timed("a")
		@GetMapping("/failing")
		public String failing() {
			throw new IllegalStateException();
		}

		@ExceptionHandler
		private String handle(IllegalStateException ex) {
			return "handled by " + this.word;
		}

		@ModelAttribute("word")
		private String model() {
			return this.word;
		}

	}

	interface Orders {

		int count();

	}

	static class OrdersImpl implements Orders {

		@Override
		@Timed("orders")
		public int count() {
			return 3;
		}

	}

	record NeedsImpl(OrdersImpl orders) {
	}

}
