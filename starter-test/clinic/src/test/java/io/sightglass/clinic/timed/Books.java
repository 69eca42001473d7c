package io.sightglass.clinic.timed;

import java.util.List;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;

import org.springframework.data.repository.ListCrudRepository;

/**
 * What a user times of a repository.
 */
@Timed("books")
interface Books extends ListCrudRepository<Book, Long>, BookSearch {

	@Timed("books.titled")
	@Counted("books.titled.calls")
	List<Book> findByTitle(String title);

	List<Book> findByTitleContaining(String part);

	default int titled(String title) {
		return findByTitle(title).size();
	}

	@Timed("books.lost")
	default int lost() {
		throw new UnsupportedOperationException("lost");
	}

}
