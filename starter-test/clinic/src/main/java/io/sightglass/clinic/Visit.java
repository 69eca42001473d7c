package io.sightglass.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
class Visit {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Integer id;

	private String description = "";

	protected Visit() {
	}

	Visit(String description) {
		this.description = description;
	}

	public @Nullable Integer getId() {
		return this.id;
	}

	public String getDescription() {
		return this.description;
	}

}
