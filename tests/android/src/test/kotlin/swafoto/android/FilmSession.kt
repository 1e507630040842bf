package swafoto.android

import android.content.Context
import swafoto.Action
import swafoto.Announcement
import swafoto.Case
import swafoto.CameraPermission
import swafoto.Event
import swafoto.FrameFacts
import swafoto.Haptic
import swafoto.PackedFormat
import swafoto.PolicyChoice
import swafoto.PreviewArea
import swafoto.READING_NS
import swafoto.RuleId
import swafoto.Scene
import swafoto.Screen
import swafoto.SelfieFlow
import swafoto.Step
import swafoto.Turn
import swafoto.Yuv420Format
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieOutput
import swafoto.android.view.SelfieView
import swafoto.ruleName
import swafoto.turnRecord
import java.nio.ByteBuffer

/** The same, by a policy that asks whether the head is covered as soon as there is any doubt. */
fun SelfieRequest.askingAtOnce(): SelfieRequest {
    val text = (policy as PolicyChoice.Toml).text
    return copy(policy = PolicyChoice.Toml("$text\n[session]\nask-covering-after-s = 0.1\n"))
}

/** What a case asks for. */
fun Case.toRequest(signingKey: String? = null) = SelfieRequest(
    policy = PolicyChoice.Toml(policyText()),
    nonce = "nonce of $name",
    retake = request.retake.map { wanted -> RuleId.entries.first { ruleName(it) == wanted } },
    declaredCovering = request.declared_covering,
    signingKey = signingKey,
)

/** A flow all of whose turns are heard. */
class HeardFlow(request: SelfieRequest, private val hear: (Turn) -> Unit) : SelfieFlow(request.toFlow()) {
    override fun tell(event: Event, atNs: Long) = super.tell(event, atNs).also(hear)

    override fun frameYuv420(y: ByteBuffer, u: ByteBuffer, v: ByteBuffer, format: Yuv420Format, facts: FrameFacts, atNs: Long) =
        super.frameYuv420(y, u, v, format, facts, atNs)?.also(hear)

    override fun stillYuv420(y: ByteBuffer, u: ByteBuffer, v: ByteBuffer, format: Yuv420Format, facts: FrameFacts, atNs: Long) =
        super.stillYuv420(y, u, v, format, facts, atNs).also(hear)

    override fun stillPacked(pixels: ByteBuffer, format: PackedFormat, facts: FrameFacts, atNs: Long) =
        super.stillPacked(pixels, format, facts, atNs).also(hear)
}

/**
 * A controller that works on the caller's thread and has a film's clock, so that a test says what happens when; and all
 * that it showed, said and let be felt. The person in the film answers as the case says.
 *
 * @param change what is asked for otherwise than the case does.
 */
class FilmSession(
    context: Context,
    name: String,
    layout: Layout = Layout.PLANES,
    signingKey: String? = null,
    change: SelfieRequest.() -> SelfieRequest = { this },
    deliverStill: (FilmCamera) -> Unit = FilmCamera::deliverStill,
) : SelfieOutput, SelfieView.Host, AutoCloseable {
    val camera = FilmCamera(context, name, layout, deliverStill)
    private val thread = InOrder()
    val turns = mutableListOf<Turn>()

    /** Every screen, each time that it was another. */
    val screens get() = turns.mapNotNull { it.screen }
    val said = mutableListOf<Announcement>()
    val felt = mutableListOf<Haptic>()
    val steps = mutableListOf<Step>()
    val finished = mutableListOf<SelfieResult>()
    var questions = 0
    var settings = 0
    var area = PreviewArea(360f, 720f, 1f, camera.mirrored)
    private val request = camera.case.toRequest(signingKey).change()
    val controller = SelfieController(request, camera::now, thread, thread) { HeardFlow(request, ::hear) }
    private var openSince: Long? = null

    /** When the flow first asked whether the head is covered, in nanoseconds of the film. */
    var asked: Long? = null
        private set

    init {
        camera.onFrame = {
            val (covered, since) = camera.case.request.covers_head to openSince
            if (covered != null && since != null && camera.now - since >= READING_NS) controller.tell(Event.Answered(covered))
        }
    }


    private fun hear(turn: Turn) {
        turns += turn
        val asks = turn.screen?.let { it.question != null } ?: return
        openSince = if (asks) openSince ?: camera.now else null
        asked = asked ?: openSince
    }

    override fun say(announcement: Announcement) {
        said += announcement
    }

    override fun feel(haptic: Haptic) {
        felt += haptic
    }

    override fun askForCamera() {
        questions += 1
    }

    override fun openSettings() {
        settings += 1
    }

    override fun left(step: Step) {
        steps += step
    }

    override fun finished(result: SelfieResult) {
        finished += result
    }

    val screen: Screen? get() = controller.drawing.value?.screen
    val scene: Scene? get() = screen?.scene
    val asks: Boolean get() = screen?.question != null
    val result: SelfieResult? get() = controller.outcome

    /** Shows a screen of [area], and lets the film's camera run. */
    fun show(): FilmSession {
        thread.execute {
            controller.tell(Event.Permission(CameraPermission.GRANTED))
            controller.attach(camera, this)
            controller.tell(Event.LaidOut(area))
        }
        return this
    }

    /** All that was shown, said and done, as `tests/screens` has it. */
    val record: String get() = turns.joinToString("") { turnRecord(it) }

    /** Plays the film to the end that has to be read, or its own. */
    fun play(): FilmSession {
        if (!camera.running) show()
        camera.playUntil { result != null || scene == Scene.ENDED }
        return this
    }

    /** The same, and the person leaves. */
    fun playAndLeave(): SelfieResult? {
        play()
        controller.tell(if (screen?.waits == true) Event.Pressed(Action.LEAVE) else Event.Cancelled)
        return result
    }

    /** Plays until the flow is in `scene`. */
    fun playTo(scene: Scene): FilmSession {
        if (!camera.running) show()
        check(camera.playUntil { this.scene == scene }) { "never $scene" }
        return this
    }

    /** Lets time pass in which the camera delivers nothing. */
    fun pass(seconds: Double) {
        val until = camera.now + (seconds * 1e9).toLong()
        while (camera.now < until) {
            val tick = thread.due ?: return camera.pass(until - camera.now)
            camera.pass(tick.nanoseconds)
            thread.execute(tick.work)
        }
    }

    override fun close() = controller.close()
}
