package swafoto.android

import android.hardware.camera2.CaptureResult
import androidx.camera.core.CameraState
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowCaptureResult
import swafoto.CameraProblem
import swafoto.ExposureFacts
import swafoto.camerax.exposureOf
import swafoto.camerax.problemOf

/** What Camera2 and CameraX say, in the core's terms. */
@RunWith(AndroidRunner::class)
class ExposureTest {
    private fun result(vararg facts: Pair<CaptureResult.Key<*>, Any>): CaptureResult =
        ShadowCaptureResult.newCaptureResult().also { result ->
            @Suppress("UNCHECKED_CAST")
            for ((key, value) in facts) shadowOf(result).set(key as CaptureResult.Key<Any>, value)
        }

    private val sensitivity = CaptureResult.SENSOR_SENSITIVITY to 400
    private val time = CaptureResult.SENSOR_EXPOSURE_TIME to 20_000_000L
    private val aperture = CaptureResult.LENS_APERTURE to 2.2f

    @Test
    fun exposureComesInIsoSecondsAndFNumber() {
        assertEquals(ExposureFacts(400f, 0.02f, 2.2f), exposureOf(result(sensitivity, time, aperture)))
        val boost = CaptureResult.CONTROL_POST_RAW_SENSITIVITY_BOOST to 150
        assertEquals(ExposureFacts(600f, 0.02f, 2.2f), exposureOf(result(sensitivity, time, aperture, boost)))
    }

    @Test
    fun halfTheFactsAreNone() {
        val all = listOf(sensitivity, time, aperture)
        for (missing in all) assertNull("$missing", exposureOf(result(*(all - missing).toTypedArray())))
    }

    @Test
    fun everyErrorOfCameraXHasAName() {
        val names = (1..8).associateWith(::problemOf)
        assertEquals(CameraProblem.IN_USE, names[CameraState.ERROR_CAMERA_IN_USE])
        assertEquals(CameraProblem.IN_USE, names[CameraState.ERROR_MAX_CAMERAS_IN_USE])
        assertEquals(CameraProblem.DISABLED, names[CameraState.ERROR_CAMERA_DISABLED])
        assertEquals(CameraProblem.FAILED, names[CameraState.ERROR_CAMERA_FATAL_ERROR])
    }
}
