package swafoto.android.session

import android.os.Handler
import android.os.Looper
import android.os.SystemClock
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import swafoto.CameraPermission
import swafoto.Command
import swafoto.Event
import swafoto.Outcome
import swafoto.SelfieFlow
import swafoto.Step
import swafoto.Turn
import swafoto.android.SelfieRequest
import swafoto.android.SelfieResult
import swafoto.android.camera.SelfieCamera
import swafoto.android.photoOrNull
import swafoto.android.toFlow
import java.util.concurrent.Executor
import java.util.concurrent.ScheduledExecutorService

/**
 * Carries one selfie between phone and core: tells the core what happens, and has done what it says.
 *
 * It outlives the screen: [attach] and [detach] follow the screen's lifecycle, [close] ends it. Frames and stills are judged on the
 * camera's own thread, everything else on a thread of ours, in order; no method makes the main thread wait. Whatever is thrown on
 * the way ends as a result, never in the app.
 *
 * @param request what to ask for.
 * @param clock nanoseconds that never go back. Not the images' own time: between cameras, and between preview and still,
 *   its origin differs from phone to phone.
 * @param worker one thread, in order; so is [main].
 */
public class SelfieController internal constructor(
    private val request: SelfieRequest,
    clock: () -> Long,
    private val worker: ScheduledExecutorService,
    private val main: Executor,
    makeFlow: () -> SelfieFlow = { SelfieFlow(request.toFlow()) },
) : AutoCloseable {
    public constructor(request: SelfieRequest) :
        this(request, SystemClock::elapsedRealtimeNanos, OneThread(), Executor(Handler(Looper.getMainLooper())::post))

    private val flow: FlowCalls = FlowCalls(makeFlow, clock, worker, ::handOn) { end(SelfieResult.Failed("$it")) }
    private val camera = CameraSlot(flow)
    private val drawings = MutableStateFlow<Drawing?>(null)
    private val ended = CompletableDeferred<SelfieResult>()
    private var output: SelfieOutput? = null
    private var delivered = false
    private var permission: CameraPermission? = null

    /** Scenes that were left while no screen was there to hear it. */
    private val unheard = ArrayDeque<Step>()

    /** What to draw now; nothing before the library has loaded. */
    public val drawing: StateFlow<Drawing?> = drawings.asStateFlow()

    /** Waits for the end. The photo in it is the caller's: close it when it was sent. */
    public suspend fun result(): SelfieResult = ended.await()

    /** How it ended, as soon as it has. */
    @OptIn(ExperimentalCoroutinesApi::class)
    internal val outcome: SelfieResult? get() = if (ended.isCompleted) ended.getCompleted() else null

    /** Tells that something happened, after all that was told before. Main thread. */
    public fun tell(event: Event) {
        if (event is Event.Permission) permission = event.permission
        flow.tell(event)
    }

    /** Tells whether the app may use the camera, as far as a screen that comes on show can know. */
    internal fun permit(granted: Boolean) {
        val before = permission.takeIf { it != CameraPermission.GRANTED }
        tell(Event.Permission(if (granted) CameraPermission.GRANTED else before ?: CameraPermission.NOT_ASKED))
    }

    /** Tells the screen's languages, unless the request names some. */
    internal fun speak(languages: List<String>) {
        if (request.languages.isEmpty()) tell(Event.Language(languages))
    }

    /** The screen is on show, in place of the one before; `camera` is opened when it is time. Main thread. */
    public fun attach(camera: SelfieCamera, output: SelfieOutput) {
        this.output = output
        if (outcome != null) return deliver()
        this.camera.put(camera)
        while (unheard.isNotEmpty()) output.left(unheard.removeFirst())
        flow.tick(true)
        tell(Event.Shown)
    }

    /**
     * The screen is not on show any more, as when the app goes to the background: the camera is closed. Main thread.
     *
     * @param which nothing happens where this is not the camera any more: another screen has taken its place.
     * @param rebuilt the screen is built anew at once, as after a rotation: for the person it was never gone.
     */
    public fun detach(which: SelfieCamera, rebuilt: Boolean = false) {
        if (!camera.remove(which, stays = rebuilt)) return
        output = null
        if (rebuilt) return
        flow.tick(false)
        tell(Event.Hidden)
    }

    /** The app takes the screen away. The result is there at once, and no screen is told. Main thread. */
    public fun leave(): SelfieResult {
        delivered = true
        if (outcome == null) end(resultOf(flow::leaving))
        return checkNotNull(outcome)
    }

    /** Ends whatever is going on and lets go of everything. Nothing is shown afterwards; who waits is told of a cancellation. */
    override fun close() {
        output = null
        delivered = true
        camera.removeAny()
        end(SelfieResult.Cancelled)
        worker.shutdown()
    }

    private fun handOn(turn: Turn): Unit = main.execute {
        try {
            if (outcome == null) carryOut(turn)
        } catch (thrown: Throwable) {
            // As by the app's own screen.
            flow.tell(Event.Defect("$thrown"))
        }
    }

    private fun carryOut(turn: Turn) {
        val screen = turn.screen ?: drawings.value?.screen
        if (screen != null) drawings.value = Drawing(screen, turn.overlay)
        turn.say?.let { output?.say(it) }
        turn.feel?.let { output?.feel(it) }
        for (step in turn.steps) output?.left(step) ?: unheard.add(step)
        for (command in turn.commands) when (command) {
            Command.OPEN_CAMERA -> camera.open()
            Command.TAKE_STILL -> camera.takeStill()
            Command.CLOSE_CAMERA -> camera.close()
            Command.ASK_PERMISSION -> output?.askForCamera()
            Command.OPEN_SETTINGS -> output?.openSettings()
            Command.FINISH -> worker.execute(::finish)
        }
    }

    /** Signing may take a while. */
    private fun finish() {
        if (outcome == null) end(resultOf(flow::takeOutcome))
    }

    private fun resultOf(outcome: () -> Outcome?): SelfieResult = try {
        outcome()?.toResult(request.signingKey) ?: SelfieResult.Cancelled
    } catch (thrown: Throwable) {
        SelfieResult.Failed("$thrown")
    }

    private fun end(result: SelfieResult) {
        if (!ended.complete(result)) {
            // Nobody will receive it: the app left while it was being signed.
            result.photoOrNull?.close()
            return
        }
        flow.end()
        main.execute {
            camera.removeAny()
            deliver()
        }
    }

    private fun deliver() {
        val (output, result) = (output ?: return) to (outcome ?: return)
        this.output = null
        if (delivered) return
        delivered = true
        output.finished(result)
    }
}
