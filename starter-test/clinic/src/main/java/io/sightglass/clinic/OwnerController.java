package io.sightglass.clinic;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

@Controller
@RequestMapping("/owners")
class OwnerController {

	private final Owners owners;

	OwnerController(Owners owners) {
		this.owners = owners;
	}

	@GetMapping("/find")
	String find(Model model) {
		return form(model, "Find an owner", "lastName");
	}

	@GetMapping
	String list(String lastName, Model model) {
		List<Owner> found = this.owners.findByNameContaining(lastName);
		if (found.size() == 1) {
			return "redirect:/owners/" + found.get(0).getId();
		}
		model.addAttribute("title", "Owners");
		model.addAttribute("names", found.stream().map(Owner::getName).toList());
		return "names";
	}

	@GetMapping("/{ownerId}")
	String show(@PathVariable int ownerId, Model model) {
		model.addAttribute("owner", owner(ownerId));
		return "owner";
	}

	@GetMapping("/new")
	String newOwner(Model model) {
		return form(model, "New owner", "name", "telephone");
	}

	@PostMapping("/new")
	String add(@Valid @ModelAttribute OwnerForm form, BindingResult result, Model model) {
		if (result.hasErrors()) {
			return newOwner(model);
		}
		return "redirect:/owners/" + this.owners.save(new Owner(form.name(), form.telephone())).getId();
	}

	@GetMapping("/{ownerId}/pets/new")
	String newPet(@PathVariable int ownerId, Model model) {
		return form(model, "New pet of " + owner(ownerId).getName(), "name");
	}

	@PostMapping("/{ownerId}/pets/new")
	String addPet(@PathVariable int ownerId, @Valid @ModelAttribute PetForm form, BindingResult result, Model model) {
		if (result.hasErrors()) {
			return newPet(ownerId, model);
		}
		Owner owner = owner(ownerId);
		owner.getPets().add(new Pet(form.name()));
		this.owners.save(owner);
		return "redirect:/owners/" + ownerId;
	}

	@GetMapping("/{ownerId}/pets/{petId}/visits/new")
	String newVisit(@PathVariable int ownerId, @PathVariable int petId, Model model) {
		return form(model, "New visit of " + pet(owner(ownerId), petId).getName(), "description");
	}

	@PostMapping("/{ownerId}/pets/{petId}/visits/new")
	String addVisit(@PathVariable int ownerId, @PathVariable int petId, @Valid @ModelAttribute VisitForm form,
			BindingResult result, Model model) {
		if (result.hasErrors()) {
			return newVisit(ownerId, petId, model);
		}
		Owner owner = owner(ownerId);
		pet(owner, petId).getVisits().add(new Visit(form.description()));
		this.owners.save(owner);
		return "redirect:/owners/" + ownerId;
	}

	private Owner owner(int id) {
		return this.owners.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private static Pet pet(Owner owner, int id) {
		return owner.getPets()
			.stream()
			.filter((pet) -> pet.getId() != null && pet.getId() == id)
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private static String form(Model model, String title, String... fields) {
		model.addAttribute("title", title);
		model.addAttribute("fields", fields);
		return "form";
	}

	record OwnerForm(@NotBlank String name, @Pattern(regexp = "\\d{10}") String telephone) {
	}

	record PetForm(@NotBlank String name) {
	}

	record VisitForm(@NotBlank String description) {
	}

}
