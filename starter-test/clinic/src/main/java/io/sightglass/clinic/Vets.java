package io.sightglass.clinic;

import java.util.List;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.repository.Repository;

interface Vets extends Repository<Vet, Integer> {

	@Cacheable("vets")
	List<Vet> findAll();

}
