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

	private static final String HEADER = "model,unit,usd\n";

	@ParameterizedTest
	@CsvSource({ "gpt-4o,SPACES,1", "SPACES,input,1", "gpt-4o SPACES x,input,1", "gpt-4o,input,1 SPACES x",
			"COMMAS,input,1", "'\"SPACES',input,1", "'\"\"\"\"SPACES',input,1", "'\"x\" SPACES',input,1" })
	void aLineOfAnyLengthIsReadInOnePass(String model, String unit, String usd) {
		String line = String.join(",", model, unit, usd)
			.replace("SPACES", " ".repeat(9_000_000))
			.replace("COMMAS", ",".repeat(9_000_000));
		PriceFile file = PriceFile.of(HEADER + line + "\ngood,input,1\ngood,output,2\n", new PriceTable());
		assertThat(file.table().price("any", "good")).isEqualTo(ModelPrice.perMillion("1", "2"));
		assertThat(file.wrong()).startsWith("line 2").hasSizeLessThan(1000);
	}

	@Test
	void aHeaderOfAnyLengthIsReadInOnePass() {
		assertThatThrownBy(() -> PriceTable.read(new StringReader("model," + " ".repeat(9_000_000) + ",unit,usd")))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> PriceTable.read(new StringReader("a,".repeat(1000) + "b\n")))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void manyOpenQuotesAreReadInLittleTime() {
		String text = HEADER + "\"a".concat("b".repeat(100) + "\n").repeat(90_000) + "good,input,1\n";
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
		for (String column : new String[] { "usd", "context_over" }) {
			String line = column.equals("usd") ? "gpt-4o,input," + number + "," : "gpt-4o,input,1," + number;
			assertThatIllegalArgumentException().as(column)
				.isThrownBy(() -> PriceTable
					.read(new StringReader("model,unit,usd,context_over\n# x\n" + line + "\ngpt-4o,output,1,\n")))
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
			.isThrownBy(() -> ModelPrice.builder().usd(LlmUnit.INPUT, LlmTier.STANDARD, 0, decimal));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.builder().usd(LlmUnit.IMAGE, number));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.builder().discount(LlmTier.BATCH, decimal));
	}

	@Test
	void aPriceIsNotFreeByItsSize() {
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("1e-50", "1"));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.builder().usd(LlmUnit.IMAGE, "1e-13"));
		assertThat(ModelPrice.perMillion("1e-6", "0").rate(LlmUnit.INPUT, LlmTier.STANDARD, 0)).isOne();
	}

	@Test
	void ofAFileThereIsAnEnd() {
		assertThatThrownBy(() -> PriceTable.read(new StringReader("#".repeat(PriceFile.MAX_CHARACTERS + 1))))
			.isInstanceOf(IOException.class)
			.hasMessageContaining("characters");
		assertThatThrownBy(
				() -> PriceTable.read(new StringReader(HEADER + "\n".repeat(PriceFile.MAX_LINES) + "m,input,1")))
			.hasMessageContaining("100000 lines");
		assertThatThrownBy(() -> PriceTable.read(new StringReader(HEADER + IntStream.range(0, PriceFile.MAX_MODELS + 1)
			.mapToObj((i) -> "m" + i + "x,input,1\n")
			.collect(Collectors.joining())))).hasMessageContaining("20000 models");
		assertThatThrownBy(() -> PriceTable.read(new StringReader(HEADER + "m".repeat(201) + ",input,1\n")))
			.hasMessageContaining("200 characters");
	}

	@Test
	void aWrongLineCostsNoOther() {
		PriceFile file = PriceFile.of(
				HEADER + "\"open,input,1\n good , input , 1 \nfive,input,1,SECRET,SECRET\n"
						+ "\"x\"y,input,1\nno,input,\n,,\n,input,1\nbad\n\"z\",output,3\nb1,input,x\nb2,tokens,1\n",
				new PriceTable());
		assertThat(file.table().price("any", "good")).isEqualTo(ModelPrice.builder().usd(LlmUnit.INPUT, "1").build());
		assertThat(file.table().price("any", "z")).isEqualTo(ModelPrice.builder().usd(LlmUnit.OUTPUT, "3").build());
		assertThat(file.table().size()).isEqualTo(2);
		assertThat(file.wrong()).startsWith("line 2: ")
			.contains("line 4 (five): it has 5 cells")
			.contains("line 5: ")
			.contains("line 6 (no): the price of no has no usd")
			.contains("line 8: it has no model")
			.endsWith("and 3 more")
			.doesNotContain("SECRET");
	}

	@Test
	void aWrongLineLeavesTheLastGoodPricesOfItsModel() {
		String header = "provider," + HEADER;
		PriceTable last = PriceFile
			.of(header + "openai,m,input,1\nopenai,m,output,1\nopenai,gone,input,1\n", new PriceTable())
			.table();
		PriceTable table = PriceFile
			.of(header
					+ "openai,m,input,1;5\nopenai,m,output,9\nopenai,n,input,2\nopenai,o,input,x\nopenai,o,output,3\n",
					last)
			.table();
		assertThat(table.price("openai", "m")).isEqualTo(ModelPrice.perMillion("1", "1"));
		assertThat(table.price("openai", "n")).isNotNull();
		assertThat(table.price("openai", "o")).isEqualTo(ModelPrice.builder().usd(LlmUnit.OUTPUT, "3").build());
		assertThat(table.price("openai", "gone")).isNull();
	}

	@Test
	void aModelsNameForgesNoLine() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader(HEADER + "\"m\nERROR forged\u001B[2J\",input,x\n")))
			.withMessageContaining("(m\\nERROR forged\\u001B[2J)");
	}

	@Test
	void aByteOrderMarkAndQuotedCellsAreRead() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("\uFEFF# prices\r\n\r\n\"model\",unit , \"usd\",tier\r\n"
				+ "\"a,\"\"b\"\"\",\"input\",1,\"\r\n\"\r\nc,input,3\r"));
		assertThat(table.price("any", "a,\"b\"")).isEqualTo(ModelPrice.builder().usd(LlmUnit.INPUT, "1").build());
		assertThat(Objects.requireNonNull(table.price("any", "c")).rate(LlmUnit.INPUT, LlmTier.STANDARD, 0))
			.isEqualTo(3_000_000);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader(HEADER + "\"a\nb\",input,1\nc,input,x\n")))
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
			.isThrownBy(() -> PriceTable.read(new StringReader("model,unit,usd,unit\nm,input,1,5\n")))
			.withMessageContaining("unit twice");
	}

}
