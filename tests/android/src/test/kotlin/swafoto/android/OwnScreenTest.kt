package swafoto.android

import android.Manifest
import android.app.Application
import android.os.Looper
import android.view.ContextThemeWrapper
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LifecycleRegistry
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
