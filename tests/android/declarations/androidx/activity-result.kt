// Of androidx.activity:activity 1.13. Sources: activity/activity/api/1.13.0-rc01.txt.
package androidx.activity.result

fun interface ActivityResultCallback<O> {
    fun onActivityResult(result: O)
}

abstract class ActivityResultLauncher<I> {
    abstract fun launch(input: I)
}
