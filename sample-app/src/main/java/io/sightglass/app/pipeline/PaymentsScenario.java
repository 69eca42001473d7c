package io.sightglass.app.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.sightglass.app.load.Scenario;
import io.sightglass.pipeline.Checkpoint;
import io.sightglass.pipeline.Pipeline;
import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.pipeline.PipelineTap;
import io.sightglass.pipeline.Sink;
import io.sightglass.pipeline.Source;
import io.sightglass.pipeline.Stage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Payments flow through Reactor, a few at a time.
 */
@Component
class PaymentsScenario implements Scenario {

	private final Source bank;

	private final Stage book;

	private final Sink ledger;

	private final Checkpoint checkpoint;

	private final Pipeline payments;

	private final Bookkeeper bookkeeper;

	private int plays;

	PaymentsScenario(PipelineMeters pipelines, Bookkeeper bookkeeper) {
		this.payments = pipelines.pipeline("payments");
		this.bank = this.payments.source("bank");
		this.book = this.payments.stage("book");
		this.ledger = this.payments.sink("ledger");
		this.checkpoint = this.payments.checkpoint();
		this.bookkeeper = bookkeeper;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(500);
	}

	@Override
	public void play() {
		Flux.range(0, 40)
			.map((number) -> new Order(number, System.currentTimeMillis()))
			.transform(PipelineTap.source(this.bank))
			// At most four at a time: the bank has to wait.
			.flatMap(this::book, 4)
			.transform(PipelineTap.sink(this.ledger, Order::placedAtMillis))
			.blockLast(Duration.ofSeconds(10));
		this.checkpoint.saved();
		// Every few seconds the ledger's partitions are dealt anew.
		if (this.plays++ % 20 == 0) {
			this.payments.group("ledger").rebalanced();
		}
	}

	private Mono<Order> book(Order payment) {
		Mono<Order> booked = this.bookkeeper.book(payment).delayElement(Duration.ofMillis(1));
		if (!payment.isDifficult()) {
			return booked;
		}
		this.book.retried(new TimeoutException("the ledger is slow"));
		return booked;
	}

}
