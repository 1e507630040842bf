package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import swafoto.State
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem
import swafoto.android.session.SelfieScreen

/** What happens to a camera while a session runs, and what the person is shown. */
@RunWith(AndroidRunner::class)
class CameraStatesTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    private fun session(name: String = "held-still") = FilmSession(context, name)

    private val FilmSession.state: State? get() = (screen as? SelfieScreen.Live)?.guidance?.update?.state

    @Test
    fun everyProblemIsShownAndEndsAsItself() {
        for (problem in CameraProblem.entries) session().use { session ->
            session.controller.attach(session.camera)
            session.camera.tell { problem(problem) }
            assertEquals(SelfieScreen.CameraUnusable(problem), session.screen)
            session.controller.cancel()
            assertEquals(problem, (session.result as SelfieResult.CameraUnusable).problem)
        }
    }

    @Test
    fun anErrorWhileHoldingBreaksTheHold() = session().use { session ->
        session.playTo(State.HOLDING)
        session.camera.tell { problem(CameraProblem.IN_USE) }
        assertEquals(SelfieScreen.CameraUnusable(CameraProblem.IN_USE), session.screen)
        session.camera.tell { opened(null) }
        assertEquals(SelfieScreen.Preparing, session.screen)
        // A whole hold follows: nothing that was seen before counts.
        val before = session.shown.size
        assertTrue("the film goes on", session.camera.playUntil { session.state != null })
        val first = session.shown.drop(before).filterIsInstance<SelfieScreen.Live>().first().guidance.update
        assertFalse(first.capture)
        assertEquals(0f, first.progress)
    }

    @Test
    fun anErrorWhileTheStillIsAwaitedLosesTheStillOnly() = session().use { session ->
        session.playTo(State.VERIFYING)
        session.camera.tell { problem(CameraProblem.FAILED) }
        session.camera.tell { opened(null) }
        assertEquals(null, session.result)
        assertTrue(session.camera.playUntil { session.state == State.GUIDING || session.state == State.HOLDING })
    }

    @Test
    fun timeThatPassesWithoutAPictureLeavesItsReasonOnTheScreen() = session().use { session ->
        session.playTo(State.GUIDING)
        session.camera.tell { problem(CameraProblem.IN_USE) }
        session.camera.pass(seconds = 3)
        // Long enough for the controller to tell the core that time has passed.
        Thread.sleep(700)
        assertEquals(SelfieScreen.CameraUnusable(CameraProblem.IN_USE), session.screen)
    }

    @Test
    fun aCameraThatDeliversNothingTrapsNobody() = session().use { session ->
        session.controller.attach(session.camera)
        for (attempt in 1..100) {
            if (session.result != null) break
            session.camera.pass(seconds = 2)
            Thread.sleep(300)
        }
        assertEquals(SelfieResult.TimedOut, session.result)
    }

    @Test
    fun inTheBackgroundTheCameraIsClosedAndTheSessionGoesOnAfterwards() = session().use { session ->
        session.playTo(State.HOLDING)
        session.controller.detach()
        assertFalse(session.camera.running)
        assertEquals(1, session.camera.closings)
        assertEquals(SelfieScreen.Preparing, session.screen)
        session.play()
        assertEquals(2, session.camera.openings)
        assertTrue("${session.result}", session.result is SelfieResult.Accepted)
    }

    @Test
    fun anotherScreenTakesTheSessionOver() {
        // As after a rotation: the controller stays, screen and camera are new.
        val session = session("perfect")
        val second = FilmCamera(context, "perfect")
        session.playTo(State.HOLDING)
        session.controller.detach()
        session.controller.attach(second)
        assertTrue(second.playUntil { session.state != null })
        assertEquals(1, second.openings)
        assertEquals(null, session.result)
        session.close()
        assertFalse("closed with the controller", second.running)
    }

    @Test
    fun withoutPermissionNothingIsOpened() = session().use { session ->
        for (permission in CameraPermission.entries.filter { it != CameraPermission.GRANTED }) {
            session.controller.permission(permission)
            assertEquals(SelfieScreen.NeedsPermission(permission), session.screen)
        }
        assertEquals(0, session.camera.openings)
        session.controller.cancel()
        assertEquals(SelfieResult.PermissionDenied, session.result)
    }

    @Test
    fun nothingIsShownOrHandedOverAfterTheEnd() = session("perfect").use { session ->
        session.playTo(State.HOLDING)
        session.controller.cancel()
        assertEquals(SelfieResult.Cancelled, session.result)
        session.camera.playUntil { false }
        assertEquals(SelfieResult.Cancelled, session.result)
        session.controller.permission(CameraPermission.DENIED)
        assertEquals(SelfieScreen.Finished(SelfieResult.Cancelled), session.screen)
    }

    @Test
    fun answersToThePermissionQuestionAreToldApart() {
        fun of(granted: Boolean, before: Boolean, after: Boolean) = CameraPermission.of(granted, before, after)
        assertEquals(CameraPermission.GRANTED, of(granted = true, before = true, after = false))
        assertEquals(CameraPermission.DENIED, of(granted = false, before = false, after = true))
        assertEquals(CameraPermission.DENIED, of(granted = false, before = true, after = true))
        assertEquals(CameraPermission.DENIED_FOR_EVER, of(granted = false, before = true, after = false))
        assertEquals(CameraPermission.DENIED_UNCLEAR, of(granted = false, before = false, after = false))
    }
}
