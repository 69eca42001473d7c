package io.sightglass.dashboards.check;

/**
 * A query of a panel that does not show what it could.
 *
 * @param dashboard the dashboard's title
 * @param panel the panel's title
 * @param query the query as it was sent
 * @param kind how bad it is
 * @param reason the likely reason
 */
public record Finding(String dashboard, String panel, String query, Kind kind, String reason) {

	@Override
	public String toString() {
		return "%s: '%s' is %s: %s%n    %s".formatted(this.dashboard, this.panel, this.kind.word(), this.reason,
				this.query);
	}

	/**
	 * How bad it is.
	 */
	public enum Kind {

		/** It stays empty until somebody mends something. */
		WRONG("wrong"),

		/**
		 * It is empty because nothing of the kind happened yet, or the family is not
		 * used.
		 */
		EMPTY("empty"),

		/** It shows a value, but one of its series has not appeared yet. */
		PARTLY("partly there");

		private final String word;

		Kind(String word) {
			this.word = word;
		}

		/**
		 * How a report calls it.
		 * @return one or two words
		 */
		public String word() {
			return this.word;
		}

	}

}
