package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A price file of any content is read in little time, and costs no other line. The bound
 * is that of a hang: what is tried here took from half a minute to for ever.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePricesTests {

	private static final String HEADER = "model,input,output\n";

	@ParameterizedTest
	@CsvSource({ "gpt-4o,SPACES,1", "SPACES,1,1", "gpt-4o SPACES x,1,1", "gpt-4o,1,1 SPACES x", "COMMAS,1,1",
			"'\"SPACES',1,1", "'\"\"\"\"SPACES',1,1", "'\"x\" SPACES',1,1" })
	void aLineOfAnyLengthIsReadInOnePass(String model, String input, String output) {
		String line = String.join(",", model, input, output)
			.replace("SPACES", " ".repeat(9_000_000))
			.replace("COMMAS", ",".repeat(9_000_000));
		PriceFile file = PriceFile.of(HEADER + line + "\ngood,1,2\n", new PriceTable());
		assertThat(file.table().price("any", "good")).isEqualTo(ModelPrice.perMillion("1", "2"));
		assertThat(file.wrong()).startsWith("line 2").hasSizeLessThan(1000);
	}

	@Test
	void aHeaderOfAnyLengthIsReadInOnePass() {
		assertThatThrownBy(() -> PriceTable.read(new StringReader("model," + " ".repeat(9_000_000) + ",input,output")))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> PriceTable.read(new StringReader("a,".repeat(1000) + "b\n")))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void manyOpenQuotesAreReadInLittleTime() {
		String text = HEADER + "\"a".concat("b".repeat(100) + "\n").repeat(90_000) + "good,1,2\n";
		assertThat(PriceFile.of(text, new PriceTable()).table().price("any", "good")).isNotNull();
	}

	static Stream<String> numbers() {
		return Stream.of("1e-10000000", "1e-400000000", "1e10000000", "1e400000000", "1e2147483647", "1e-2147483647",
				"0e-400000000", "0e400000000", "1e-200", "1e99", "1".repeat(1_000_000), "0." + "1".repeat(1_000_000),
				"NaN", "Infinity", "0x1p3", "\u0661", "-1", "--1", "1e", "e1", ".", "1 1");
	}

	@ParameterizedTest
	@MethodSource("numbers")
	void aNumberThatIsNoneIsRefusedAndNamed(String number) {
		for (String column : new String[] { "input", "output", "cache_read", "cache_write", "reasoning",
				"batch_discount", "long_context_above", "long_input" }) {
			String header = "model,input,output,cache_read,cache_write,reasoning,batch_discount,long_context_above,"
					+ "long_input,long_output\n";
			String line = Stream.of(header.strip().split(","))
				.map((name) -> name.equals(column) ? number
						: name.equals("model") ? "gpt-4o" : name.equals("batch_discount") ? "0" : "1")
				.collect(Collectors.joining(","));
			assertThatIllegalArgumentException().as(column)
				.isThrownBy(() -> PriceTable.read(new StringReader(header + "# x\n" + line + "\n")))
				.withMessageContaining("line 3 (gpt-4o): ")
				.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(600));
		}
	}

	@ParameterizedTest
	@MethodSource("numbers")
	void aNumberOfTheApplicationsIsRefusedToo(String number) {
		assertThatThrownBy(() -> ModelPrice.perMillion(number, "1")).isInstanceOf(IllegalArgumentException.class);
		// The JDK takes as long for many digits, and is not asked.
		boolean decimalOfTheJdk = number.length() < 100 && number.matches("-?[0-9][0-9.]*(e-?\\d+)?");
		BigDecimal decimal = decimalOfTheJdk ? new BigDecimal(number) : BigDecimal.TEN.pow(300);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Rates.perMillion(decimal, BigDecimal.ONE, null, null, null));
		Rates rates = ModelPrice.perMillion("1", "1").rates();
		assertThatIllegalArgumentException().isThrownBy(() -> new ModelPrice(rates, null, 1, decimal));
		assertThatThrownBy(() -> rates.less(decimal)).isInstanceOf(ArithmeticException.class);
	}

	@Test
	void aPriceIsNotFreeByItsSize() {
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("1e-50", "1"));
		assertThat(ModelPrice.perMillion("1e-6", "0").rates()).isEqualTo(new Rates(1, 0, 1, 1, 0));
	}

	@Test
	void ofAFileThereIsAnEnd() {
		assertThatThrownBy(() -> PriceTable.read(new StringReader("#".repeat(PriceFile.MAX_CHARACTERS + 1))))
			.isInstanceOf(IOException.class)
			.hasMessageContaining("characters");
		assertThatThrownBy(() -> PriceTable.read(new StringReader(HEADER + "\n".repeat(PriceFile.MAX_LINES) + "m,1,1")))
			.hasMessageContaining("100000 lines");
		assertThatThrownBy(() -> PriceTable.read(new StringReader(HEADER + IntStream.range(0, PriceFile.MAX_MODELS + 1)
			.mapToObj((i) -> "m" + i + "x,1,1\n")
			.collect(Collectors.joining())))).hasMessageContaining("20000 models");
		assertThatThrownBy(() -> PriceTable.read(new StringReader(HEADER + "m".repeat(201) + ",1,1\n")))
			.hasMessageContaining("200 characters");
	}

	@Test
	void aWrongLineCostsNoOther() {
		PriceFile file = PriceFile.of(HEADER + "\"open,1,1\n good , 1 , 2 \nfive,1,1,SECRET,SECRET\n\"x\"y,1,1\nno,,1\n"
				+ ",,\n,1,1\nbad\n\"z\",3,3\nb1,x,1\nb2,x,1\n", new PriceTable());
		assertThat(file.table().price("any", "good")).isEqualTo(ModelPrice.perMillion("1", "2"));
		assertThat(file.table().price("any", "z")).isEqualTo(ModelPrice.perMillion("3", "3"));
		assertThat(file.table().size()).isEqualTo(2);
		assertThat(file.wrong()).startsWith("line 2: ")
			.contains("line 4 (five): it has 5 cells")
			.contains("line 5: ")
			.contains("line 6 (no): the price of no has no input")
			.contains("line 8: it has no model")
			.endsWith("and 3 more")
			.doesNotContain("SECRET");
	}

	@Test
	void aWrongLineLeavesTheLastGoodPriceOfItsModel() {
		PriceTable last = PriceFile.of("provider," + HEADER + "openai,m,1,1\nopenai,gone,1,1\n", new PriceTable())
			.table();
		PriceTable table = PriceFile.of("provider," + HEADER + "openai,m,1;5,1\nopenai,n,2,2\n", last).table();
		assertThat(table.price("openai", "m")).isEqualTo(ModelPrice.perMillion("1", "1"));
		assertThat(table.price("openai", "n")).isNotNull();
		assertThat(table.price("openai", "gone")).isNull();
	}

	@Test
	void aModelsNameForgesNoLine() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader(HEADER + "\"m\nERROR forged\u001B[2J\",x,1\n")))
			.withMessageContaining("(m\\nERROR forged\\u001B[2J)");
	}

	@Test
	void aByteOrderMarkAndQuotedCellsAreRead() throws IOException {
		PriceTable table = PriceTable
			.read(new StringReader("\uFEFF# prices\r\n\r\n\"model\",input , \"output\",note\r\n"
					+ "\"a,\"\"b\"\"\",\"1\",2,\"over\r\ntwo lines\"\r\nc,3,4\r"));
		assertThat(table.price("any", "a,\"b\"")).isEqualTo(ModelPrice.perMillion("1", "2"));
		assertThat(Objects.requireNonNull(table.price("any", "c"))).isEqualTo(ModelPrice.perMillion("3", "4"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader(HEADER + "\"a\nb\",1,1\nc,x,1\n")))
			.withMessageContaining("line 4 (c)");
	}

	@Test
	void anotherEncodingIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader(HEADER.replace("", "\0"))))
			.withMessageContaining("UTF-8");
	}

	@Test
	void aColumnIsNamedOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader("model,input,output,input\nm,1,1,5\n")))
			.withMessageContaining("input twice");
	}

}
