package io.sightglass.clinic.timed;

import io.micrometer.core.annotation.Timed;

class BookSearchImpl implements BookSearch {

	@Override
	public int search(String word) {
		return word.length();
	}

	@Timed("books.find")
	@Override
	public int find(String word) {
		return word.length();
	}

}
