package swafoto.android.session

import swafoto.Engine

/** One engine for all sessions that live at a time: loading takes a while, and memory is short on the phones we are for. */
internal object SharedEngine {
    private var engine: Engine? = null
    private var leases = 0

    /**
     * The engine, loaded now where none lives. Each lease ends with one [release].
     *
     * @throws swafoto.SwafotoException where it cannot be loaded; there is no lease then.
     */
    @Synchronized
    fun lease(): Engine {
        val leased = engine ?: Engine().also { engine = it }
        leases += 1
        return leased
    }

    /** Ends a lease; the last one lets the engine go. */
    @Synchronized
    fun release() {
        leases -= 1
        if (leases == 0) {
            engine?.close()
            engine = null
        }
    }
}
