package io.sightglass.registry.internal.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TagTableTests {

	private final TagTable<String> table = new TagTable<>();

	@Test
	void findsByEachNumberOfValues() {
		this.table.putIfAbsent("one", "a");
		this.table.putIfAbsent("two", "a", "b", "", "");
		this.table.putIfAbsent("three", "a", "b", "c", "");
		this.table.putIfAbsent("four", "a", "b", "c", "d");
		assertThat(this.table.get("a")).isEqualTo("one");
		assertThat(this.table.get("a", "b")).isEqualTo("two");
		assertThat(this.table.get("a", "b", "c")).isEqualTo("three");
		assertThat(this.table.get("a", "b", "c", "d")).isEqualTo("four");
		assertThat(this.table.get("b", "a")).isNull();
		assertThat(this.table.size()).isEqualTo(4);
	}

	@Test
	void findsEqualStringsWhateverTheirIdentity() {
		this.table.putIfAbsent("found", "web", "de", "card", "");
		assertThat(this.table.get(new String("web"), new String("de"), new String("card"))).isEqualTo("found");
	}

	@Test
	void keepsWhatWasPutFirst() {
		assertThat(this.table.putIfAbsent("first", "a")).isEqualTo("first");
		assertThat(this.table.putIfAbsent("second", "a")).isEqualTo("first");
		assertThat(this.table.get("a")).isEqualTo("first");
	}

	@Test
	void isAMapOfWhateverWasPut() {
		Random random = new Random(17);
		Map<String, String> map = new HashMap<>();
		for (int i = 0; i < 20_000; i++) {
			String first = "f" + random.nextInt(30);
			String second = "s" + random.nextInt(30);
			String third = "t" + random.nextInt(30);
			String key = first + ' ' + second + ' ' + third;
			if (random.nextBoolean()) {
				map.putIfAbsent(key, key);
				this.table.putIfAbsent(key, first, second, third, "");
			}
			assertThat(this.table.get(first, second, third)).isEqualTo(map.get(key));
		}
		assertThat(this.table.size()).isEqualTo(map.size());
	}

	// "Aa" and "BB" have one hash.
	@Test
	void tellsValuesOfOneHashApart() {
		List<String> alike = new ArrayList<>(List.of(""));
		for (int length = 0; length < 6; length++) {
			alike = alike.stream().flatMap((start) -> List.of(start + "Aa", start + "BB").stream()).toList();
		}
		alike.forEach((value) -> this.table.putIfAbsent(value, value));
		assertThat(alike).allSatisfy((value) -> assertThat(this.table.get(value)).isEqualTo(value));
	}

	@Test
	void tellsCombinationsOfOneHashApartInEachPlace() {
		String[] alike = { "Aa", "BB" };
		for (int bits = 0; bits < 16; bits++) {
			String number = Integer.toString(bits);
			String kept = this.table.putIfAbsent(number, alike[bits & 1], alike[bits >> 1 & 1], alike[bits >> 2 & 1],
					alike[bits >> 3]);
			assertThat(kept).isEqualTo(number);
		}
		for (int bits = 0; bits < 16; bits++) {
			assertThat(this.table.get(alike[bits & 1], alike[bits >> 1 & 1], alike[bits >> 2 & 1], alike[bits >> 3]))
				.isEqualTo(Integer.toString(bits));
		}
		assertThat(this.table.get("Aa", "BB", "Aa")).isNull();
	}

	@Test
	void anEmptyValueIsNoneWhateverItsIdentity() {
		String empty = new String("");
		this.table.putIfAbsent("one", "a", empty, empty, empty);
		this.table.putIfAbsent("three", "a", empty, "c", empty);
		assertThat(this.table.get("a")).isEqualTo("one");
		assertThat(this.table.get("a", empty)).isEqualTo("one");
		assertThat(this.table.get("a", "", "c")).isEqualTo("three");
		assertThat(this.table.get("a", "", "c", empty)).isEqualTo("three");
		assertThat(this.table.putIfAbsent("again", "a")).isEqualTo("one");
	}

	@Test
	void readersFindWhatWasPutWhileItGrows() throws Exception {
		int most = 20_000;
		AtomicInteger put = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		List<Future<?>> readers = new ArrayList<>();
		for (int thread = 0; thread < 2; thread++) {
			Random random = new Random(thread);
			readers.add(threads.submit(() -> {
				for (int known = 0; known < most; known = put.get()) {
					int i = (known > 0) ? random.nextInt(known) : -1;
					assertThat(this.table.get("a" + i % 7, "b" + i, "c" + i % 11)).isEqualTo((i < 0) ? null : "v" + i);
				}
			}));
		}
		for (int i = 0; i < most; i++) {
			this.table.putIfAbsent("v" + i, "a" + i % 7, "b" + i, "c" + i % 11, "");
			put.set(i + 1);
		}
		for (Future<?> reader : readers) {
			reader.get(60, TimeUnit.SECONDS);
		}
		threads.shutdown();
	}

	@Test
	void readersSeeWholeEntriesWhileWritersFillIt() throws Exception {
		int most = 5000;
		ExecutorService threads = Executors.newFixedThreadPool(4);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> running = new ArrayList<>();
		for (int thread = 0; thread < 4; thread++) {
			running.add(threads.submit(() -> {
				start.await();
				for (int i = 0; i < most; i++) {
					String value = "v" + i;
					String kept = this.table.putIfAbsent(value, value);
					assertThat(kept).isEqualTo(value);
					assertThat(this.table.get(value)).isSameAs(kept);
				}
				return null;
			}));
		}
		start.countDown();
		for (Future<?> one : running) {
			one.get(60, TimeUnit.SECONDS);
		}
		threads.shutdown();
		assertThat(this.table.size()).isEqualTo(most);
	}

}
