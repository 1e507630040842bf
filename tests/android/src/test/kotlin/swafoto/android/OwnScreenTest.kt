package swafoto.android

import android.Manifest
import android.app.Application
import android.os.Looper
import android.view.ContextThemeWrapper
import android.widget.TextView
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LifecycleRegistry
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import swafoto.CameraPermission
import swafoto.CameraProblem
import swafoto.Event
import swafoto.Scene
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieViewModel
import swafoto.android.view.SelfieView

/** The view and the view model inside an app's own screen. */
@RunWith(AndroidRunner::class)
class OwnScreenTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val context = ContextThemeWrapper(application, R.style.swafoto_screen)

    private val owner = object : LifecycleOwner {
        val registry = LifecycleRegistry(this)
        override val lifecycle: Lifecycle get() = registry
    }

    @Before
    fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    private fun view(session: FilmSession, camera: FilmCamera = session.camera) =
        SelfieView(context, session.controller, camera, session)

    private val SelfieView.words get() = findViewById<TextView>(R.id.swafoto_text)!!.text.toString()

    @Test
    fun theCameraFollowsTheLifecycle() = FilmSession(context, "perfect").use { session ->
        view(session).follow(owner.lifecycle)
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
    fun withoutPermissionTheCameraStaysClosedUntilTheAnswer() {
        shadowOf(application).denyPermissions(Manifest.permission.CAMERA)
        FilmSession(context, "perfect").use { session ->
            val view = view(session)
            view.follow(owner.lifecycle)
            owner.registry.currentState = Lifecycle.State.RESUMED
            assertFalse(session.camera.running)
            assertEquals(Scene.PERMISSION, session.scene)
            // An answer is not forgotten by a screen that comes back.
            session.controller.tell(Event.Permission(CameraPermission.REFUSED_FOR_GOOD))
            val refused = session.screen
            view.stop()
            view.start()
            assertEquals(refused, session.screen)
            // Android's question only pauses the screen: no start follows.
            session.controller.tell(Event.Permission(CameraPermission.GRANTED))
            assertTrue(session.camera.running)
            assertEquals(1, session.camera.openings)
        }
    }

    @Test
    fun allowedInSettingsTheCameraOpensOnReturn() {
        shadowOf(application).denyPermissions(Manifest.permission.CAMERA)
        FilmSession(context, "perfect").use { session ->
            val view = view(session)
            view.start()
            view.stop()
            permit()
            view.start()
            assertTrue(session.camera.running)
        }
    }

    @Test
    fun aViewThatIsReplacedClosesItsOwnCameraOnly() = FilmSession(context, "perfect").use { session ->
        // As when Compose moves it to another place: the new one is there before the old one goes.
        val first = view(session)
        first.start()
        val camera = FilmCamera(context, "perfect")
        val second = view(session, camera)
        second.start()
        assertFalse("nobody would close it later", session.camera.running)
        first.close()
        assertTrue(camera.running)
        second.close()
        assertFalse(camera.running)
    }

    @Test
    fun theViewShowsWhatTheCoreSays() = FilmSession(context, "never-compliant").use { session ->
        val view = view(session)
        view.start()
        assertEquals(session.screen!!.text, view.words)
        assertTrue(session.camera.playUntil { session.scene == Scene.GUIDING })
        val said = session.screen!!.text
        assertEquals(said, view.words)
        assertEquals(session.screen!!.previewLabel, session.camera.preview.contentDescription)
        session.camera.tell { problem(CameraProblem.IN_USE) }
        assertEquals(session.screen!!.text, view.words)
        session.camera.tell { opened(null) }
        assertTrue(session.camera.playUntil { session.scene == Scene.GUIDING })
        assertEquals(said, view.words)
        view.close()
    }

    @Test
    fun itSpeaksTheLanguageOfTheScreenUnlessTheAppSaysWhich() {
        RuntimeEnvironment.setQualifiers("en-rGB")
        for ((languages, wanted) in listOf(emptyList<String>() to "en", listOf("fr", "jv-ID") to "id", listOf("jv-x-draft") to "jv", listOf("id") to "id")) {
            FilmSession(application, "perfect", change = { copy(languages = languages) }).use { session ->
                view(session).start()
                assertEquals(wanted, session.screen!!.language)
            }
        }
    }

    @Test
    fun textsOfTheInstitutionsOwnStandInPlaceOfOurs() {
        val own = mapOf("screen.preparing" to "As we say it")
        FilmSession(context, "perfect", change = { copy(texts = own) }).use { session ->
            session.controller.attach(FilmCamera(context, "perfect").also { it.opens = false }, session)
            assertEquals("As we say it", session.screen!!.text)
        }
    }

    @Test
    fun aCameraThatNeverOpensLeavesAWayOut() = FilmSession(context, "perfect").use { session ->
        session.camera.opens = false
        session.show()
        assertEquals(Scene.PREPARING, session.scene)
        session.pass(seconds = 11.0)
        assertEquals(Scene.UNUSABLE, session.scene)
    }

    @Test
    fun whoWaitsForAControllerThatIsClosedIsTold() {
        val controller = SelfieController(SelfieRequest())
        controller.close()
        assertEquals(SelfieResult.Cancelled, runBlocking { controller.result() })
    }

    @Test
    fun theHostHearsOfThePhotoOnceAndOfTheScenesBeforeIt() = FilmSession(context, "perfect").use { session ->
        view(session).start()
        session.play()
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(listOf(session.result), session.finished)
        assertTrue("${session.finished}", session.finished.single() is SelfieResult.Accepted)
        assertTrue(session.steps.any { it.scene == Scene.HOLDING })
    }

    @Test
    fun aReasonWaitsForThePerson() = FilmSession(context, "timed-out").use { session ->
        view(session).start()
        session.play()
        assertEquals(Scene.ENDED, session.scene)
        assertEquals(emptyList<SelfieResult>(), session.finished)
        session.controller.tell(Event.Back)
        assertEquals(listOf(SelfieResult.TimedOut), session.finished)
    }

    @Test
    fun whoTakesTheScreenAwayWhileTheReasonIsReadGetsThatReason() = FilmSession(context, "timed-out").use { session ->
        session.play()
        assertEquals(SelfieResult.TimedOut, session.controller.leave())
    }

    @Test
    fun theViewModelClosesItsSession() {
        val model = SelfieViewModel.Factory(SelfieRequest()).create(SelfieViewModel::class.java)
        model.clear()
        assertEquals(SelfieResult.Cancelled, runBlocking { model.controller.result() })
        val camera = FilmCamera(context, "perfect")
        model.controller.attach(camera, Ignored)
        assertFalse("what was closed stays closed", camera.running)
    }
}
