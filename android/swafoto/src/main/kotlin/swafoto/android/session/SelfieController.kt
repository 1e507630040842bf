package swafoto.android.session

import android.graphics.ImageFormat
import android.os.SystemClock
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import swafoto.Ending
import swafoto.PictureSize
import swafoto.SelfieSession
import swafoto.SwafotoException
import swafoto.Update
import swafoto.android.SelfieRequest
import swafoto.android.SelfieResult
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem
import swafoto.android.camera.SelfieCamera
import swafoto.android.camera.decodeJpeg
import swafoto.android.camera.yuvPlanes
import swafoto.android.photoOrNull
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * Drives one session: brings frames to the core, takes the still it asks for, and hands over what comes of it.
 *
 * It outlives the screen: [attach] and [detach] follow the screen's lifecycle, [close] ends it. Frames are judged on the
 * camera's own thread, everything else on [worker]; no method makes the main thread wait.
 *
 * @param request what to ask for.
 * @param clock nanoseconds that never go back. Not the images' own time: between cameras, and between preview and still,
 *   its origin differs from phone to phone.
 * @param worker where networks are loaded and receipts signed.
 */
public class SelfieController internal constructor(
    private val request: SelfieRequest,
    private val clock: () -> Long,
    private val worker: CoroutineDispatcher,
) : AutoCloseable {
    public constructor(request: SelfieRequest) : this(request, SystemClock::elapsedRealtimeNanos, Dispatchers.Default)

    private val scope = CoroutineScope(SupervisorJob() + worker)
    private val screens = MutableStateFlow<SelfieScreen>(SelfieScreen.Preparing)
    private val ended = CompletableDeferred<SelfieResult>()

    /** Held while the session is called: a still waits for the frame before it, a frame that comes meanwhile is dropped. */
    private val atWork = ReentrantLock()
    private var opening: SessionOpening? = null
    private var awaitsStill = false
    private var ending = false
    private var frameWidth = 0
    private var frameHeight = 0
    private var lastCall = 0L

    /** When the camera was asked to open. */
    @Volatile private var attachedAt = 0L

    @Volatile private var camera: SelfieCamera? = null
    @Volatile private var closed = false
    private var ticker: Job? = null

    /** What to show now. */
    public val screen: StateFlow<SelfieScreen> = screens.asStateFlow()

    /** Whether the request wants the hints spoken aloud, also where no screen reader runs. */
    public val spoken: Boolean get() = request.spoken

    /** Waits for the end. The photo in it is the caller's: close it when it was sent. */
    public suspend fun result(): SelfieResult = ended.await()

    /** How it ended, as soon as it has. Not taken from the screen, which is told a moment later. */
    @OptIn(ExperimentalCoroutinesApi::class)
    internal val outcome: SelfieResult? get() = if (ended.isCompleted) ended.getCompleted() else null

    /** Opens `camera`, in place of the one before, and lets it feed the session, until [detach]. Main thread. */
    public fun attach(camera: SelfieCamera) {
        if (closed || ended.isCompleted) return
        this.camera?.takeIf { it !== camera }?.close()
        this.camera = camera
        attachedAt = clock()
        camera.open(events)
        ticker?.cancel()
        ticker = scope.launch { tick() }
    }

    /**
     * Closes the camera, as when the app goes to the background. The next [attach] goes on. Main thread.
     *
     * @param which nothing happens where this is not the camera any more: another screen has taken the session over.
     */
    public fun detach(which: SelfieCamera? = camera) {
        if (which == null || which !== camera) return
        ticker?.cancel()
        camera = null
        which.close()
        scope.launch {
            atWork.withLock {
                interrupted()
                show(SelfieScreen.Preparing)
            }
        }
    }

    /** Tells whether the camera may be used. */
    public fun permission(permission: CameraPermission) {
        val granted = permission == CameraPermission.GRANTED
        show(if (granted) SelfieScreen.Preparing else SelfieScreen.NeedsPermission(permission))
    }

    /**
     * The person says whether they cover their head for faith or health: their answer to [Update.askCovering], or unasked.
     * Before the camera has opened there is nobody to tell: what is known then belongs into [SelfieRequest.declaredCovering].
     */
    public fun declareCovering(covered: Boolean) {
        scope.launch {
            atWork.withLock {
                val session = opening?.session ?: return@launch
                call(showing = screens.value is SelfieScreen.Live) { session.declareCovering(covered) }
            }
        }
    }

    /** The person or the app goes back. The result says what stood in the way, if anything did; it is there at once. */
    public fun cancel(): Unit = end(
        when (val now = screens.value) {
            is SelfieScreen.NeedsPermission -> SelfieResult.PermissionDenied
            is SelfieScreen.CameraUnusable -> SelfieResult.CameraUnusable(now.problem)
            else -> SelfieResult.Cancelled
        },
    )

    /** Ends whatever is going on and lets go of everything. Nothing is shown afterwards; who waits is told of a cancellation. */
    override fun close() {
        if (closed) return
        closed = true
        ended.complete(SelfieResult.Cancelled)
        ticker?.cancel()
        camera?.close()
        camera = null
        scope.cancel()
        letGo()
    }

    private val events = object : SelfieCamera.Events {
        override fun opened(stillSize: PictureSize?) {
            scope.launch { atWork.withLock { begin(stillSize) } }
        }

        override fun frame(frame: CameraFrame) {
            if (!atWork.tryLock()) return
            try {
                val session = opening?.session ?: return
                seen(frame)
                call {
                    val image = frame.yuvPlanes()
                    session.previewYuv420(image.y, image.u, image.v, image.format, frame.facts, clock())
                }
            } finally {
                atWork.unlock()
            }
        }

        override fun still(frame: CameraFrame) = atWork.withLock {
            val session = opening?.session ?: return
            awaitsStill = false
            call { judgeStill(session, frame) }
        }

        override fun stillFailed() {
            scope.launch { atWork.withLock { loseStill() } }
        }

        override fun problem(problem: CameraProblem) {
            scope.launch {
                atWork.withLock {
                    interrupted()
                    show(SelfieScreen.CameraUnusable(problem))
                }
            }
        }
    }

    private fun begin(stillSize: PictureSize?) {
        if (closed || ended.isCompleted) return
        opening?.let {
            interrupted()
            show(SelfieScreen.Preparing)
            return
        }
        try {
            opening = SessionOpening(request, stillSize)
            lastCall = clock()
        } catch (refused: SwafotoException) {
            end(SelfieResult.Failed(refused.message.orEmpty()))
        } catch (missing: LinkageError) {
            // The app was built without our library for this phone's processor.
            end(SelfieResult.Failed(missing.toString()))
        } catch (full: OutOfMemoryError) {
            end(SelfieResult.Failed(full.toString()))
        }
    }

    private fun judgeStill(session: SelfieSession, frame: CameraFrame): Update {
        if (frame.format == ImageFormat.YUV_420_888) {
            val image = frame.yuvPlanes()
            return session.stillYuv420(image.y, image.u, image.v, image.format, frame.facts, clock())
        }
        val pixels = SHRINKING.firstNotNullOfOrNull { shrinking ->
            try {
                frame.decodeJpeg(shrinking)
            } catch (_: OutOfMemoryError) {
                // Half as large it may fit. If not, the session guides on and ends by its own limits, which is better than an
                // app that falls over.
                null
            }
        }
        return if (pixels == null) session.stillFailed(clock())
        else session.stillPacked(pixels.bytes, pixels.format, frame.facts, clock())
    }

    /** What was seen before counts no longer: the camera stopped. */
    private fun interrupted() {
        val session = opening?.session ?: return
        loseStill(showing = false)
        call(showing = false) {
            session.cameraChanged()
            session.tick(clock())
        }
    }

    private fun loseStill(showing: Boolean = true) {
        val session = opening?.session ?: return
        if (!awaitsStill) return
        awaitsStill = false
        call(showing) { session.stillFailed(clock()) }
    }

    private fun seen(frame: CameraFrame) {
        frameWidth = frame.uprightWidth
        frameHeight = frame.uprightHeight
    }

    /** Calls the session and carries out what it says; shows it, unless something else has to be seen. */
    private fun call(showing: Boolean = true, say: () -> Update) {
        if (ending || ended.isCompleted) return
        try {
            val update = say()
            lastCall = clock()
            if (showing) show(SelfieScreen.Live(Guidance(update, frameWidth, frameHeight)))
            carryOut(update)
        } catch (_: SwafotoException.InvalidFrame) {
            // The camera changed its frames without a word.
            opening?.session?.cameraChanged()
        } catch (_: SwafotoException.UnexpectedStill) {
            // The session guides on, and says so with the next frame.
        } catch (_: SwafotoException.Photo) {
            // Likewise.
        } catch (defect: SwafotoException) {
            end(SelfieResult.Failed(defect.message.orEmpty()))
        }
    }

    private fun carryOut(update: Update) {
        if (update.capture) {
            awaitsStill = true
            camera?.takeStill() ?: loseStill()
        }
        update.ending?.let {
            ending = true
            scope.launch { end(resultOf(it, update)) }
        }
    }

    /** The core's limits hold also where a camera delivers nothing: it has to hear that time passes. */
    private suspend fun tick() {
        while (scope.isActive) {
            delay(TICK_MILLISECONDS)
            if (!atWork.tryLock()) continue
            try {
                val session = opening?.session
                if (session == null) {
                    giveUpWaiting()
                    continue
                }
                if (clock() - lastCall < TICK_MILLISECONDS * NANOSECONDS_A_MILLISECOND) continue
                // Why there is no frame may be on the screen, and stays there.
                call(showing = screens.value is SelfieScreen.Live) { session.tick(clock()) }
            } finally {
                atWork.unlock()
            }
        }
    }

    /** Some cameras neither open nor say why not. */
    private fun giveUpWaiting() {
        if (clock() - attachedAt > OPENING_NANOSECONDS && screens.value == SelfieScreen.Preparing) {
            show(SelfieScreen.CameraUnusable(CameraProblem.FAILED))
        }
    }

    private fun resultOf(ending: Ending, update: Update): SelfieResult = try {
        val capture = atWork.withLock { opening?.session?.takeCapture() }
        // Signing may take long; the session is not needed for it.
        val photo = capture?.use { it.toPhoto(request.signingKey) }
        when (ending) {
            Ending.ACCEPTED -> photo?.let(SelfieResult::Accepted) ?: SelfieResult.Failed("accepted without a photo")
            Ending.BLOCKED ->
                photo?.let { SelfieResult.ForReview(it, update.reasons) } ?: SelfieResult.Blocked(update.reasons)
            Ending.TIMED_OUT -> SelfieResult.TimedOut
            Ending.CAMERA_FAILED -> SelfieResult.CameraFailed
            Ending.CANCELLED -> SelfieResult.Cancelled
        }
    } catch (defect: SwafotoException) {
        SelfieResult.Failed(defect.message.orEmpty())
    }

    private fun end(result: SelfieResult) {
        if (!ended.complete(result)) {
            // Nobody will receive it: the person went back while it was being signed.
            result.photoOrNull?.close()
            return
        }
        screens.value = SelfieScreen.Finished(result)
        ticker?.cancel()
        letGo()
    }

    /** Not in [scope], which may have ended, and not on the caller's thread, which may be the main one. */
    private fun letGo() {
        CoroutineScope(worker).launch {
            atWork.withLock {
                opening?.close()
                opening = null
            }
        }
    }

    private fun show(screen: SelfieScreen) {
        // In one step: the end may come from another thread, and nothing replaces it.
        screens.update { now -> if (ended.isCompleted || closed) now else screen }
    }

    private companion object {
        const val TICK_MILLISECONDS = 250L
        const val NANOSECONDS_A_MILLISECOND = 1_000_000L
        const val OPENING_NANOSECONDS = 10_000_000_000L

        /** How much smaller a still's sides may be decoded, the largest picture first. */
        val SHRINKING = listOf(1, 2)
    }
}
