// Of androidx.compose.runtime:runtime 1.9. Sources: compose/runtime/runtime/api/current.txt. Compiled without Compose's
// compiler plugin, so an annotated function is a plain one here.
package androidx.compose.runtime

@Target(AnnotationTarget.FUNCTION, AnnotationTarget.TYPE, AnnotationTarget.TYPE_PARAMETER, AnnotationTarget.PROPERTY_GETTER)
annotation class Composable

interface State<out T> {
    val value: T
}

@Composable
fun <T> rememberUpdatedState(newValue: T): State<T> = throw NotImplementedError("$newValue")

@Composable
inline fun <T> key(vararg keys: Any?, block: @Composable () -> T): T = block().also { check(keys.isNotEmpty()) }

abstract class ProvidableCompositionLocal<T> {
    val current: T
        @Composable get() = throw NotImplementedError()
}
