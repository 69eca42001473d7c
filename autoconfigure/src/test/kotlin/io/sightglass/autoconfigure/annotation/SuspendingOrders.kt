package io.sightglass.autoconfigure.annotation

import java.time.Duration

import io.micrometer.core.annotation.Counted
import io.micrometer.core.annotation.Timed
import io.micrometer.core.aop.MeterTag
import io.micrometer.core.instrument.MockClock
import io.sightglass.meters.pipeline.PipelineStage
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/**
 * A user's service in Kotlin, whose functions suspend until what they wait for is there.
 */
open class SuspendingOrders(private val clock: MockClock) : Suspending {

	@Timed("suspend.find")
	@Counted("suspend.find.calls")
	override suspend fun find(@MeterTag("kind") kind: String, order: CompletableDeferred<String>): String {
		val found = order.await()
		clock.add(Duration.ofSeconds(3))
		return found
	}

	@Timed("suspend.at.once")
	override suspend fun atOnce(): String {
		clock.add(Duration.ofSeconds(3))
		return "order"
	}

	@Timed("suspend.thrown")
	@Counted("suspend.thrown.calls")
	override suspend fun thrown(): String = throw IllegalArgumentException("no such order")

	@Timed("suspend.late")
	@Counted("suspend.late.calls")
	override suspend fun late(order: CompletableDeferred<String>): String = withTimeout(1) { order.await() }

	@Timed(value = "suspend.task", longTask = true)
	override suspend fun task(order: CompletableDeferred<String>) {
		order.await()
	}

	@Timed("suspend.flow")
	override suspend fun flowing(order: CompletableDeferred<String>): Flow<String> = flow { emit(order.await()) }

	@PipelineStage(pipeline = "orders", stage = "ship")
	override suspend fun ship(order: CompletableDeferred<String>) {
		order.await()
	}

	@PipelineStage(pipeline = "orders", stage = "look")
	override suspend fun look(order: CompletableDeferred<String?>): String? = order.await()

}

/**
 * What a proxy of interfaces sees of them.
 */
interface Suspending {

	suspend fun find(kind: String, order: CompletableDeferred<String>): String

	suspend fun atOnce(): String

	suspend fun thrown(): String

	suspend fun late(order: CompletableDeferred<String>): String

	suspend fun task(order: CompletableDeferred<String>)

	suspend fun flowing(order: CompletableDeferred<String>): Flow<String>

	suspend fun ship(order: CompletableDeferred<String>)

	suspend fun look(order: CompletableDeferred<String?>): String?

}

@Timed("suspend.class")
open class SuspendingClass {

	open suspend fun first(order: CompletableDeferred<String>): String = order.await()

}

/**
 * Calls that begin in the thread of a test and go on in the one that completes what they wait for.
 */
class SuspendingCalls(private val orders: Suspending) {

	// One that fails would cancel the others of its scope.
	private fun own() = CoroutineScope(Dispatchers.Unconfined)

	fun find(order: CompletableDeferred<String>): Deferred<String> = own().async { orders.find("express", order) }

	fun atOnce(): Deferred<String> = own().async { orders.atOnce() }

	fun thrown(): Deferred<String> = own().async { orders.thrown() }

	fun late(order: CompletableDeferred<String>): Deferred<String> = own().async { orders.late(order) }

	fun task(order: CompletableDeferred<String>): Deferred<Unit> = own().async { orders.task(order) }

	fun flowing(order: CompletableDeferred<String>): Deferred<List<String>> =
		own().async { orders.flowing(order).toList() }

	fun ship(order: CompletableDeferred<String>): Deferred<Unit> = own().async { orders.ship(order) }

	fun look(order: CompletableDeferred<String?>): Deferred<String?> = own().async { orders.look(order) }

	fun first(service: SuspendingClass, order: CompletableDeferred<String>): Deferred<String> =
		own().async { service.first(order) }

}
