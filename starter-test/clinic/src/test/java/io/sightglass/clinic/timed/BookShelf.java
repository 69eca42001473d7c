package io.sightglass.clinic.timed;

/**
 * One whose annotation Boot does not see.
 */
interface BookShelf extends Shelf<Book> {

}
