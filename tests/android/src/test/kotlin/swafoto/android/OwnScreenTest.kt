package swafoto.android

import android.Manifest
import android.app.Application
import android.view.View
import android.widget.TextView
import android.os.Looper
import android.view.ContextThemeWrapper
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LifecycleRegistry
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem
import swafoto.android.camera.SelfieCamera
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieScreen
import swafoto.android.session.SelfieViewModel
import swafoto.android.view.SelfieView

/** The view and the view model inside an app's own screen. */
@RunWith(AndroidRunner::class)
class OwnScreenTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val context = ContextThemeWrapper(application, R.style.swafoto_screen)
    private val finished = mutableListOf<SelfieResult>()

    private val host = object : SelfieView.Host {
        override fun askForCamera() = Unit

        override fun openSettings() = Unit

        override fun finished(result: SelfieResult) {
            finished += result
        }
    }

    private val owner = object : LifecycleOwner {
        val registry = LifecycleRegistry(this)
        override val lifecycle: Lifecycle get() = registry
    }

    @Before
    fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    @Test
    fun theCameraFollowsTheLifecycle() = FilmSession(context, "perfect").use { session ->
        SelfieView(context, session.controller, session.camera, host).follow(owner.lifecycle)
        assertFalse(session.camera.running)
        owner.registry.currentState = Lifecycle.State.RESUMED
        assertTrue(session.camera.running)
        owner.registry.currentState = Lifecycle.State.CREATED
        assertFalse("in the background", session.camera.running)
        owner.registry.currentState = Lifecycle.State.RESUMED
        assertTrue(session.camera.running)
        owner.registry.currentState = Lifecycle.State.DESTROYED
        assertFalse(session.camera.running)
        owner.registry.currentState = Lifecycle.State.RESUMED
        assertFalse("a view that was closed opens nothing", session.camera.running)
        assertEquals("the session is the controller's", null, session.result)
    }

    @Test
    fun withoutPermissionTheCameraStaysClosed() {
        shadowOf(application).denyPermissions(Manifest.permission.CAMERA)
        FilmSession(context, "perfect").use { session ->
            SelfieView(context, session.controller, session.camera, host).start()
            assertFalse(session.camera.running)
            assertEquals(SelfieScreen.NeedsPermission(CameraPermission.UNKNOWN), session.screen)
        }
    }

    private fun settle() = shadowOf(Looper.getMainLooper()).idle()

    @Test
    fun theCameraOpensAfterTheAnswerThoughNothingElseHappens() {
        shadowOf(application).denyPermissions(Manifest.permission.CAMERA)
        FilmSession(context, "perfect").use { session ->
            SelfieView(context, session.controller, session.camera, host).follow(owner.lifecycle)
            owner.registry.currentState = Lifecycle.State.RESUMED
            settle()
            assertFalse(session.camera.running)
            // Android's question only pauses the screen: no start follows.
            permit()
            session.controller.permission(CameraPermission.GRANTED)
            settle()
            assertTrue(session.camera.running)
            assertEquals(1, session.camera.openings)
        }
    }

    @Test
    fun aViewThatIsReplacedClosesItsOwnCameraOnly() = FilmSession(context, "perfect").use { session ->
        // As when Compose moves it to another place: the new one is there before the old one goes.
        val first = SelfieView(context, session.controller, session.camera, host)
        first.start()
        val camera = FilmCamera(context, "perfect")
        val second = SelfieView(context, session.controller, camera, host)
        second.start()
        assertFalse("nobody would close it later", session.camera.running)
        first.close()
        assertTrue(camera.running)
        second.close()
        assertFalse(camera.running)
    }

    @Test
    fun afterAnInterruptionTheHintIsShownAgain() = FilmSession(context, "never-compliant").use { session ->
        val view = SelfieView(context, session.controller, session.camera, host)
        view.start()
        val hint = { (session.screen as? SelfieScreen.Live)?.guidance?.update?.hint }
        assertTrue(session.camera.playUntil { hint() != null })
        settle()
        val text = view.findViewById<TextView>(R.id.swafoto_hint)!!
        val said = text.text.toString()
        session.camera.tell { problem(CameraProblem.IN_USE) }
        settle()
        assertEquals(context.getString(R.string.swafoto_camera_in_use), text.text.toString())
        session.camera.tell { opened(null) }
        assertTrue(session.camera.playUntil { hint() != null })
        settle()
        assertEquals(said, text.text.toString())
        view.close()
    }

    @Test
    fun aCameraThatNeverOpensLeavesAWayOut() {
        var now = 0L
        val silent = object : SelfieCamera {
            override val preview = View(context)
            override val mirrored = true

            override fun open(events: SelfieCamera.Events) = Unit

            override fun takeStill() = Unit

            override fun close() = Unit
        }
        SelfieController(SelfieRequest(), { now }, Dispatchers.Unconfined).use { controller ->
            controller.attach(silent)
            Thread.sleep(400)
            assertEquals(SelfieScreen.Preparing, controller.screen.value)
            now += 11_000_000_000
            val wanted = SelfieScreen.CameraUnusable(CameraProblem.FAILED)
            for (attempt in 1..100) if (controller.screen.value != wanted) Thread.sleep(50)
            assertEquals(wanted, controller.screen.value)
        }
    }

    @Test
    fun whoWaitsForAControllerThatIsClosedIsTold() {
        val controller = SelfieController(SelfieRequest())
        controller.close()
        assertEquals(SelfieResult.Cancelled, runBlocking { controller.result() })
    }

    @Test
    fun theHostHearsOfThePhotoOnce() = FilmSession(context, "perfect").use { session ->
        SelfieView(context, session.controller, session.camera, host).start()
        session.play()
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(listOf(session.result), finished)
        assertTrue("$finished", finished.single() is SelfieResult.Accepted)
    }

    @Test
    fun aProblemWaitsForThePerson() = FilmSession(context, "perfect").use { session ->
        SelfieView(context, session.controller, session.camera, host).start()
        session.camera.tell { problem(CameraProblem.FAILED) }
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(emptyList<SelfieResult>(), finished)
    }

    @Test
    fun theViewModelClosesItsSession() {
        val model = SelfieViewModel.Factory(SelfieRequest()).create(SelfieViewModel::class.java)
        val camera = FilmCamera(context, "perfect")
        model.controller.attach(camera)
        assertTrue(camera.running)
        model.clear()
        assertFalse(camera.running)
        model.controller.attach(camera)
        assertFalse("what was closed stays closed", camera.running)
    }
}
