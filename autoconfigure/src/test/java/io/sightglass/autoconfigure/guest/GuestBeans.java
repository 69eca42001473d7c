package io.sightglass.autoconfigure.guest;

import java.util.function.UnaryOperator;

import dev.langchain4j.model.chat.StreamingChatModel;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;

/**
 * Beans of the kinds that Sightglass listens to, as applications may have written them.
 */
final class GuestBeans {

	private GuestBeans() {
	}

	/**
	 * What a bean does beside its work.
	 */
	abstract static class Guest implements Ordered, DisposableBean {

		private boolean destroyed;

		@Override
		public int getOrder() {
			return 7;
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

		boolean isDestroyed() {
			return this.destroyed;
		}

	}

	/** A class that may be extended. */
	static class Filter extends Guest implements RecordFilterStrategy<String, String> {

		@Override
		public boolean filter(ConsumerRecord<String, String> record) {
			return record.value() == null;
		}

	}

	/** A final class. */
	static final class FinalFilter extends Filter {

	}

	/** A class that may be extended. */
	static class Processor extends Guest implements ToolExecutionExceptionProcessor {

		private final String word = "processed";

		@Override
		public String process(ToolExecutionException error) {
			return this.word;
		}

		String word() {
			return this.word;
		}

	}

	/** A final class. */
	static final class FinalProcessor extends Processor {

	}

	/** A class with a method that no other class can replace. */
	static class ProcessorWithFinalMethod extends Guest implements ToolExecutionExceptionProcessor {

		private final String word = "processed";

		@Override
		public final String process(ToolExecutionException error) {
			return this.word;
		}

	}

	/** A record. */
	record RecordProcessor(String word) implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException error) {
			return this.word;
		}

	}

	/** A class without a constructor that anybody could guess. */
	static class ParticularProcessor extends DefaultToolExecutionExceptionProcessor {

		ParticularProcessor(UnaryOperator<String> words) {
			super(words.apply("").isEmpty());
		}

	}

	/**
	 * A generic class.
	 *
	 * @param <T> of anything
	 */
	static class Model<T> extends Guest implements StreamingChatModel {

	}

	/** A final class. */
	static final class FinalModel extends Model<String> {

	}

}
