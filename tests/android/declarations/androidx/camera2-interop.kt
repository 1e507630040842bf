// Of androidx.camera:camera-camera2 1.6. Sources: camera/camera-camera2/api/1.7.0-rc01.txt, where `Extender` is deprecated in
// favour of what 1.6 does not have yet.
package androidx.camera.camera2.interop

import android.hardware.camera2.CameraCaptureSession
import androidx.camera.core.ExtendableBuilder

@Retention(AnnotationRetention.BINARY)
annotation class ExperimentalCamera2Interop

class Camera2Interop private constructor() {
    class Extender<T>(private val baseBuilder: ExtendableBuilder<T>) {
        fun setSessionCaptureCallback(captureCallback: CameraCaptureSession.CaptureCallback): Extender<T> =
            also { checkNotNull(baseBuilder to captureCallback) }
    }
}
