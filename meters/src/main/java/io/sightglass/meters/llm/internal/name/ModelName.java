package io.sightglass.meters.llm.internal.name;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A model's name without what only multiplies series: regions, vendors, paths, dates,
 * revisions and {@code -latest}. A fine-tune keeps its base, not its owner; an ARN keeps
 * its model, not its account.
 *
 * <pre>
 * gpt-4o-2024-08-06                              gpt-4o
 * us.anthropic.claude-sonnet-4-5-20250929-v1:0   claude-sonnet-4-5
 * models/gemini-2.5-flash                        gemini-2.5-flash
 * ft:gpt-4o-mini-2024-07-18:acme::BxYz           ft:gpt-4o-mini
 * </pre>
 */
public final class ModelName {

	private static final Pattern REGION = Pattern.compile("^(us|eu|apac|global|us-gov|jp|au|ca|sa|me)\\.(?=[a-z])");

	private static final Pattern VENDOR = Pattern
		.compile("^(ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|openai|qwen|stability|writer)\\.");

	// Bedrock counts the revisions of most from v1 on; titan-embed-text-v2 is a model.
	private static final Pattern REVISION = Pattern.compile(
			"-v[01]:\\d+$|(?<=-20\\d{6})-v\\d+:\\d+$|(?<!-v\\d{1,3})-\\d+:\\d+$|(?<=-v\\d{1,3}(?:-\\d{1,3})?):\\d+$"
					+ "|@[a-z0-9.-]+$|(?<=claude-(?:opus|sonnet|haiku)-[0-9-]{1,20})-v\\d+$");

	private static final Pattern VERTEX_DATE = Pattern.compile("@(20\\d{6})$");

	private static final Pattern DATE = Pattern.compile("-(20\\d{2}-\\d{2}-\\d{2}|20\\d{6}|\\d{2}-20\\d{2}|latest)$");

	private ModelName() {
	}

	/**
	 * The comparable name of a model.
	 * @param raw what the request or response calls it
	 * @return its name, or nothing where nothing came
	 */
	public static String of(@Nullable String raw) {
		if (raw == null) {
			return "";
		}
		String name = raw.strip().toLowerCase(Locale.ROOT);
		if (name.startsWith("ft:")) {
			return "ft:" + DATE.matcher(plain(base(name))).replaceFirst("");
		}
		return DATE.matcher(plain(name.startsWith("arn:") ? resource(name) : name)).replaceFirst("");
	}

	/**
	 * The comparable name of a model with its date, as a dated model has a price of its
	 * own.
	 * @param raw what the request or response calls it
	 * @return its name, or nothing where nothing came
	 */
	public static String dated(@Nullable String raw) {
		if (raw == null) {
			return "";
		}
		String name = VERTEX_DATE.matcher(raw.strip().toLowerCase(Locale.ROOT)).replaceFirst("-$1");
		return name.startsWith("ft:") ? "ft:" + plain(base(name))
				: plain(name.startsWith("arn:") ? resource(name) : name);
	}

	private static String base(String tuned) {
		int owner = tuned.indexOf(':', 3);
		return tuned.substring(3, (owner < 0) ? tuned.length() : owner);
	}

	/**
	 * The model of an ARN such as
	 * {@code arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-8}.
	 * @param name the ARN, or another name
	 * @return the model with its region and vendor, or the other name
	 */
	public static String profile(String name) {
		return name.startsWith("arn:") ? name.substring(name.lastIndexOf('/') + 1) : name;
	}

	private static String resource(String arn) {
		String resource = arn.substring(arn.lastIndexOf(':', Math.max(0, arn.indexOf('/'))) + 1);
		boolean named = resource.startsWith("foundation-model/") || resource.startsWith("inference-profile/");
		int slash = resource.indexOf('/');
		return (named || slash < 0) ? resource : resource.substring(0, slash);
	}

	private static String plain(String name) {
		String plain = name.substring(name.lastIndexOf('/') + 1);
		plain = REGION.matcher(plain).replaceFirst("");
		plain = VENDOR.matcher(plain).replaceFirst("");
		return REVISION.matcher(plain).replaceFirst("");
	}

}
