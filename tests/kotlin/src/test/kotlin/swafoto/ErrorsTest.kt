package swafoto

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer

/** What is wrong has a type and names itself, and costs nothing but the call. */
class ErrorsTest {
    private val case = Case.named("perfect")
    private val film = Film(films.resolve("perfect/preview.y4m"))
    private val first = film.next()!!

    private fun session() = case.openPolicy().use { SelfieSession(Shared.engine, it, SessionRequest()) }

    private fun SelfieSession.preview(
        format: Yuv420Format = film.format,
        y: ByteBuffer = first.y,
        facts: FrameFacts = FrameFacts(),
        at: Long = 0,
    ) = previewYuv420(y, first.u, first.v, format, facts, at)

    private fun refusal(call: () -> Unit) = assertThrows(SwafotoException.InvalidFrame::class.java, call)

    @Test
    fun framesThatContradictThemselves() {
        session().use { session ->
            val usable = { assertTrue(session.preview(at = 1_000_000_000).state != State.EXITED) }
            usable()
            val format = film.format
            assertEquals("y plane", refusal { session.preview(format.copy(yRowStride = 10u)) }.field)
            assertEquals("u plane", refusal { session.preview(format.copy(uPixelStride = 0u)) }.field)
            assertEquals("v plane", refusal { session.preview(format.copy(vRowStride = UInt.MAX_VALUE)) }.field)
            val short = ByteBuffer.allocateDirect(100)
            val refused = refusal { session.preview(y = short) }
            assertEquals("y plane", refused.field)
            assertTrue("100" in refused.reason, refused.reason)
            assertEquals("y plane", refusal { session.preview(y = ByteBuffer.allocateDirect(0)) }.field)
            assertEquals("width", refusal { session.preview(format.copy(width = 0u)) }.field)
            assertEquals("height", refusal { session.preview(format.copy(height = (-1).toUInt())) }.field)
            assertEquals("rotation", refusal { session.preview(facts = FrameFacts(rotation = 45)) }.field)
            usable()
        }
    }

    @Test
    fun framesThatContradictEachOther() {
        session().use { session ->
            session.preview(at = 2_000_000_000)
            assertEquals("timestamp", refusal { session.preview(at = 1_000_000_000) }.field)
            assertEquals("timestamp", refusal { session.preview(at = -1) }.field)
            val cropped = film.format.copy(height = film.format.height - 2u)
            assertEquals("size", refusal { session.preview(cropped, at = 3_000_000_000) }.field)
            session.preview(at = 3_000_000_000)
            session.cameraChanged()
            session.preview(cropped, at = 4_000_000_000)
        }
    }

    @Test
    fun stillsThatDoNotBelong() {
        session().use { session ->
            val (still, format) = still("perfect")
            val send = { facts: FrameFacts, at: Long -> session.stillYuv420(still.y, still.u, still.v, format, facts, at) }
            assertThrows(SwafotoException.UnexpectedStill::class.java) { send(FrameFacts(), 0) }
            var at = session.previewUntilCapture()
            val turned = assertThrows(SwafotoException.UnexpectedStill::class.java) { send(FrameFacts(rotation = 90), at) }
            assertTrue("pixels" in turned.reason, turned.reason)
            // It guides on, and the next still is welcome.
            at = session.previewUntilCapture(after = at)
            assertEquals(State.ACCEPTED, send(FrameFacts(), at).state)
        }
    }

    private fun SelfieSession.previewUntilCapture(after: Long = -1): Long {
        for (frame in 1L..300L) {
            val at = after + frame * 33_000_000
            if (preview(at = at).capture) return at
        }
        error("never asked for a still")
    }

    @Test
    fun policiesThatMakeNoSense() {
        val refused = { text: String ->
            assertThrows(SwafotoException.InvalidPolicy::class.java) { Policy.fromToml(text) }.reason
        }
        assertTrue(refused("colour = 'green'").isNotEmpty())
        assertTrue(refused("not toml at all [").isNotEmpty())
        val none = assertThrows(SwafotoException.InvalidPolicy::class.java) { Policy.preset("none") }
        assertTrue(defaultPolicyName() in none.reason, none.reason)
    }

    @Test
    fun memoryThatRustCannotRead() {
        session().use { session ->
            assertThrows(IllegalArgumentException::class.java) { session.preview(y = ByteBuffer.allocate(640 * 480)) }
        }
    }

    @Test
    fun panicsAreErrors() {
        val defect = assertThrows(SwafotoException.Internal::class.java) { probePanic() }
        assertEquals("asked for by a test", defect.reason)
    }

    @Test
    fun everyErrorSaysWhatItIs() {
        val refused = assertThrows(SwafotoException::class.java) { Policy.preset("none") }
        assertTrue("none" in refused.message!!, refused.message)
    }
}
