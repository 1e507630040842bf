// Of androidx.annotation:annotation-experimental 1.5. Sources: annotation/annotation-experimental/api/current.txt.
package androidx.annotation

import kotlin.reflect.KClass

@Retention(AnnotationRetention.BINARY)
annotation class OptIn(vararg val markerClass: KClass<out Annotation>)
