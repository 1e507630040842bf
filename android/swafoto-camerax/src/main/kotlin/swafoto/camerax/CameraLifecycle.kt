package swafoto.camerax

import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LifecycleRegistry

/**
 * CameraX opens and closes cameras with a lifecycle; this one is from a camera's binding to its end. Main thread.
 *
 * It is created before anything is bound to it, so that it can be destroyed whatever came of that: CameraX keeps what was bound to
 * one that never ends.
 */
internal class CameraLifecycle : LifecycleOwner {
    private val registry = LifecycleRegistry(this).apply { currentState = Lifecycle.State.CREATED }

    override val lifecycle: Lifecycle get() = registry

    fun begin() {
        registry.currentState = Lifecycle.State.RESUMED
    }

    fun end() {
        registry.currentState = Lifecycle.State.DESTROYED
    }
}
