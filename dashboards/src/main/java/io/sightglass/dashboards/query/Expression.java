package io.sightglass.dashboards.query;

import java.util.Locale;

/**
 * A question in PromQL, which is written out when its scope is known.
 */
@FunctionalInterface
public interface Expression {

	/**
	 * Writes the question out.
	 * @param scope where it is evaluated
	 * @return PromQL
	 */
	String in(Scope scope);

	/**
	 * Whether it is two expressions with an operator between them, which need brackets
	 * inside another such pair.
	 * @param scope where it is evaluated
	 * @return whether it does
	 */
	default boolean isPair(Scope scope) {
		return false;
	}

	/**
	 * PromQL as it is, in every scope.
	 * @param promql the text
	 * @return an expression that ignores its scope
	 */
	static Expression text(String promql) {
		return (scope) -> promql;
	}

	/**
	 * The part that fails of a total. A total without failures is 0, although the
	 * failures' series does not exist before the first one; an idle total is no series.
	 * @param part what is counted, such as failures
	 * @param total what it is a share of
	 * @return the share, 0 to 1
	 */
	static Expression ratio(Expression part, Expression total) {
		return part.or(text("0").times(total)).dividedBy(total.above(0));
	}

	/**
	 * This {@code /} another, series by series of the same labels.
	 * @param other the divisor
	 * @return the quotient
	 */
	default Expression dividedBy(Expression other) {
		return Binary.of(this, "/", other);
	}

	/**
	 * This {@code *} another, series by series of the same labels.
	 * @param other the factor
	 * @return the product
	 */
	default Expression times(Expression other) {
		return Binary.of(this, "*", other);
	}

	/**
	 * This {@code +} another, series by series of the same labels.
	 * @param other what is added
	 * @return the sum
	 */
	default Expression plus(Expression other) {
		return Binary.of(this, "+", other);
	}

	/**
	 * This {@code -} another, series by series of the same labels.
	 * @param other what is taken away
	 * @return the difference
	 */
	default Expression minus(Expression other) {
		return Binary.of(this, "-", other);
	}

	/**
	 * The same series with one more label.
	 * @param label the label
	 * @param value its value
	 * @return the labelled series
	 */
	default Expression with(String label, String value) {
		return (scope) -> "label_replace(%s, \"%s\", \"%s\", \"\", \"\")".formatted(in(scope), label, value);
	}

	/**
	 * This, and the series of another whose labels this has not.
	 * @param other where the rest comes from
	 * @return the union
	 */
	default Expression or(Expression other) {
		return Binary.of(this, "or", other);
	}

	/**
	 * The series of this whose labels another has too.
	 * @param other the condition
	 * @return the intersection
	 */
	default Expression and(Expression other) {
		return Binary.of(this, "and", other);
	}

	/**
	 * The series of this whose labels another has not.
	 * @param other the exception
	 * @return the difference
	 */
	default Expression unless(Expression other) {
		return Binary.of(this, "unless", other);
	}

	/**
	 * The series above a number.
	 * @param limit the number
	 * @return those series alone
	 */
	default Expression above(double limit) {
		return Binary.of(this, ">", text(number(limit)));
	}

	/**
	 * The series not below a number.
	 * @param limit the number
	 * @return those series alone
	 */
	default Expression atLeast(double limit) {
		return Binary.of(this, ">=", text(number(limit)));
	}

	/**
	 * The series below a number.
	 * @param limit the number
	 * @return those series alone
	 */
	default Expression below(double limit) {
		return Binary.of(this, "<", text(number(limit)));
	}

	/**
	 * The series that have a value.
	 * @param value the value
	 * @return those series alone
	 */
	default Expression is(double value) {
		return Binary.of(this, "==", text(number(value)));
	}

	/**
	 * The series above those of another with the same labels.
	 * @param limit what they are compared with
	 * @return those series alone
	 */
	default Expression above(Expression limit) {
		return Binary.of(this, ">", limit);
	}

	/**
	 * 0 where there is no series at all. For dashboards only: the zero has no labels.
	 * @return this or 0
	 */
	default Expression orZero() {
		return or(text("vector(0)"));
	}

	/**
	 * The same over another range, as burn rates need it.
	 * @param range such as {@code 1h}
	 * @return this expression over that range
	 */
	default Expression over(String range) {
		return new Wrapped(this, range);
	}

	/**
	 * The highest few.
	 * @param count how many
	 * @return at most so many series
	 */
	default Expression top(int count) {
		return (scope) -> "topk(%d, %s)".formatted(count, in(scope));
	}

	/**
	 * A number as PromQL and readers like it: 0.05, 30, 86400.
	 * @param value the number
	 * @return its text, without an exponent
	 */
	static String number(double value) {
		if (value == Math.rint(value) && Math.abs(value) < 1e15) {
			return String.format(Locale.ROOT, "%d", (long) value);
		}
		return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
	}

	/**
	 * Two expressions and what stands between them; each is put in brackets where it is
	 * itself such a pair.
	 *
	 * @param left the left operand
	 * @param operator the operator
	 * @param right the right operand
	 */
	record Binary(Expression left, String operator, Expression right) implements Expression {

		static Expression of(Expression left, String operator, Expression right) {
			return new Binary(left, operator, right);
		}

		@Override
		public String in(Scope scope) {
			return bracketed(this.left, scope) + " " + this.operator + " " + bracketed(this.right, scope);
		}

		@Override
		public boolean isPair(Scope scope) {
			return true;
		}

		private static String bracketed(Expression operand, Scope scope) {
			return operand.isPair(scope) ? "(" + operand.in(scope) + ")" : operand.in(scope);
		}

	}

	/**
	 * An expression with its own range.
	 *
	 * @param inner the expression
	 * @param range its range
	 */
	record Wrapped(Expression inner, String range) implements Expression {

		@Override
		public String in(Scope scope) {
			return this.inner.in(scope.over(this.range));
		}

		@Override
		public boolean isPair(Scope scope) {
			return this.inner.isPair(scope);
		}

	}

}
