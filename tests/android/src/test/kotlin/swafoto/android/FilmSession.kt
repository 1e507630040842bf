package swafoto.android

import android.content.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.launch
import swafoto.Case
import swafoto.READING_NS
import swafoto.RuleId
import swafoto.State
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieScreen
import swafoto.ruleName

/** Whether the question is open. */
val SelfieScreen.asks: Boolean get() = this is SelfieScreen.Live && guidance.update.askCovering

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

/**
 * A controller that works on the caller's thread and has a film's clock, so that a test says what happens when; and all
 * that it showed. The person in the film answers as the case says.
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
) : AutoCloseable {
    val camera = FilmCamera(context, name, layout, deliverStill)
    val controller = SelfieController(camera.case.toRequest(signingKey).change(), camera::now, Dispatchers.Unconfined)
    val shown = mutableListOf<SelfieScreen>()
    private var openSince: Long? = null

    /** When the session first asked whether the head is covered, in nanoseconds of the film. */
    var asked: Long? = null
        private set

    private val watching: Job =
        CoroutineScope(Dispatchers.Unconfined).launch { controller.screen.onEach { shown += it }.collect { listen(it) } }

    init {
        camera.onFrame = {
            val (covered, since) = camera.case.request.covers_head to openSince
            if (covered != null && since != null && camera.now - since >= READING_NS) controller.declareCovering(covered)
        }
    }

    private fun listen(screen: SelfieScreen) {
        openSince = if (screen.asks) openSince ?: camera.now else null
        asked = asked ?: openSince
    }

    val screen: SelfieScreen get() = controller.screen.value
    val result: SelfieResult? get() = (screen as? SelfieScreen.Finished)?.result

    /** Plays the film to the session's end, or its own. */
    fun play(): FilmSession {
        if (!camera.running) controller.attach(camera)
        camera.playUntil { result != null }
        return this
    }

    /** Plays until the session is in `state`. */
    fun playTo(state: State): FilmSession {
        if (!camera.running) controller.attach(camera)
        check(camera.playUntil { (screen as? SelfieScreen.Live)?.guidance?.update?.state == state }) { "never $state" }
        return this
    }

    override fun close() {
        watching.cancel()
        controller.close()
    }
}
