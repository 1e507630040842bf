// Of androidx.camera:camera-lifecycle 1.6. Sources: camera/camera-lifecycle/api/1.7.0-rc01.txt.
package androidx.camera.lifecycle

import android.content.Context
import androidx.camera.core.Camera
import androidx.camera.core.CameraSelector
import androidx.camera.core.UseCase
import androidx.lifecycle.LifecycleOwner
import com.google.common.util.concurrent.ListenableFuture

class ProcessCameraProvider private constructor() {
    fun hasCamera(cameraSelector: CameraSelector): Boolean = throw NotImplementedError("$cameraSelector")

    fun bindToLifecycle(
        lifecycleOwner: LifecycleOwner,
        cameraSelector: CameraSelector,
        vararg useCases: UseCase?,
    ): Camera = throw NotImplementedError("$lifecycleOwner $cameraSelector ${useCases.size}")

    companion object {
        @JvmStatic
        fun getInstance(context: Context): ListenableFuture<ProcessCameraProvider> = throw NotImplementedError("$context")
    }
}
