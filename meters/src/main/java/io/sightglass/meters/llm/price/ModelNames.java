package io.sightglass.meters.llm.price;

import java.util.HashMap;
import java.util.Map;

import io.sightglass.meters.llm.internal.name.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * The models of one provider, by the names in a price list and by comparable ones.
 */
final class ModelNames {

	private final Map<String, DatedPrice> written = new HashMap<>();

	private volatile @Nullable Shortened shortened;

	boolean put(String model, DatedPrice price) {
		this.shortened = null;
		return this.written.put(model, price) == null;
	}

	@Nullable DatedPrice written(String model) {
		return this.written.get(model);
	}

	/**
	 * The price of a model: of two dates each has its own, and a date that is not known
	 * has that of the name without one.
	 * @param model the model as it is written in a request, in lower case
	 * @param orLatest whether a name without a date may be that of the latest
	 * @return its price, or null
	 */
	@Nullable DatedPrice find(String model, boolean orLatest) {
		DatedPrice written = this.written.get(ModelName.profile(model));
		if (written != null) {
			return written;
		}
		Shortened names = shortened();
		String dated = ModelName.dated(model);
		Named named = names.dated.get(dated);
		String plain = ModelName.of(model);
		if (named == null && !plain.equals(dated)) {
			named = names.dated.get(plain);
		}
		if (named == null && orLatest && (plain.equals(dated) || dated.endsWith("-latest"))) {
			named = names.latest.get(plain);
		}
		return (named != null) ? named.price() : null;
	}

	Shortened shortened() {
		Shortened known = this.shortened;
		if (known == null) {
			known = new Shortened(this.written);
			this.shortened = known;
		}
		return known;
	}

	/**
	 * Shortened names, which cost regular expressions and are made when a name as it is
	 * written is not found.
	 */
	static final class Shortened {

		private final Map<String, Named> dated = new HashMap<>();

		private final Map<String, Named> latest = new HashMap<>();

		Shortened(Map<String, DatedPrice> written) {
			written.forEach((model, price) -> {
				String dated = ModelName.dated(model);
				this.dated.merge(dated, new Named(model, price), Named::shorter);
				String plain = ModelName.of(model);
				if (!plain.equals(dated)) {
					this.latest.merge(plain, new Named(dated, price), Named::later);
				}
			});
		}

	}

	/**
	 * A price under the name that it has in the list.
	 *
	 * @param name the name
	 * @param price the price, or null where names that mean the same have several
	 */
	private record Named(String name, @Nullable DatedPrice price) {

		// Regions and vendors stand in front: the shortest is the plainest. A path may
		// be a size or a region, of which none is plainer.
		Named shorter(Named other) {
			if (isPath() && other.isPath()) {
				boolean same = this.price != null && this.price.equals(other.price);
				return same ? this : new Named(this.name, null);
			}
			if (isPath() != other.isPath()) {
				return isPath() ? other : this;
			}
			int length = Integer.compare(this.name.length(), other.name.length());
			return (length < 0 || (length == 0 && this.name.compareTo(other.name) <= 0)) ? this : other;
		}

		Named later(Named other) {
			return (this.name.compareTo(other.name) >= 0) ? this : other;
		}

		private boolean isPath() {
			return this.name.indexOf('/') >= 0;
		}

	}

}
