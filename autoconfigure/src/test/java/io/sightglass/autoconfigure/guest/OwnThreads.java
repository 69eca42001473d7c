package io.sightglass.autoconfigure.guest;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Threads that somebody's work starts, told from those of all others by their group.
 */
public final class OwnThreads {

	private final ThreadGroup group = new ThreadGroup("own");

	/**
	 * Does something in a thread of the group.
	 * @param <T> the type of what comes of it
	 * @param work what to do
	 * @return what comes of it
	 * @throws Exception if it fails
	 */
	public <T> T call(Callable<T> work) throws Exception {
		FutureTask<T> task = new FutureTask<>(work);
		new Thread(this.group, task, "work").start();
		return task.get();
	}

	/**
	 * The names of the threads that live.
	 * @return names, without numbers
	 */
	public List<String> names() {
		Thread[] threads = new Thread[this.group.activeCount() + 100];
		int count = this.group.enumerate(threads);
		return Stream.of(threads)
			.limit(count)
			.map((thread) -> thread.getName().replaceAll("\\d+", "#"))
			.filter((name) -> !name.equals("work"))
			.sorted()
			.toList();
	}

}
