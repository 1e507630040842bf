// Of androidx.lifecycle:lifecycle-runtime-compose 2.9. Sources: lifecycle/lifecycle-runtime-compose/api/current.txt.
package androidx.lifecycle.compose

import androidx.compose.runtime.ProvidableCompositionLocal
import androidx.lifecycle.LifecycleOwner

val LocalLifecycleOwner: ProvidableCompositionLocal<LifecycleOwner> get() = throw NotImplementedError()
