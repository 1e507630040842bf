package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.LiveObjects
import swafoto.Scene
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
        flows.toLong() - start.flows.toLong(),
    )

    private fun assertNothingIsLeft(what: String) = assertEquals(what, listOf(0L, 0L, 0L, 0L, 0L), probeLiveObjects().since(before))

    @Test
    fun twoHundredSessionsLeaveNothingBehind() {
        // A session that lives spares the others loading the networks; that they are let go of is seen at the end.
        FilmSession(context, "perfect").use { first ->
            first.show()
            repeat(200) { round ->
                FilmSession(context, "perfect").use { session ->
                    session.show()
                    session.camera.playUntil { session.turns.size > 6 }
                    assertEquals("one engine for all", listOf(1L, 2L), probeLiveObjects().since(before).run { listOf(first(), last()) })
                    if (round % 2 == 0) session.controller.leave()
                }
                assertEquals("round $round", listOf(1L, 1L), probeLiveObjects().since(before).run { listOf(first(), last()) })
            }
        }
        assertNothingIsLeft("200 sessions")
    }

    @Test
    fun wheneverItEndsNothingIsLeft() {
        for (scene in listOf(Scene.GUIDING, Scene.HOLDING, Scene.VERIFYING)) {
            FilmSession(context, "perfect").use { it.playTo(scene) }
            assertNothingIsLeft("$scene")
        }
        FilmSession(context, "perfect").use { session ->
            val result = session.play().result
            assertTrue("$result", result is SelfieResult.Accepted)
            assertNothingIsLeft("all is let go of at the end, not when the screen closes")
        }
        FilmSession(context, "perfect").close()
        assertNothingIsLeft("a session that was never opened")
    }
}
