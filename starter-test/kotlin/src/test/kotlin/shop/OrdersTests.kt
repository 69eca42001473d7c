package shop

import io.micrometer.core.instrument.simple.SimpleMeterRegistry
import io.sightglass.meters.pipeline.PipelineMeters
import io.sightglass.meters.set.MeterSets
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class OrdersTests {

	private val registry = SimpleMeterRegistry()

	private val stage = PipelineMeters.`in`(registry).pipeline("orders").stage("enrich")

	private val orders = Orders(MeterSets.`in`(registry, OrderMeters::class.java), stage)

	@Test
	fun `counts and times what is one block`() {
		assertThat(orders.place(Channel.SHOP, "de")).isEqualTo("de")
		assertThatThrownBy { orders.place(Channel.PHONE, null) }.isInstanceOf(IllegalArgumentException::class.java)
		assertThat(registry.get("orders.placed").tags("channel", "shop", "country", "de").counter().count()).isOne()
		assertThat(registry.get("orders.placed").tags("channel", "phone", "country", "none").counter().count()).isOne()
		assertThat(lookups(Channel.SHOP, "success")).isOne()
		assertThat(lookups(Channel.PHONE, "error")).isOne()
		assertThat(registry.get("orders.open").gauge().value()).isZero()
		assertThat(registry.get("orders.placed").counter().id.description).isEqualTo("Orders that were placed.")
	}

	@Test
	fun `times what suspends from its start to its end`() = runBlocking<Unit>(Dispatchers.Default) {
		assertThat(async { orders.placeLater(Channel.SHOP, "de") }.await()).isEqualTo("de")
		assertThatThrownBy { runBlocking { orders.placeLater(Channel.SHOP, null) } }.hasMessage("where to?")
		assertThat(lookups(Channel.SHOP, "success")).isOne()
		assertThat(lookups(Channel.SHOP, "error")).isOne()
		val job = launch(start = CoroutineStart.UNDISPATCHED) { orders.enrich("de") }
		job.cancelAndJoin()
		orders.enrich("de")
		assertThat(records("cancelled")).isOne()
		assertThat(records("success")).isOne()
	}

	private fun lookups(channel: Channel, outcome: String) =
		registry.get("order.lookup").tags("channel", channel.name.lowercase(), "outcome", outcome).timer().count()

	private fun records(outcome: String) =
		registry.get("pipeline.records.processed").tags("outcome", outcome).counter().count()

}
