package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.Printable;
import io.sightglass.dashboards.prices.PriceList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A price file out of the community's list.
 */
@Command(name = "prices", mixinStandardHelpOptions = true,
		description = "Turns the community's list of models' prices into a file for sightglass.llm.price-location.")
final class PricesCommand implements Callable<Integer> {

	private static final long MOST_BYTES = 32L * 1024 * 1024;

	private static final int LONGEST = 300;

	@Mixin
	private final FileWriting writing = new FileWriting();

	@Option(names = { "-o", "--out" }, paramLabel = "FILE",
			description = "Where the price file goes, instead of the terminal.")
	private @Nullable Path out;

	@Option(names = "--date", paramLabel = "DAY",
			description = "The day of the list, such as 2026-08-06 (default: that of the file's last change, in UTC).")
	private @Nullable LocalDate date;

	@Parameters(paramLabel = "LIST",
			description = "LiteLLM's model_prices_and_context_window.json, or a CSV with the columns provider,model,mode,unit,tier,context_over,usd.")
	@SuppressWarnings("NullAway.Init")
	private Path list;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		PriceList prices = PriceList.of(read(this.list), (this.date != null) ? this.date : changed(this.list));
		if (this.out != null) {
			Path file = this.out.toAbsolutePath().normalize();
			Path parent = file.getParent();
			Path name = file.getFileName();
			if (parent == null || name == null) {
				throw new IOException(this.out + " is no file");
			}
			this.writing.write(Map.of(name.toString(), prices.text()), parent, this.spec.commandLine().getOut());
		}
		else {
			this.spec.commandLine().getOut().print(prices.text());
			this.spec.commandLine().getOut().flush();
		}
		prices.notes()
			.forEach((note) -> this.spec.commandLine().getErr().println("Note: left out or changed, " + note));
		this.spec.commandLine().getErr().flush();
		return 0;
	}

	private static String read(Path list) throws IOException {
		if (!Files.isRegularFile(list)) {
			throw new IOException(list + (Files.exists(list) ? " is no regular file" : ": there is no such file"));
		}
		if (Files.size(list) > MOST_BYTES) {
			throw new IOException("%s has more than %d bytes".formatted(list, MOST_BYTES));
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(list))).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IOException(Printable.of(list.toString(), LONGEST) + " is not written in UTF-8");
		}
	}

	private static LocalDate changed(Path list) throws IOException {
		return LocalDate.ofInstant(Files.getLastModifiedTime(list).toInstant(), ZoneOffset.UTC);
	}

}
