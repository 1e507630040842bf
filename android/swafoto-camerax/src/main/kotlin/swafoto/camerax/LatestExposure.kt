package swafoto.camerax

import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.CaptureResult
import android.hardware.camera2.TotalCaptureResult
import androidx.annotation.OptIn
import androidx.camera.camera2.interop.Camera2Interop
import androidx.camera.camera2.interop.ExperimentalCamera2Interop
import androidx.camera.core.ImageAnalysis
import swafoto.ExposureFacts

/** What the camera said about its last capture: a frame or two older than the one it goes with, slow as light changes. */
internal class LatestExposure : CameraCaptureSession.CaptureCallback() {
    /** Nothing before the first capture, and on cameras that say nothing. */
    @Volatile
    var facts: ExposureFacts? = null
        private set

    @OptIn(ExperimentalCamera2Interop::class)
    fun listen(analysis: ImageAnalysis.Builder) {
        Camera2Interop.Extender(analysis).setSessionCaptureCallback(this)
    }

    override fun onCaptureCompleted(session: CameraCaptureSession, request: CaptureRequest, result: TotalCaptureResult) {
        facts = exposureOf(result)
    }
}

/** ISO, exposure time and aperture of a capture; nothing where the camera leaves one out. */
internal fun exposureOf(result: CaptureResult): ExposureFacts? {
    val sensitivity = result.get(CaptureResult.SENSOR_SENSITIVITY) ?: return null
    val nanoseconds = result.get(CaptureResult.SENSOR_EXPOSURE_TIME) ?: return null
    val aperture = result.get(CaptureResult.LENS_APERTURE) ?: return null
    // Cameras that brighten after the sensor say so apart, in percent.
    val boost = result.get(CaptureResult.CONTROL_POST_RAW_SENSITIVITY_BOOST) ?: WITHOUT_BOOST
    return ExposureFacts(
        iso = sensitivity * boost / WITHOUT_BOOST.toFloat(),
        exposureTimeS = nanoseconds / NANOSECONDS_A_SECOND,
        aperture = aperture,
    )
}

private const val WITHOUT_BOOST = 100
private const val NANOSECONDS_A_SECOND = 1e9f
