// Of androidx.compose.ui:ui 1.9. Sources: compose/ui/ui/api/current.txt.
package androidx.compose.ui

interface Modifier {
    companion object : Modifier
}
