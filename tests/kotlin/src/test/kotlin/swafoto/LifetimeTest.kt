package swafoto

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path

/** Objects live as long as they should, and no longer. */
class LifetimeTest {
    private val case = Case.named("perfect")
    private val film = Film(films.resolve("perfect/preview.y4m"))
    private val first = film.next()!!

    private fun open() = case.openPolicy().use { SelfieSession(Shared.engine, it, SessionRequest()) }

    private fun SelfieSession.look() = previewYuv420(first.y, first.u, first.v, film.format, FrameFacts(), 0)

    @Test
    fun useAfterCloseIsRefused() {
        val session = open()
        session.look()
        session.close()
        session.close()
        assertThrows(IllegalStateException::class.java) { session.look() }
        assertThrows(IllegalStateException::class.java) { session.cancel() }
    }

    @Test
    fun useAfterReleaseIsRefused() {
        val session = open()
        session.release()
        session.release()
        assertThrows(SwafotoException.Released::class.java) { session.look() }
        assertThrows(SwafotoException.Released::class.java) { session.cancel() }
        assertThrows(SwafotoException.Released::class.java) { session.takeCapture() }
        session.close()
        val capture = Replay.of(case).session.use { it.takeCapture()!! }
        capture.release()
        assertThrows(SwafotoException.Released::class.java) { capture.jpeg() }
        capture.close()
    }

    @Test
    fun aSessionKeepsItsEngine() {
        val engine = Engine()
        val session = case.openPolicy().use { SelfieSession(engine, it, SessionRequest()) }
        engine.close()
        assertEquals(State.SEARCHING, session.state())
        session.look()
        session.close()
    }

    @Test
    fun aThousandSessionsLeaveNothingBehind() {
        Shared.engine
        val before = probeLiveObjects()
        fun sessions(count: Int) = repeat(count) { open().use { it.look() } }
        sessions(200)
        val resident = residentMegabytes()
        sessions(800)
        val after = probeLiveObjects()
        assertEquals(before.sessions, after.sessions, "$after, before $before")
        assertEquals(before.captures, after.captures, "$after, before $before")
        assertEquals(before.policies, after.policies, "$after, before $before")
        assertEquals(before.engines, after.engines, "$after, before $before")
        val growth = residentMegabytes() - resident
        assertTrue(growth < 24, "$growth MB more after 800 sessions")
    }

    @Test
    fun whatIsForgottenIsCollected() {
        val before = probeLiveObjects().sessions
        repeat(20) { open() }
        for (attempt in 1..100) {
            if (probeLiveObjects().sessions == before) return
            System.gc()
            Thread.sleep(50)
        }
        assertEquals(before, probeLiveObjects().sessions)
    }

    /** Memory of the process, as Linux counts it. */
    private fun residentMegabytes(): Long {
        System.gc()
        val line = Files.readAllLines(Path.of("/proc/self/status")).first { it.startsWith("VmRSS") }
        return line.filter(Char::isDigit).toLong() / 1024
    }
}
