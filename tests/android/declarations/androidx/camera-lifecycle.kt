// Of androidx.camera:camera-lifecycle 1.6. Sources: camera/camera-lifecycle/api/1.7.0-rc01.txt.
package androidx.camera.lifecycle

import android.content.Context
import androidx.camera.core.Camera
import androidx.camera.core.CameraSelector
import androidx.camera.core.UseCase
import androidx.lifecycle.LifecycleOwner
import com.google.common.util.concurrent.ListenableFuture
import java.util.concurrent.Executor
import java.util.concurrent.FutureTask

/** Does what a test says in [phone]: which cameras there are, and what comes of binding one. */
class ProcessCameraProvider private constructor() {
    fun hasCamera(cameraSelector: CameraSelector): Boolean = phone.hasCamera()

    fun bindToLifecycle(lifecycleOwner: LifecycleOwner, cameraSelector: CameraSelector, vararg useCases: UseCase?): Camera =
        phone.bind(lifecycleOwner, useCases.filterNotNull())

    /** Not part of the published interface. */
    interface Phone {
        fun hasCamera(): Boolean

        fun bind(owner: LifecycleOwner, useCases: List<UseCase>): Camera
    }

    companion object {
        /** Not part of the published interface. */
        lateinit var phone: Phone

        @JvmStatic
        fun getInstance(context: Context): ListenableFuture<ProcessCameraProvider> = Answered(ProcessCameraProvider())
    }
}

private class Answered<T>(answer: T) : FutureTask<T>({ answer }), ListenableFuture<T> {
    init {
        run()
    }

    override fun addListener(listener: Runnable, executor: Executor) = executor.execute(listener)
}
