package io.sightglass.clinic.timed;

import io.micrometer.core.annotation.Timed;

import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

@NoRepositoryBean
@Timed("shelf")
interface Shelf<T> extends Repository<T, Long> {

	long count();

}
