package io.sightglass.clinic.timed;

import io.micrometer.core.annotation.Timed;

/**
 * A fragment that the application implements.
 */
interface BookSearch {

	@Timed("books.search")
	int search(String word);

	int find(String word);

}
