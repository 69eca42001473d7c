package shop

import io.sightglass.meters.pipeline.Stage
import kotlinx.coroutines.delay

class Orders(private val meters: OrderMeters, private val enrich: Stage) {

	fun place(channel: Channel, country: String?): String =
		meters.open().call<_, RuntimeException> {
			meters.placed(channel, country)
			meters.lookup(channel).call<_, RuntimeException> { answer(country) }
		}

	suspend fun placeLater(channel: Channel, country: String?): String =
		meters.lookup(channel).use { timing ->
			delay(1)
			timing.done(answer(country))
		}

	suspend fun enrich(country: String?): String {
		val step = enrich.start()
		try {
			delay(500)
			return step.done(answer(country))
		} catch (ex: Throwable) {
			step.failed(ex)
			throw ex
		}
	}

	private fun answer(country: String?): String = country ?: throw IllegalArgumentException("where to?")

}
