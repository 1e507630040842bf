package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.LiveObjects
import swafoto.State
import swafoto.android.session.SharedEngine
import swafoto.probeLiveObjects

/** What the library opens it closes, at every point where a person may leave. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class LifetimeTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val before = probeLiveObjects()

    private fun LiveObjects.since(start: LiveObjects) = listOf(
        engines.toLong() - start.engines.toLong(),
        policies.toLong() - start.policies.toLong(),
        sessions.toLong() - start.sessions.toLong(),
        captures.toLong() - start.captures.toLong(),
    )

    private fun assertNothingIsLeft(what: String) = assertEquals(what, listOf(0L, 0L, 0L, 0L), probeLiveObjects().since(before))

    @Test
    fun twoHundredSessionsLeaveNothingBehind() {
        // One lease spares the others loading the networks; that they are let go of is seen at the end.
        SharedEngine.lease()
        repeat(200) { round ->
            FilmSession(context, "perfect").use { session ->
                session.controller.attach(session.camera)
                session.camera.playUntil { session.shown.size > 2 }
                assertEquals("a session lives", 1L, probeLiveObjects().since(before)[2])
                if (round % 2 == 0) session.controller.cancel()
            }
            assertEquals("round $round", listOf(1L, 0L, 0L, 0L), probeLiveObjects().since(before))
        }
        SharedEngine.release()
        assertNothingIsLeft("200 sessions")
    }

    @Test
    fun wheneverItEndsNothingIsLeft() {
        for (state in listOf(State.GUIDING, State.HOLDING, State.VERIFYING)) {
            FilmSession(context, "perfect").use { it.playTo(state) }
            assertNothingIsLeft("$state")
        }
        FilmSession(context, "perfect").use { session ->
            val result = session.play().result
            assertTrue("$result", result is SelfieResult.Accepted)
            assertNothingIsLeft("the session is let go of at its end, not when the screen closes")
        }
        FilmSession(context, "perfect").close()
        assertNothingIsLeft("a session that was never opened")
    }
}
