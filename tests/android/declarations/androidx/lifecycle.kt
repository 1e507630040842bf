// Of androidx.lifecycle:lifecycle-common, -runtime, -viewmodel and -livedata-core 2.9. Sources:
// lifecycle/lifecycle-runtime/api/2.10.0-beta01.txt and api/current.txt of the other three.
package androidx.lifecycle

interface LifecycleObserver

interface LifecycleOwner {
    val lifecycle: Lifecycle
}

interface DefaultLifecycleObserver : LifecycleObserver {
    fun onStart(owner: LifecycleOwner) {}

    fun onStop(owner: LifecycleOwner) {}

    fun onDestroy(owner: LifecycleOwner) {}
}

abstract class Lifecycle {
    abstract val currentState: State

    abstract fun addObserver(observer: LifecycleObserver)

    abstract fun removeObserver(observer: LifecycleObserver)

    enum class State { DESTROYED, INITIALIZED, CREATED, STARTED, RESUMED }
}

/** Works as far as starting, stopping and destroying go. */
class LifecycleRegistry(private val provider: LifecycleOwner) : Lifecycle() {
    private val observers = mutableListOf<DefaultLifecycleObserver>()

    override var currentState: State = State.INITIALIZED
        set(value) {
            check(field != State.INITIALIZED || value != State.DESTROYED) { "no event down from INITIALIZED" }
            val (before, started) = field to (value >= State.STARTED)
            field = value
            for (observer in observers.toList()) {
                if (started && before < State.STARTED) observer.onStart(provider)
                if (!started && before >= State.STARTED) observer.onStop(provider)
                if (value == State.DESTROYED) observer.onDestroy(provider)
            }
        }

    override fun addObserver(observer: LifecycleObserver) {
        observers += observer as DefaultLifecycleObserver
    }

    override fun removeObserver(observer: LifecycleObserver) {
        observers -= observer as DefaultLifecycleObserver
    }
}

abstract class ViewModel {
    protected open fun onCleared() {}

    /** As a `ViewModelStore` does at its end; not part of the published interface. */
    internal fun clear() = onCleared()
}

class ViewModelProvider {
    interface Factory {
        fun <T : ViewModel> create(modelClass: Class<T>): T
    }
}

fun interface Observer<T> {
    fun onChanged(value: T)
}

/** Works as far as one value after another goes. */
abstract class LiveData<T> {
    private var observers = emptyList<Pair<LifecycleOwner, Observer<in T>>>()

    fun observe(owner: LifecycleOwner, observer: Observer<in T>) {
        observers = observers + (owner to observer)
    }

    /** Not part of the published interface. */
    internal fun tell(value: T) {
        for ((owner, observer) in observers) if (owner.lifecycle.currentState >= Lifecycle.State.STARTED) observer.onChanged(value)
    }
}
