package swafoto

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

/** Any thread may call anything. */
class ThreadsTest {
    private val case = Case.named("perfect")

    private fun <T> together(threads: Int, work: (Int) -> T): List<T> {
        val pool = Executors.newFixedThreadPool(threads)
        val start = CountDownLatch(1)
        val results = (0 until threads).map { index ->
            pool.submit(Callable {
                start.await()
                work(index)
            })
        }
        start.countDown()
        return results.map { it.get() }.also { pool.shutdown() }
    }

    @Test
    fun oneEngineJudgesForAll() {
        val (still, format) = still(case.name)
        val verdicts = case.openPolicy().use { policy ->
            together(8) {
                (1..2).map { Shared.engine.judgeYuv420(still.y, still.u, still.v, format, FrameFacts(), policy) }
            }.flatten()
        }
        assertEquals(16, verdicts.size)
        assertEquals(1, verdicts.toSet().size)
        assertTrue(verdicts.first().accepted)
    }

    @Test
    fun oneSessionTakesOneFrameAtATime() {
        val film = Film(films.resolve("perfect/preview.y4m"))
        val frame = film.next()!!
        case.openPolicy().use { SelfieSession(Shared.engine, it, SessionRequest()) }.use { session ->
            val outcomes = together(8) {
                (1..40).map {
                    runCatching {
                        session.previewYuv420(frame.y, frame.u, frame.v, film.format, FrameFacts(), 0)
                    }.fold({ "judged" }, { it::class.simpleName })
                }
            }.flatten().groupingBy { it }.eachCount()
            assertEquals(setOf("judged", "Busy"), outcomes.keys, "$outcomes")
            assertTrue(outcomes.getValue("judged") >= 1)
            assertEquals(320, outcomes.values.sum())
        }
    }

    @Test
    fun manySessionsRunSideBySide() {
        val endings = together(4) { Replay.of(case).run { session.use { ending to states } } }
        assertEquals(1, endings.toSet().size)
        assertEquals("accepted", endings.first().first)
    }

    @Test
    fun closingDuringAFrameWaitsForNobodyAndBreaksNothing() {
        val film = Film(films.resolve("perfect/preview.y4m"))
        val frame = film.next()!!
        val policy = case.openPolicy()
        repeat(20) {
            val session = SelfieSession(Shared.engine, policy, SessionRequest())
            together(2) { index ->
                if (index == 0) {
                    runCatching { session.previewYuv420(frame.y, frame.u, frame.v, film.format, FrameFacts(), 0) }
                } else {
                    session.close()
                }
            }
        }
        policy.close()
    }
}
