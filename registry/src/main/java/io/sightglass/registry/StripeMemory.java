package io.sightglass.registry;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The memory that stripes of all meters together may take. What those of a meter took is
 * there again once the garbage collector has found it.
 */
final class StripeMemory {

	private static final int PART = 20;

	/** A twentieth of the heap. */
	static final StripeMemory SHARED = new StripeMemory(Runtime.getRuntime().maxMemory() / PART);

	private final long most;

	private final AtomicLong taken = new AtomicLong();

	private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

	private final Set<Reference<?>> shares = ConcurrentHashMap.newKeySet();

	StripeMemory(long most) {
		this.most = most;
	}

	/**
	 * What a meter takes.
	 * @param owner the meter's stripes
	 * @param bytes what it takes first
	 * @return its share, nothing where that is not there
	 */
	@Nullable Share share(Object owner, long bytes) {
		if (taken() + bytes > this.most) {
			return null;
		}
		Share share = new Share(owner);
		this.shares.add(share);
		share.take(bytes);
		return share;
	}

	long taken() {
		for (Reference<?> found = this.gone.poll(); found != null; found = this.gone.poll()) {
			if (this.shares.remove(found)) {
				this.taken.addAndGet(-((Share) found).bytes.get());
			}
		}
		return this.taken.get();
	}

	/**
	 * What the stripes of one meter take.
	 */
	final class Share extends PhantomReference<Object> {

		private final AtomicLong bytes = new AtomicLong();

		private Share(Object owner) {
			super(owner, StripeMemory.this.gone);
		}

		/**
		 * Takes some more.
		 * @param bytes how much
		 * @return whether it is there
		 */
		boolean take(long bytes) {
			if (taken() + bytes > StripeMemory.this.most) {
				return false;
			}
			StripeMemory.this.taken.addAndGet(bytes);
			this.bytes.addAndGet(bytes);
			return true;
		}

	}

}
