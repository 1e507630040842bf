package swafoto.android.session

import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit

/**
 * A thread of our own on which things happen in the order in which they were asked for: networks load and receipts are signed on
 * it, which may take seconds, and the app's pools are for the app. It ends while there is nothing to do; what is asked of it after
 * its end is left undone.
 */
internal class OneThread : ScheduledThreadPoolExecutor(1, { work -> Thread(work, "swafoto").apply { isDaemon = true } }, DiscardPolicy()) {
    init {
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
        allowCoreThreadTimeOut(true)
        removeOnCancelPolicy = true
    }

    private companion object {
        const val IDLE_SECONDS = 5L
    }
}
