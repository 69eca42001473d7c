package io.sightglass.app.incidents;

import java.util.List;

import io.sightglass.app.incidents.IncidentDesk.State;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Incidents for who wants to see them now.
 */
@RestController
@RequestMapping("/demo/incidents")
class IncidentController {

	private final IncidentDesk desk;

	IncidentController(IncidentDesk desk) {
		this.desk = desk;
	}

	@GetMapping
	List<State> incidents() {
		return this.desk.states();
	}

	@PostMapping("/{kind}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	List<State> start(@PathVariable String kind) {
		this.desk.start(kind);
		return this.desk.states();
	}

	@ExceptionHandler
	ProblemDetail unknown(IllegalArgumentException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
		problem.setProperty("kinds", this.desk.kinds());
		return problem;
	}

}
