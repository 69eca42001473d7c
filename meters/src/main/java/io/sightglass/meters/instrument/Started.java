package io.sightglass.meters.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Something that was started and ends once, by the first word that says how:
 * {@link #done()}, {@link #failed(Throwable)}, {@link #cancelled()} or {@link #close()};
 * later ones do nothing. Where the work is one block of code, {@link #call(Work)} and
 * {@link #run(Task)} say the right word by themselves:
 *
 * <pre class="code">
 * Report report = meters.processing(severity).call(() -&gt; process(incident));
 * </pre>
 *
 * The words are for work that ends elsewhere, such as in a callback. A try-with-resources
 * statement does not tell {@link #close()} of an exception.
 *
 * @param <S> the type itself
 */
public interface Started<S extends Started<S>> extends AutoCloseable {

	/**
	 * It has done what it should.
	 */
	void done();

	/**
	 * It has done what it should.
	 * @param <T> the type of the result
	 * @param result what came out
	 * @return the same
	 */
	default <T extends @Nullable Object> T done(T result) {
		done();
		return result;
	}

	/**
	 * It has failed. An error that says that somebody gave up on it, such as a
	 * {@link java.util.concurrent.CancellationException} or an
	 * {@link InterruptedException}, counts as cancelled.
	 * @param error why, or nothing where it is not known
	 */
	void failed(@Nullable Throwable error);

	/**
	 * Somebody stopped it on purpose.
	 */
	void cancelled();

	/**
	 * It has ended: for {@code whenComplete} and its like.
	 * @param error why it failed, or nothing where it is done
	 */
	default void ended(@Nullable Throwable error) {
		if (error != null) {
			failed(error);
		}
		else {
			done();
		}
	}

	/**
	 * Ends it where no word has.
	 */
	@Override
	void close();

	/**
	 * Runs the work and ends with it: done, or failed for what it threw.
	 * @param <T> the type of the result
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @return what the work returned
	 * @throws X what the work threw
	 */
	default <T extends @Nullable Object, X extends Throwable> T call(Work<T, X> work) throws X {
		T result;
		try {
			result = work.call();
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
		done();
		return result;
	}

	/**
	 * Runs the work and ends with it: done, or failed for what it threw.
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @throws X what the work threw
	 */
	default <X extends Throwable> void run(Task<X> work) throws X {
		try {
			work.run();
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
		done();
	}

	/**
	 * Runs work that has more to say, and ends with it where it did not say how.
	 *
	 * <pre class="code">
	 * String answer = llm.start("openai", "gpt-4o", "chat").callWith((call) -&gt; {
	 *     Answer given = client.ask(question);
	 *     call.usage(LlmUsage.inclusive(given.prompt(), given.completion(), 0, 0, 0));
	 *     return given.text();
	 * });
	 * </pre>
	 * @param <T> the type of the result
	 * @param <X> what the work may throw
	 * @param work what is to be done, and is given this
	 * @return what the work returned
	 * @throws X what the work threw
	 */
	@SuppressWarnings("unchecked")
	default <T extends @Nullable Object, X extends Throwable> T callWith(WorkWith<S, T, X> work) throws X {
		T result;
		try {
			result = work.call((S) this);
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
		done();
		return result;
	}

	/**
	 * Work with a result.
	 *
	 * @param <T> the type of the result
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	interface Work<T extends @Nullable Object, X extends Throwable> {

		/**
		 * Does it.
		 * @return the result
		 * @throws X what it may throw
		 */
		T call() throws X;

	}

	/**
	 * Work without a result.
	 *
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	interface Task<X extends Throwable> {

		/**
		 * Does it.
		 * @throws X what it may throw
		 */
		void run() throws X;

	}

	/**
	 * Work that has more to say of what was started.
	 *
	 * @param <S> what was started
	 * @param <T> the type of the result
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	interface WorkWith<S, T extends @Nullable Object, X extends Throwable> {

		/**
		 * Does it.
		 * @param started what was started
		 * @return the result
		 * @throws X what it may throw
		 */
		T call(S started) throws X;

	}

}
