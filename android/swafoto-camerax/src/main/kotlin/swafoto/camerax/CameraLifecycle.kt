package swafoto.camerax

import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.LifecycleRegistry

/** CameraX opens and closes cameras with a lifecycle; this one is from a camera's opening to its end. Main thread. */
internal class CameraLifecycle : LifecycleOwner {
    private val registry = LifecycleRegistry(this)

    override val lifecycle: Lifecycle get() = registry

    fun begin() {
        registry.currentState = Lifecycle.State.RESUMED
    }

    fun end() {
        // A registry that never began cannot end.
        if (registry.currentState != Lifecycle.State.INITIALIZED) registry.currentState = Lifecycle.State.DESTROYED
    }
}
