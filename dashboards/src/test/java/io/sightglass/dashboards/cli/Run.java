package io.sightglass.dashboards.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One call of the command line, and what it printed.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Run(int code, String out, String err) {

	static Run of(String... arguments) {
		return of(DashboardsCommand.commandLine(), arguments);
	}

	static Run of(CommandLine line, String... arguments) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		line.setOut(new PrintWriter(out));
		line.setErr(new PrintWriter(err));
		return new Run(line.execute(arguments), out.toString(), err.toString());
	}

	/**
	 * It failed with one printable line.
	 * @param code the exit code
	 * @return the line
	 */
	String failed(int code) {
		assertThat(this.err.lines()).as(this.err).hasSize(1);
		assertThat(this.code).as(this.err).isEqualTo(code);
		assertThat(this.err).doesNotContain("\tat ");
		assertThatItIsPrintable(this.err);
		return this.err;
	}

	static void assertThatItIsPrintable(String text) {
		assertThat(text.codePoints()
			.filter((each) -> each != '\n' && each != '\r')
			.filter((each) -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT
					|| Character.getType(each) == Character.LINE_SEPARATOR))
			.as(text)
			.isEmpty();
	}

}
