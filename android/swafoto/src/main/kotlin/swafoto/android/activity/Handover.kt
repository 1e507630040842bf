package swafoto.android.activity

import swafoto.android.SelfieResult
import swafoto.android.photoOrNull
import java.util.UUID

/**
 * Where a result waits on its way from one screen to another. A photo is too large for an intent, and a file would store
 * it; so it stays in memory, and is lost with the process.
 */
internal object Handover {
    private var waiting: Pair<String, SelfieResult>? = null

    /** Leaves `result`; the key goes into the intent. What nobody fetched before is wiped. */
    @Synchronized
    fun leave(result: SelfieResult): String {
        waiting?.second?.photoOrNull?.close()
        return UUID.randomUUID().toString().also { waiting = it to result }
    }

    /** Fetches what was left under `key`, once. */
    @Synchronized
    fun fetch(key: String): SelfieResult? {
        val result = waiting?.takeIf { it.first == key }?.second ?: return null
        waiting = null
        return result
    }
}
