package swafoto.android

import android.content.Context
import android.graphics.ImageFormat
import android.os.Looper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import swafoto.Announcement
import swafoto.CameraPermission
import swafoto.CameraProblem
import swafoto.Event
import swafoto.InternalException
import swafoto.Scene
import swafoto.SelfieFlow
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.FramePlane
import swafoto.android.camera.SelfieCamera
import swafoto.android.session.OneThread
import swafoto.android.session.SelfieController
import java.nio.ByteBuffer
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit

/** Whatever is thrown, on any thread, the app goes on and hears of it. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class FaultsTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    /** A frame whose memory the core cannot read where it lies. */
    private fun heapFrame(format: Int): CameraFrame {
        val plane = FramePlane(ByteBuffer.allocate(64 * 64), 64, 1)
        return CameraFrame(format, 64, 64, if (format == ImageFormat.JPEG) listOf(plane) else listOf(plane, plane, plane), 0)
    }

    /** A session whose flow throws where a test wants it to. */
    private fun broken(throwing: (String) -> Throwable?): SelfieController {
        val camera = FilmCamera(context, "perfect")
        val thread = InOrder()
        return SelfieController(camera.case.toRequest(), camera::now, thread, thread) {
            throwing("make")?.let { throw it }
            object : SelfieFlow(camera.case.toRequest().toFlow()) {
                override fun tell(event: Event, atNs: Long) = throwing("$event")?.let { throw it } ?: super.tell(event, atNs)
            }
        }
    }

    @Test
    fun framesThatCannotBeReadAreACameraThatFailed() = FilmSession(context, "perfect").use { session ->
        session.show()
        session.camera.tell { frame(heapFrame(ImageFormat.YUV_420_888)) }
        assertEquals("one is nothing", Scene.SEARCHING, session.scene)
        for (index in 1..40) {
            session.camera.pass(100_000_000)
            session.camera.tell { if (index % 2 == 0) frameRefused() else frame(heapFrame(ImageFormat.YUV_420_888)) }
        }
        assertEquals(Scene.UNUSABLE, session.scene)
    }

    @Test
    fun aStillThatCannotBeReadIsALostStill() = FilmSession(context, "perfect") { camera ->
        camera.tell { still(heapFrame(ImageFormat.YUV_420_888)) }
    }.use { session ->
        session.playTo(Scene.VERIFYING)
        assertTrue(session.camera.playUntil { session.scene != Scene.VERIFYING })
        assertEquals(Scene.GUIDING, session.scene)
        assertEquals(null, session.result)
    }

    @Test
    fun whateverTheLibraryThrowsIsSaidAndHandedOver() {
        val thrown = mapOf<Throwable, Scene>(
            InternalException("null RustBuffer had non-zero capacity") to Scene.ENDED,
            IllegalStateException("as it was told") to Scene.ENDED,
            OutOfMemoryError("as it was told") to Scene.ENDED,
            StackOverflowError() to Scene.ENDED,
        )
        for ((error, scene) in thrown) {
            var once = true
            val controller = broken { call -> error.takeIf { call == "${Event.Tick}" && once }?.also { once = false } }
            val camera = FilmCamera(context, "perfect")
            controller.use {
                controller.tell(Event.Permission(CameraPermission.GRANTED))
                controller.attach(camera, Ignored)
                controller.tell(Event.Tick)
                assertEquals("$error", scene, controller.drawing.value?.screen?.scene)
                assertEquals("it can be tried again", null, controller.outcome)
                controller.tell(Event.Back)
                assertTrue("${controller.outcome}", controller.outcome is SelfieResult.Failed)
            }
        }
    }

    @Test
    fun anAppWithoutOurLibraryHearsSo() {
        val controller = broken { call -> UnsatisfiedLinkError("no swafoto_ffi").takeIf { call == "make" } }
        controller.use {
            controller.attach(FilmCamera(context, "perfect"), Ignored)
            val result = controller.outcome as SelfieResult.Failed
            assertTrue(result.reason, "swafoto_ffi" in result.reason)
        }
    }

    @Test
    fun aFlowThatThrowsAtEverythingHasFailed() {
        val controller = broken { call -> InternalException("of $call").takeIf { call != "make" } }
        controller.use {
            controller.attach(FilmCamera(context, "perfect"), Ignored)
            assertTrue("${controller.outcome}", controller.outcome is SelfieResult.Failed)
        }
    }

    @Test
    fun aCameraThatThrowsIsACameraThatFailed() {
        for (error in listOf(IllegalStateException("as it was told"), NoClassDefFoundError("as it was told"))) {
            val film = FilmCamera(context, "perfect")
            val camera = object : SelfieCamera by film {
                override fun open(events: SelfieCamera.Events) = throw error

                override fun close() = throw error
            }
            val thread = InOrder()
            SelfieController(film.case.toRequest(), film::now, thread, thread).use { controller ->
                controller.attach(camera, Ignored)
                assertEquals(Scene.UNUSABLE, controller.drawing.value?.screen?.scene)
                controller.detach(camera)
            }
        }
    }

    @Test
    fun aStillThatCannotBeAskedForIsALostStill() {
        val session = FilmSession(context, "perfect")
        val camera = object : SelfieCamera by session.camera {
            override fun takeStill() = error("as it was told")
        }
        session.use {
            session.controller.attach(camera, session)
            assertTrue(session.camera.playUntil { session.screens.any { screen -> screen.scene == Scene.VERIFYING } })
            assertEquals(Scene.GUIDING, session.scene)
        }
    }

    @Test
    fun aScreenThatThrowsEndsTheSelfieAndNotTheApp() = FilmSession(context, "perfect").use { session ->
        session.controller.tell(Event.Permission(CameraPermission.GRANTED))
        session.controller.attach(session.camera, object : Ignored() {
            override fun say(announcement: Announcement) = error("as it was told")
        })
        session.camera.playUntil { session.scene == Scene.ENDED }
        assertEquals(Scene.ENDED, session.scene)
    }

    /** Loading networks takes a while; meanwhile events come from many threads. */
    @Test
    fun eventsKeepTheirOrderAndNobodyWaitsForThem() {
        val heard = mutableListOf<Event>()
        val (started, go) = CountDownLatch(1) to CountDownLatch(1)
        val film = FilmCamera(context, "perfect")
        val threads = mutableSetOf<String>()
        val controller = SelfieController(film.case.toRequest(), film::now, OneThread(), Executor { }) {
            object : SelfieFlow(film.case.toRequest().toFlow()) {
                override fun tell(event: Event, atNs: Long) = super.tell(event, atNs).also {
                    synchronized(heard) { heard += event }
                    threads += Thread.currentThread().name
                    if (event == Event.Turned) {
                        started.countDown()
                        go.await()
                    }
                }
            }
        }
        controller.tell(Event.Turned)
        assertTrue(started.await(10, TimeUnit.SECONDS))
        val wanted = (1..50).map { if (it % 2 == 0) Event.StillFailed else Event.Problem(CameraProblem.IN_USE) }
        val before = System.nanoTime()
        wanted.forEach(controller::tell)
        assertTrue("the teller waited", System.nanoTime() - before < 1_000_000_000)
        go.countDown()
        for (attempt in 1..400) if (synchronized(heard) { heard.size } < 51) Thread.sleep(25)
        assertEquals(listOf(Event.Turned) + wanted, heard)
        assertEquals("a thread of our own", setOf("swafoto"), threads)
        controller.close()
        shadowOf(Looper.getMainLooper()).idle()
    }
}
