package io.sightglass.clinic;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

interface Owners extends Repository<Owner, Integer> {

	List<Owner> findByNameContaining(String part);

	Optional<Owner> findById(Integer id);

	Owner save(Owner owner);

}
