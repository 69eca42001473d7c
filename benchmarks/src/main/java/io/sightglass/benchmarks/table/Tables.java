package io.sightglass.benchmarks.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Figures as Markdown: the goals, and a table a question.
 */
final class Tables {

	private final List<Figure> figures;

	Tables(List<Figure> figures) {
		this.figures = figures;
	}

	String goals(List<Goal> goals) {
		StringBuilder table = new StringBuilder("| work | threads | measured | goal | |\n|---|---:|---:|---:|---|\n");
		Set<Integer> measuredThreads = new TreeSet<>(this.figures.stream().map(Figure::threads).toList());
		for (Goal goal : goals) {
			int threads = goal.threads(measuredThreads);
			Optional<Figure> ours = find(goal.ours(), threads);
			Optional<Figure> reference = goal.isOfOneThread() ? find(goal.ours(), 1) : find(goal.reference(), threads);
			if (ours.isPresent() && (reference.isPresent() || (goal.reference().isEmpty() && !goal.isOfOneThread()))) {
				double measured = goal.of(ours.get()) / reference.map(goal::of).orElse(1.0);
				String unit = goal.isRatio() ? " × " + goal.what() : " B";
				table.append("| %s | %d | %s%s%s | ≤ %s | %s |%n".formatted(goal.work(), threads, number(measured),
						unit, interval(goal.pairs(ours.get())), number(goal.most()),
						verdict(goal.most(), measured, goal.pairs(ours.get()))));
			}
		}
		return table.toString();
	}

	// An interval that reaches from one side of the goal to the other decides nothing.
	private static String verdict(double most, double measured, @Nullable Ratio ratio) {
		double limit = Math.max(most * 1.01, 0.01);
		if (((ratio != null) ? ratio.high() : measured) <= limit) {
			return "met";
		}
		return (ratio != null && ratio.low() <= limit) ? "open" : "**missed**";
	}

	String questions() {
		StringBuilder text = new StringBuilder();
		Map<String, List<Figure>> questions = new LinkedHashMap<>();
		this.figures
			.forEach((figure) -> questions.computeIfAbsent(figure.question(), (name) -> new ArrayList<>()).add(figure));
		questions.forEach((question, all) -> text.append(question(question, all)));
		return text.toString();
	}

	private String question(String question, List<Figure> all) {
		if (all.stream().anyMatch((figure) -> !Double.isNaN(figure.heap()))) {
			return heap(question, all);
		}
		if (!all.get(0).pairs().isEmpty()) {
			return pairs(question, all);
		}
		TreeSet<Integer> threads = new TreeSet<>(all.stream().map(Figure::threads).toList());
		StringBuilder table = new StringBuilder("\n**" + question.replace("Benchmark", "") + "**, " + all.get(0).unit()
				+ " an operation\n\n| candidate |");
		StringBuilder rule = new StringBuilder("|---|");
		threads.forEach((count) -> {
			table.append(count == 1 ? " 1 thread |" : " %d threads |".formatted(count));
			rule.append("---:|");
		});
		boolean losses = all.stream().anyMatch((figure) -> figure.lost() > 0);
		table.append(losses ? " B | lost |\n" : " B |\n").append(rule).append(losses ? "---:|---|\n" : "---:|\n");
		all.stream().map(Figure::candidate).distinct().forEach((candidate) -> {
			table.append("| ").append(candidate).append(" |");
			threads.forEach((count) -> table.append(' ').append(time(find(question, candidate, count))).append(" |"));
			Figure any = find(question, candidate, threads.first());
			table.append(' ').append((any != null) ? bytes(any.bytes()) : "").append(" |");
			if (losses) {
				table.append((any != null && any.lost() > 0) ? " every sample |" : " |");
			}
			table.append('\n');
		});
		return table.toString();
	}

	private static String heap(String question, List<Figure> all) {
		StringBuilder table = new StringBuilder("\n**" + question.replace("Benchmark", "")
				+ "**, bytes after a full collection\n\n" + "| candidate | bytes a series |\n|---|---:|\n");
		all.stream()
			.filter((figure) -> figure.threads() == 1)
			.forEach((figure) -> table.append("| %s | %.0f |%n".formatted(figure.candidate(), figure.heap())));
		return table.toString();
	}

	// Times a thread, with its ratios to the one that all are compared with.
	private static String pairs(String question, List<Figure> all) {
		StringBuilder table = new StringBuilder("\n**" + question + "**, " + all.get(0).unit()
				+ " an operation; in brackets the interval of 95 %\n\n| candidate | threads | time | processor | B |");
		StringBuilder rule = new StringBuilder("|---|---:|---:|---:|---:|");
		all.get(0).pairs().keySet().forEach((what) -> {
			table.append(" × ").append(what).append(" |");
			rule.append("---:|");
		});
		table.append('\n').append(rule).append('\n');
		all.forEach((figure) -> {
			table.append("| %s | %d | %s | %s | %s |".formatted(figure.candidate(), figure.threads(), time(figure),
					number(figure.processor()), bytes(figure.bytes())));
			figure.pairs()
				.values()
				.forEach((ratio) -> table.append(' ')
					.append(number(ratio.median()))
					.append(interval(ratio))
					.append(" |"));
			table.append('\n');
		});
		return table.toString();
	}

	private static String interval(@Nullable Ratio ratio) {
		return (ratio != null) ? " (" + number(ratio.low()) + " to " + number(ratio.high()) + ")" : "";
	}

	private Optional<Figure> find(String name, int threads) {
		return this.figures.stream()
			.filter((figure) -> figure.threads() == threads && figure.name().equals(name))
			.findFirst();
	}

	private @Nullable Figure find(String question, String candidate, int threads) {
		return find(question + "." + candidate, threads).orElse(null);
	}

	// What scattered widely says so.
	private static String time(@Nullable Figure figure) {
		if (figure == null) {
			return "";
		}
		return number(figure.time()) + ((figure.spread() > 0.15) ? " ±%.0f %%".formatted(figure.spread() * 100) : "");
	}

	// A share of a byte is what the harness allocates itself.
	private static String bytes(double value) {
		return (value < 0.5) ? "0" : number(value);
	}

	private static String number(double value) {
		if (Double.isNaN(value)) {
			return "";
		}
		if (Math.abs(value) < 0.0005) {
			return "0";
		}
		if (value < 0.1) {
			return String.format(Locale.ROOT, "%.3f", value);
		}
		return (value < 10) ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%,.0f", value);
	}

}
