package io.sightglass.clinic.timed;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
class Book {

	@Id
	@GeneratedValue
	private @Nullable Long id;

	private String title = "";

	protected Book() {
	}

	Book(String title) {
		this.title = title;
	}

	@Nullable Long getId() {
		return this.id;
	}

	String getTitle() {
		return this.title;
	}

}
