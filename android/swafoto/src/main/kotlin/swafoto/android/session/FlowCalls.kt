package swafoto.android.session

import swafoto.Event
import swafoto.InternalException
import swafoto.Outcome
import swafoto.SelfieFlow
import swafoto.Turn
import swafoto.tickIntervalMs
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * Every call to the flow. Whatever is thrown by one is told to the flow, which says what becomes of it; turns are handed on in the
 * order in which the flow gave them.
 *
 * @param makeFlow loads the library, with the first call.
 * @param clock nanoseconds that never go back.
 * @param worker one thread, in order.
 * @param handOn takes a turn; quick.
 * @param fail hears what was thrown where not even that can be told to the flow.
 */
internal class FlowCalls(
    makeFlow: () -> SelfieFlow,
    private val clock: () -> Long,
    private val worker: ScheduledExecutorService,
    private val handOn: (Turn) -> Unit,
    private val fail: (Throwable) -> Unit,
) {
    private val flow = lazy(makeFlow)
    private val inOrder = ReentrantLock()
    private var ticking: ScheduledFuture<*>? = null
    @Volatile private var over = false

    /** Tells that something happened, after all that was told before. */
    fun tell(event: Event) = worker.execute { call { flow, now -> flow.tell(event, now) } }

    /**
     * Calls on the caller's own thread, after a call that is at work.
     *
     * @param refused what it means where the camera hands over what cannot be read; else a defect.
     */
    fun call(refused: Event? = null, say: (SelfieFlow, Long) -> Turn?) {
        if (over) return
        try {
            inOrder.withLock { say(flow.value, clock())?.let(handOn) }
        } catch (thrown: Throwable) {
            confess(thrown, refused)
        }
    }

    /** The same, unless a call is at work. */
    fun callIfFree(refused: Event, say: (SelfieFlow, Long) -> Turn?) {
        if (!inOrder.tryLock()) return
        try {
            call(refused, say)
        } finally {
            inOrder.unlock()
        }
    }

    private fun confess(thrown: Throwable, refused: Event?) {
        val event = when {
            thrown is OutOfMemoryError -> Event.OutOfMemory
            thrown is Exception && thrown !is InternalException && refused != null -> refused
            else -> Event.Defect("$thrown")
        }
        try {
            inOrder.withLock { handOn(flow.value.tell(event, clock())) }
        } catch (_: Throwable) {
            // As where the app was built without our library for this phone's processor.
            fail(thrown)
        }
    }

    /** Tells that time passes, or no longer. */
    fun tick(on: Boolean) = worker.execute {
        ticking?.cancel(false)
        ticking = null
        if (on) call { _, _ ->
            val interval = tickIntervalMs().toLong()
            val tick = Runnable { call { flow, now -> flow.tell(Event.Tick, now) } }
            ticking = worker.scheduleWithFixedDelay(tick, interval, interval, TimeUnit.MILLISECONDS)
            null
        }
    }

    /** What leaving means now; does not wait. */
    fun leaving(): Outcome = if (flow.isInitialized()) flow.value.outcomeOfLeaving() else Outcome.Cancelled

    /** On the worker. */
    fun takeOutcome(): Outcome? = flow.value.takeOutcome()

    /** No call is made any more. A photo that nobody took is wiped once the call at work has ended. */
    fun end() {
        over = true
        worker.execute {
            ticking?.cancel(false)
            if (flow.isInitialized()) flow.value.use(SelfieFlow::release)
        }
    }
}
