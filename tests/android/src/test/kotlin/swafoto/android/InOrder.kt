package swafoto.android

import java.util.concurrent.Delayed
import java.util.concurrent.FutureTask
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** Worker and main thread in one, and that the caller's own: a test says what happens when. Things happen in the order of asking. */
class InOrder : ScheduledThreadPoolExecutor(0) {
    private val waiting = ArrayDeque<Runnable>()
    private var busy = false
    private var repeated: Repeated? = null

    override fun execute(command: Runnable) {
        waiting.add(command)
        if (busy) return
        busy = true
        try {
            while (waiting.isNotEmpty()) waiting.removeFirst().run()
        } finally {
            busy = false
        }
    }

    override fun scheduleWithFixedDelay(command: Runnable, initialDelay: Long, delay: Long, unit: TimeUnit): ScheduledFuture<*> =
        Repeated(command, unit.toNanos(delay)).also { repeated = it }

    /** What is to be done again and again, until it was called off, and after how many nanoseconds. */
    val due: Repeated? get() = repeated?.takeUnless { it.isCancelled }

    class Repeated(val work: Runnable, val nanoseconds: Long) : FutureTask<Unit>({ }), ScheduledFuture<Unit> {
        override fun getDelay(unit: TimeUnit) = 0L

        override fun compareTo(other: Delayed) = 0
    }
}
