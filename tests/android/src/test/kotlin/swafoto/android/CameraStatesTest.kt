package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import swafoto.Action
import swafoto.CameraPermission
import swafoto.CameraProblem
import swafoto.Event
import swafoto.Scene
import swafoto.Screen
import swafoto.android.camera.permissionOf

/** What happens to a camera while a session runs, and what the person is shown. */
@RunWith(AndroidRunner::class)
class CameraStatesTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    private fun session(name: String = "held-still") = FilmSession(context, name)

    private val Screen?.actions get() = this?.buttons.orEmpty().map { it.action }

    @Test
    fun everyProblemIsShownCanBeTriedAgainAndEndsAsItself() {
        for (problem in CameraProblem.entries) session().use { session ->
            session.show()
            session.camera.tell { problem(problem) }
            assertEquals(Scene.UNUSABLE, session.scene)
            assertTrue("$problem", Action.TRY_AGAIN in session.screen.actions)
            session.controller.tell(Event.Pressed(Action.TRY_AGAIN))
            assertEquals(2, session.camera.openings)
            assertEquals(Scene.SEARCHING, session.scene)
            session.camera.tell { problem(problem) }
            session.controller.tell(Event.Pressed(Action.LEAVE))
            assertEquals(problem, (session.result as SelfieResult.CameraUnusable).problem)
            assertEquals(listOf(session.result), session.finished)
        }
    }

    @Test
    fun anErrorWhileHoldingBreaksTheHold() = session().use { session ->
        session.playTo(Scene.HOLDING)
        session.camera.tell { problem(CameraProblem.IN_USE) }
        assertEquals(Scene.UNUSABLE, session.scene)
        session.camera.tell { opened(null) }
        // A whole hold follows: nothing that was seen before counts.
        val before = session.camera.now
        session.playTo(Scene.HOLDING)
        session.playTo(Scene.VERIFYING)
        assertTrue("${session.camera.now - before}", session.camera.now - before > 1_000_000_000)
    }

    @Test
    fun anErrorWhileTheStillIsAwaitedLosesTheStillOnly() = session().use { session ->
        session.playTo(Scene.VERIFYING)
        session.camera.tell { problem(CameraProblem.FAILED) }
        session.camera.tell { opened(null) }
        assertEquals(null, session.result)
        assertTrue(session.camera.playUntil { session.scene == Scene.GUIDING || session.scene == Scene.HOLDING })
    }

    @Test
    fun timeThatPassesWithoutAPictureLeavesItsReasonOnTheScreen() = session().use { session ->
        session.playTo(Scene.GUIDING)
        session.camera.tell { problem(CameraProblem.IN_USE) }
        session.pass(seconds = 3.0)
        assertEquals(Scene.UNUSABLE, session.scene)
    }

    @Test
    fun aCameraThatDeliversNothingTrapsNobody() = session().use { session ->
        session.show()
        session.pass(seconds = 300.0)
        assertEquals(Scene.ENDED, session.scene)
        session.controller.tell(Event.Back)
        assertEquals(SelfieResult.TimedOut, session.result)
    }

    @Test
    fun aCameraThatIsTakenAwayIsFetchedAgain() = session().use { session ->
        session.playTo(Scene.GUIDING)
        session.camera.tell { takenAway() }
        assertEquals(Scene.INTERRUPTED, session.scene)
        session.pass(seconds = 1.5)
        assertEquals(2, session.camera.openings)
        assertTrue("${session.scene}", session.screen!!.showsCamera)
    }

    @Test
    fun inTheBackgroundTheCameraIsClosedAndTheSessionGoesOnAfterwards() = session("perfect").use { session ->
        session.playTo(Scene.HOLDING)
        session.controller.detach(session.camera)
        assertFalse(session.camera.running)
        assertEquals(1, session.camera.closings)
        assertEquals(Scene.PREPARING, session.scene)
        session.show()
        assertEquals(2, session.camera.openings)
        assertTrue(session.camera.playUntil { session.result != null })
        assertTrue("${session.result}", session.result is SelfieResult.Accepted)
    }

    @Test
    fun anotherScreenTakesTheSessionOver() {
        // As after a rotation: the controller stays, screen and camera are new.
        val session = session("perfect")
        val second = FilmCamera(context, "perfect")
        second.onTime = session.camera::pass
        session.playTo(Scene.HOLDING)
        session.controller.detach(session.camera, rebuilt = true)
        assertFalse(session.camera.running)
        session.controller.attach(second, session)
        assertEquals(1, second.openings)
        assertTrue(second.playUntil { session.scene == Scene.HOLDING })
        assertEquals(null, session.result)
        session.close()
        assertFalse("closed with the controller", second.running)
    }

    @Test
    fun aRotationTakesNobodysReasonAway() = session("timed-out").use { session ->
        session.play()
        assertEquals(Scene.ENDED, session.scene)
        session.controller.detach(session.camera, rebuilt = true)
        session.controller.attach(FilmCamera(context, "perfect"), session)
        assertEquals(Scene.ENDED, session.scene)
        assertEquals(null, session.result)
    }

    @Test
    fun withoutPermissionNothingIsOpened() = session().use { session ->
        session.controller.attach(session.camera, session)
        for (permission in CameraPermission.entries.filter { it != CameraPermission.GRANTED }) {
            session.controller.tell(Event.Permission(permission))
            assertEquals(Scene.PERMISSION, session.scene)
            session.controller.tell(Event.Shown)
        }
        session.controller.tell(Event.Permission(CameraPermission.REFUSED_OR_WAVED))
        session.controller.tell(Event.Pressed(Action.ALLOW_CAMERA))
        session.controller.tell(Event.Pressed(Action.OPEN_SETTINGS))
        assertEquals(1 to 1, session.questions to session.settings)
        session.controller.tell(Event.Back)
        val result = session.result as SelfieResult.PermissionMissing
        assertEquals(CameraPermission.REFUSED_OR_WAVED, result.permission)
    }

    @Test
    fun nothingIsShownOrHandedOverAfterTheEnd() = session("perfect").use { session ->
        session.playTo(Scene.HOLDING)
        val shown = session.screen
        assertEquals(SelfieResult.Cancelled, session.controller.leave())
        assertFalse(session.camera.running)
        session.controller.tell(Event.Permission(CameraPermission.REFUSED))
        assertEquals(shown, session.screen)
        assertEquals(SelfieResult.Cancelled, session.result)
        assertEquals("who leaves knows it already", emptyList<SelfieResult>(), session.finished)
    }

    @Test
    fun answersToThePermissionQuestionAreToldApart() {
        fun of(granted: Boolean, before: Boolean, after: Boolean) = permissionOf(granted, before, after)
        assertEquals(CameraPermission.GRANTED, of(granted = true, before = true, after = false))
        assertEquals(CameraPermission.REFUSED, of(granted = false, before = false, after = true))
        assertEquals(CameraPermission.REFUSED, of(granted = false, before = true, after = true))
        assertEquals(CameraPermission.REFUSED_FOR_GOOD, of(granted = false, before = true, after = false))
        assertEquals(CameraPermission.REFUSED_OR_WAVED, of(granted = false, before = false, after = false))
    }
}
