package io.sightglass.autoconfigure.llm.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.LlmPath;
import io.sightglass.instrumentation.internal.llm.http.LlmPaths;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A case of the wire table that any model of its provider may have answered.
 *
 * @param wire the case
 * @param model the model's name in it
 * @param models the models of the price file whose names may stand there
 * @param units what it used, as the case says
 */
record BilledCase(WireCase wire, String model, List<PaperBill.Model> models, Map<LlmUnit, Long> units) {

	private static final Pattern ASKED = Pattern.compile("\"model(?:Id)?\": *\"([^\"]+)\"");

	private static final Pattern ANSWERED = Pattern.compile("\"(?:model|modelVersion|invokedModelId)\": *\"([^\"]+)\"");

	// A form of several parts.
	private static final Pattern IN_PART = Pattern.compile(".*name=\"model\"(?:\\\\r\\\\n){2}([^\\\\]+)");

	private static final Pattern IN_PATH = Pattern
		.compile("/(?:models|deployments|model)/([^/]+?)(?::[a-zA-Z]+)?(?:[/?]|$)");

	// So that it means the same in a path and in a text.
	private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9.-]*");

	static List<BilledCase> all(PaperBill bill) {
		return WireCase.all()
			.stream()
			.filter((each) -> each.method().equals("POST") && each.calls() == 1 && each.get("send").isEmpty())
			.map((each) -> of(each, bill))
			.filter((each) -> each != null && !each.models.isEmpty())
			.map(Objects::requireNonNull)
			.toList();
	}

	private static @Nullable BilledCase of(WireCase each, PaperBill bill) {
		String model = model(each);
		LlmPath path = LlmPaths.of(each.provider(), each.method(), URI.create("http://host" + each.path("1")));
		if (model == null || path == null
				|| ANSWERED.matcher(each.body()).results().anyMatch((found) -> !found.group(1).equals(model))) {
			return null;
		}
		// Gemini bills for its searches by its generation.
		String begin = each.get("units").contains("search") ? model.substring(0, Math.min(8, model.length())) : "";
		List<PaperBill.Model> models = bill.models()
			.stream()
			.filter((listed) -> listed.provider().equals(each.provider()) && PLAIN.matcher(listed.name()).matches())
			.filter((listed) -> listed.name().startsWith(begin))
			.toList();
		Map<LlmUnit, Long> units = new EnumMap<>(LlmUnit.class);
		String written = each.get("units");
		if (!written.isEmpty() && !written.equals("-")) {
			for (String unit : written.split(" +")) {
				String[] cells = unit.split("=");
				units.put(LlmUnit.valueOf(cells[0].toUpperCase(Locale.ROOT)), Long.valueOf(cells[1]));
			}
		}
		return new BilledCase(each, model, models, units);
	}

	private static @Nullable String model(WireCase each) {
		for (Matcher matcher : List.of(IN_PATH.matcher(each.path("1")), IN_PART.matcher(each.asks("1")),
				ASKED.matcher(each.asks("1")))) {
			if (matcher.find()) {
				return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
			}
		}
		return null;
	}

	String provider() {
		return this.wire.provider();
	}

	/**
	 * What the case costs.
	 * @param bill the prices
	 * @param model who answers
	 * @return US dollars; what the provider says where it does
	 */
	BigDecimal usd(PaperBill bill, PaperBill.Model model) {
		String own = this.wire.get("cost");
		if (!own.isEmpty() && !own.equals("-")) {
			return new BigDecimal(own);
		}
		String tier = this.wire.get("tier");
		String prompt = this.wire.get("prompt");
		return bill.usd(model,
				(tier.isEmpty() || tier.equals("-")) ? LlmTier.STANDARD
						: LlmTier.valueOf(tier.toUpperCase(Locale.ROOT)),
				this.units, prompt.isEmpty() ? PaperBill.prompt(this.units) : Long.parseLong(prompt));
	}

	/**
	 * Has the case answered.
	 * @param meters the meters
	 * @param failures counts what fails
	 * @param by the model that answers
	 */
	void answer(LlmMeters meters, Failures failures, String by) throws IOException {
		URI uri = URI.create("http://host" + this.wire.path("1").replace("%3A", ":").replace(this.model, by));
		LlmPath path = Objects.requireNonNull(LlmPaths.of(provider(), "POST", uri));
		HttpCall call = HttpCall.open(meters, provider(), path, null, failures);
		Map<String, String> headers = new HashMap<>();
		this.wire.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
		RequestReader request = new RequestReader();
		byte[] asks = this.wire.asks("1")
			.replace("\\r\\n", "\r\n")
			.replace(this.model, by)
			.getBytes(StandardCharsets.UTF_8);
		request.feed(asks, 0, asks.length);
		call.request(request);
		call.answered(this.wire.status(), (name) -> headers.get(name.toLowerCase(Locale.ROOT)));
		byte[] body = this.wire.body().replace("%id%", "1").replace(this.model, by).getBytes(StandardCharsets.UTF_8);
		try (InputStream in = new MeasuredInputStream(new ByteArrayInputStream(body), call)) {
			in.transferTo(OutputStream.nullOutputStream());
		}
	}

}
