package io.sightglass.clinic;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class ClinicController {

	private final Vets vets;

	ClinicController(Vets vets) {
		this.vets = vets;
	}

	@GetMapping("/")
	String welcome() {
		return "welcome";
	}

	@GetMapping("/vets.html")
	String vets(Model model) {
		model.addAttribute("title", "Vets");
		model.addAttribute("names", this.vets.findAll().stream().map(Vet::getName).toList());
		return "names";
	}

	@GetMapping("/oups")
	String fail() {
		throw new IllegalStateException("This page always fails");
	}

}
