package swafoto.android

import android.app.Application
import android.content.pm.PackageManager
import android.os.Looper
import androidx.camera.core.Camera
import androidx.camera.core.CameraInfo
import androidx.camera.core.CameraState
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageCapture
import androidx.camera.core.ImageCaptureException
import androidx.camera.core.ImageInfo
import androidx.camera.core.ImageProxy
import androidx.camera.core.UseCase
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LiveData
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import swafoto.CameraProblem
import swafoto.PictureSize
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.SelfieCamera
import swafoto.camerax.CameraXSelfieCamera
import java.nio.ByteBuffer
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** The camera by CameraX, over declarations that do what a test says. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class CameraXTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val told = mutableListOf<String>()
    private val phone = Phone().also { ProcessCameraProvider.phone = it }
    private val camera by lazy { CameraXSelfieCamera(application) }

    private val events = object : SelfieCamera.Events {
        private fun hear(what: String) = synchronized(told) { told += what }.let { }

        override fun opened(stillSize: PictureSize?) = hear("opened ${stillSize?.width} ${stillSize?.height}")

        override fun frame(frame: CameraFrame) = hear("frame ${frame.rotation}")

        override fun frameRefused() = hear("refused")

        override fun still(frame: CameraFrame) = hear("still ${frame.rotation}")

        override fun stillFailed() = hear("still failed")

        override fun turned() = hear("turned")

        override fun takenAway() = hear("taken away")

        override fun problem(problem: CameraProblem) = hear("$problem")
    }

    /** CameraX, and the cameras of its phone. */
    private class Phone : ProcessCameraProvider.Phone {
        var there: () -> Boolean = { true }
        var fault: Throwable? = null
        val owners = mutableListOf<LifecycleOwner>()
        val statesBefore = mutableListOf<Lifecycle.State>()
        var useCases = emptyList<UseCase>()
        val state = object : LiveData<CameraState>() {}

        override fun hasCamera() = there()

        override fun bind(owner: LifecycleOwner, useCases: List<UseCase>): Camera {
            owners += owner
            statesBefore += owner.lifecycle.currentState
            fault?.let { throw it }
            this.useCases = useCases
            return object : Camera {
                override val cameraInfo = object : CameraInfo {
                    override val cameraState = state
                }
            }
        }

        fun become(type: CameraState.Type, error: Int? = null) = state.tell(object : CameraState() {
            override val type = type
            override val error = error?.let {
                object : StateError() {
                    override val code = it
                }
            }
        })
    }

    private class Picture(private val closedAlready: Boolean = false, override val format: Int = 35) : ImageProxy {
        override val width = 4
        override val height = 4
        override val imageInfo = object : ImageInfo {
            override val rotationDegrees = 270
        }
        override val planes: Array<ImageProxy.PlaneProxy> get() {
            check(!closedAlready) { "Image is already closed" }
            val plane = object : ImageProxy.PlaneProxy {
                override val rowStride = 4
                override val pixelStride = 1
                override val buffer: ByteBuffer = ByteBuffer.allocateDirect(16)
            }
            return arrayOf(plane, plane, plane)
        }

        override fun close() = Unit
    }

    private fun settle() = shadowOf(Looper.getMainLooper()).idle()

    private fun open() {
        camera.open(events)
        settle()
    }

    private inline fun <reified T> useCase() = phone.useCases.filterIsInstance<T>().single()

    /** Delivers on the camera's own thread; whatever escapes there would end the app. */
    private fun deliver(picture: Picture) {
        val (executor, analyser) = checkNotNull(useCase<ImageAnalysis>().analyser)
        onItsThread(executor) { analyser.analyze(picture) }
    }

    private fun onItsThread(executor: java.util.concurrent.Executor, work: () -> Unit) {
        val done = CountDownLatch(1)
        var escaped: Throwable? = null
        executor.execute {
            try {
                work()
            } catch (any: Throwable) {
                escaped = any
            }
            done.countDown()
        }
        assertTrue(done.await(10, TimeUnit.SECONDS))
        escaped?.let { throw AssertionError("it would have ended the app", it) }
    }

    @Test
    fun theCameraOpensDeliversAndCloses() {
        open()
        phone.become(CameraState.Type.CLOSED)
        phone.become(CameraState.Type.OPENING)
        phone.become(CameraState.Type.OPEN)
        deliver(Picture())
        camera.takeStill()
        val (executor, callback) = checkNotNull(useCase<ImageCapture>().asked)
        onItsThread(executor) { callback.onCaptureSuccess(Picture()) }
        onItsThread(executor) { callback.onError(ImageCaptureException(0, "as it was told", null)) }
        assertEquals(listOf("opened 1944 2592", "frame 270", "still 270", "still failed"), told)
        camera.close()
        assertEquals(Lifecycle.State.DESTROYED, phone.owners.single().lifecycle.currentState)
        onItsThread(executor) { callback.onCaptureSuccess(Picture()) }
        phone.become(CameraState.Type.CLOSED)
        assertEquals("a closed camera says no more", 4, told.size)
    }

    @Test
    fun aCameraThatIsTakenAwayWithoutAnErrorSaysSo() {
        open()
        phone.become(CameraState.Type.OPEN)
        phone.become(CameraState.Type.CLOSING)
        phone.become(CameraState.Type.CLOSED)
        assertEquals("taken away", told.last())
        // It is fetched again, and the former is let go of.
        open()
        assertEquals(listOf(Lifecycle.State.DESTROYED, Lifecycle.State.RESUMED), phone.owners.map { it.lifecycle.currentState })
    }

    @Test
    fun anErrorIsToldAndACameraThatComesBackOpensAnew() {
        open()
        phone.become(CameraState.Type.OPEN)
        phone.become(CameraState.Type.CLOSING, CameraState.ERROR_CAMERA_IN_USE)
        phone.become(CameraState.Type.CLOSED)
        phone.become(CameraState.Type.OPEN)
        assertEquals(listOf("opened 1944 2592", "IN_USE", "opened 1944 2592"), told)
    }

    @Test
    fun onlyAPhoneWithoutAFrontCameraHasNone() {
        phone.there = { false }
        for ((feature, wanted) in mapOf(true to "FAILED", false to "NO_FRONT_CAMERA")) {
            shadowOf(application.packageManager).setSystemFeature(PackageManager.FEATURE_CAMERA_FRONT, feature)
            open()
            assertEquals(wanted, told.last())
        }
        phone.there = { throw IllegalStateException("as it was told") }
        open()
        assertEquals("FAILED", told.last())
    }

    @Test
    fun whateverBindingThrowsNothingStaysBehind() {
        val faults = listOf(IllegalArgumentException(), IllegalStateException(), UnsupportedOperationException(), NoClassDefFoundError())
        for (fault in faults) {
            phone.fault = fault
            open()
            assertEquals("$fault", "FAILED", told.last())
        }
        assertEquals(faults.size, told.size)
        assertEquals(faults.map { Lifecycle.State.CREATED }, phone.statesBefore)
        assertEquals(faults.map { Lifecycle.State.DESTROYED }, phone.owners.map { it.lifecycle.currentState })
    }

    @Test
    fun picturesThatCannotBeReadEndNoApp() {
        open()
        phone.become(CameraState.Type.OPEN)
        deliver(Picture(closedAlready = true))
        deliver(Picture(format = 1))
        camera.takeStill()
        val (executor, callback) = checkNotNull(useCase<ImageCapture>().asked)
        onItsThread(executor) { callback.onCaptureSuccess(Picture(closedAlready = true)) }
        assertEquals(listOf("refused", "refused", "still failed"), told.drop(1))
    }
}
